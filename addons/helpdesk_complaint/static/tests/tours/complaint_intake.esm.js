import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const input = (name) => `.o_field_widget[name=${name}] input`;
const text = (name) => `.o_field_widget[name=${name}] textarea`;
const choice = (label) => `.o-autocomplete--dropdown-item a:contains("${label}")`;

registry.category("web_tour.tours").add("complaint_taken_on_the_phone", {
    steps: () => [
        // The caller's number is on the display of the telephone.
        {trigger: input("partner_id"), run: "edit 00138000"},
        {trigger: choice("Li Na"), run: "click"},
        {trigger: text("what_happened"), run: "edit Water drips from the hall ceiling"},
        {trigger: text("demand"), run: "edit Find the leak this week"},
        {trigger: input("category_id"), run: "edit 0203"},
        {trigger: choice("Leaking roof"), run: "click"},
        {trigger: ".o_field_widget[name=severity] input[data-value=b]:checked"},
        {trigger: ".o_field_widget[name=severity_reason]:contains('C-04')"},
        {trigger: ".o_field_widget[name=reply_sentence]:contains('Say:')"},
        ...stepUtils.saveForm(),
        {trigger: "h1 .o_field_widget[name=complaint_code]:contains('GH-B-0203-')"},
        {trigger: "button[name=action_open_complaint]", run: "click"},
        {trigger: "div[name=complaint_strip] .o_field_widget[name=severity]"},
    ],
});

registry.category("web_tour.tours").add("complaint_mail_coded", {
    steps: () => [
        {trigger: ".o_data_row td[name=name]:contains('Lift')", run: "click"},
        {trigger: ".o_field_widget[name=what_happened] textarea:value('stuck')"},
        {trigger: input("category_id"), run: "edit lift st"},
        {trigger: choice("0101"), run: "click"},
        {trigger: ".o_field_widget[name=severity] input[data-value=a]:checked"},
        ...stepUtils.saveForm(),
        {trigger: "h1 .o_field_widget[name=complaint_code]:contains('GH-A-0101-')"},
    ],
});
