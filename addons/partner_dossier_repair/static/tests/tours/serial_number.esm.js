import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("dossier_serial_number", {
    steps: () => [
        {
            trigger: "[data-menu-xmlid='partner_dossier.partner_look_up_menu']",
            run: "click",
        },
        {
            trigger: ".modal div[name=query] input",
            run: "edit rsq16-240815 && press Tab",
        },
        {trigger: ".modal div[name=products]:contains('Song Jianping')"},
        {trigger: ".modal div[name=products]:contains('No flame')"},
        {trigger: ".modal div[name=party_ids] td:contains('3-1201')"},
        {trigger: ".modal div[name=dossier_ids] td:contains('Song Jianping')"},
        {trigger: ".modal div[name=query] input", run: "edit rsq16-24 && press Tab"},
        {trigger: ".modal div[name=unknown]:contains('serial number')"},
        {trigger: "body:not(:has(.modal div[name=products]))"},
        {trigger: ".modal .modal-footer button[special=cancel]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});
