import {registry} from "@web/core/registry";

const signed = [
    {trigger: ".modal .o_signature", run: "click"},
    {
        trigger: ".modal .modal-footer .btn-primary:enabled:contains('Adopt')",
        run: "click",
    },
    {trigger: ".modal img.o_signature"},
    {trigger: ".modal button[name=action_apply]", run: "click"},
    {trigger: "body:not(:has(.modal))"},
];

registry.category("web_tour.tours").add("dossier_notice_signed", {
    steps: () => [
        {trigger: "button[name=action_open_notices]", run: "click"},
        {trigger: ".o_list_view .o_list_button_add", run: "click"},
        {
            trigger: ".o_form_view div[name=subject] textarea, div[name=subject] input",
            run: "edit Water is cut off on Friday",
        },
        {
            trigger: "div[name=body] textarea",
            run: "edit From 9 to 12, as the pump is changed.",
        },
        {trigger: "button[name=action_issue]", run: "click"},
        {trigger: ".o_field_widget[name=reference]:contains('GH-N00001')"},
        {trigger: "button[name=action_sign_handed]", run: "click"},
        ...signed,
        {trigger: "button[name=action_sign_received]", run: "click"},
        ...signed,
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Signed')",
        },
    ],
});
