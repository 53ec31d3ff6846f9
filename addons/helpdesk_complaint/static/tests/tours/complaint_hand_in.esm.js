import {registry} from "@web/core/registry";

const choice = (label) => `.o-autocomplete--dropdown-item a:contains("${label}")`;

registry.category("web_tour.tours").add("complaint_handed_in", {
    steps: () => [
        {trigger: "#what_happened", run: "edit The lift is stuck"},
        {trigger: "#name", run: "edit Li Na"},
        {trigger: "#phone", run: "edit 138 0013 8000"},
        {
            trigger: ".o_complaint_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_complaint_reference"},
        {trigger: ".o_complaint_steps li[aria-current=step]:contains('Arrived')"},
    ],
});

registry.category("web_tour.tours").add("complaint_hand_in_accepted", {
    steps: () => [
        {trigger: ".o_data_row td[name=what_happened]:contains('lift')", run: "click"},
        {trigger: "button[name=action_accept]", run: "click"},
        {trigger: ".modal .o_field_widget[name=partner_id] input:value('Li Na')"},
        {
            trigger: ".modal .o_field_widget[name=category_id] input",
            run: "edit 0101",
        },
        {trigger: choice("Lift stuck"), run: "click"},
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {trigger: ".o_field_widget[name=complaint_code]:contains('GH-A-0101-')"},
    ],
});
