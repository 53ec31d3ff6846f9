import {registry} from "@web/core/registry";

const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const row = (paper) =>
    `.o_field_widget[name=paper_ids] .o_data_row:contains("${paper}")`;
const isComplete = (percent) => ({
    trigger: `.o_field_widget[name=completeness] .o_progressbar_value:contains("${percent}")`,
});

function scan(name) {
    const bytes = Uint8Array.from(atob(PIXEL), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, {type: "image/png"}));
    return transfer;
}

registry.category("web_tour.tours").add("dossier_paper_verified", {
    steps: () => [
        isComplete("0"),
        {
            trigger: `${row("Owner's ID card")} .o_paper_drop`,
            run({anchor}) {
                const how = {bubbles: true, cancelable: true};
                const dataTransfer = scan("id card.png");
                anchor.dispatchEvent(new DragEvent("dragover", {...how, dataTransfer}));
                anchor.dispatchEvent(new DragEvent("drop", {...how, dataTransfer}));
            },
        },
        {trigger: `${row("Owner's ID card")}:contains("Received")`},
        isComplete("0"),
        {
            trigger: `${row("Owner's ID card")} button[name=action_check_and_verify]`,
            run: "click",
        },
        {trigger: ".modal-body:contains('authentic')"},
        {trigger: ".modal .btn-primary", run: "click"},
        {trigger: `${row("Owner's ID card")}:contains("Verified")`},
        isComplete("14"),
    ],
});
