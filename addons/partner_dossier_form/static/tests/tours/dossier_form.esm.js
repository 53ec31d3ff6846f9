import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("dossier_form_filled_in", {
    steps: () => [
        {trigger: ".o_dossier_form h1:contains('Your data at')"},
        {trigger: ".o_dossier_form input[name=phone]", run: "edit 12"},
        {trigger: ".o_dossier_form input[name=occupation]", run: "edit Architect"},
        {trigger: ".o_dossier_form input[name=agreed]", run: "click"},
        {
            trigger: ".o_dossier_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_dossier_form .alert:contains('no phone number')"},
        {trigger: ".o_dossier_form input[name=phone]", run: "edit 138 0215 7741"},
        {trigger: ".o_dossier_form input[name=agreed]", run: "click"},
        {
            trigger: ".o_dossier_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_dossier_form h1:contains('Thank you')"},
    ],
});

tours.add("dossier_form_compared", {
    steps: () => [
        {trigger: "button[name=action_compare]", run: "click"},
        {trigger: ".o_dossier_compare button.o_dossier_compare_read", run: "click"},
        {
            trigger:
                ".o_dossier_compare [data-name=occupation] .o_dossier_compare_given:contains('Architect')",
        },
        {trigger: ".o_dossier_compare [data-name=phone] input:not(:checked)"},
        {trigger: ".o_dossier_compare [data-name=phone] input", run: "click"},
        {trigger: ".o_dossier_compare button.o_dossier_compare_decide", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Compared')"},
    ],
});
