import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const state = (label) => ({
    trigger: `.o_statusbar_status .o_arrow_button_current:contains("${label}")`,
});
const confirm = {trigger: ".modal .btn-primary", run: "click"};

tours.add("archive_lease_reviewed", {
    steps: () => [
        {trigger: "button[name=action_review]", run: "click"},
        state("Reviewed"),
    ],
});

tours.add("archive_lease_approved", {
    steps: () => [
        {trigger: "button[name=action_approve]", run: "click"},
        state("Approved"),
    ],
});

tours.add("archive_lease_witnessed", {
    steps: () => [
        {trigger: "button[name=action_witness]", run: "click"},
        {trigger: ".alert:contains('is the witness')"},
    ],
});

tours.add("archive_lease_destroyed", {
    steps: () => [
        {trigger: "button[name=action_execute]", run: "click"},
        confirm,
        state("Executed"),
        {trigger: ".o_data_row:contains('Held by')"},
    ],
});
