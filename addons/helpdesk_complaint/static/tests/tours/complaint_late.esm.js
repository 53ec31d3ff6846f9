import {registry} from "@web/core/registry";

const text = (name) => `.o_field_widget[name=${name}] textarea`;
const section = (label) => `.o_group_header:contains("${label}")`;
const line = (label) => `.o_data_row td[name=kind]:contains("${label}")`;
const strip = "div[name=complaint_strip]";

registry.category("web_tour.tours").add("complaint_more_time_asked", {
    steps: () => [
        {trigger: section("Later")},
        {trigger: line("Solve"), run: "click"},
        {trigger: `${strip} .o_field_widget[name=severity]:contains("B")`},
        {trigger: "button[name=action_ask_more_time]", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=new_due_at] input",
            run: "edit 03/20/2099 10:00:00 && press Enter",
        },
        {trigger: `.modal ${text("grounds")}`, run: "edit The pipe has to be ordered"},
        {trigger: ".modal .o_form_button_save", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {trigger: `${strip} .o_field_widget[name=severity]`},
        {trigger: "body:not(:has(button[name=action_ask_more_time]))"},
    ],
});

registry.category("web_tour.tours").add("complaint_more_time_approved", {
    steps: () => [
        {trigger: section("To Decide")},
        {trigger: line("Solve"), run: "click"},
        {trigger: ".alert:contains('C-12')"},
        {trigger: "button[name=action_approve]", run: "click"},
        {trigger: ".o_arrow_button_current:contains('Approved')"},
    ],
});

registry.category("web_tour.tours").add("complaint_late_answered", {
    steps: () => [
        {trigger: section("Late")},
        {trigger: line("Solve"), run: "click"},
        {trigger: `${strip} .text-danger:contains("late by")`},
        {trigger: "button[name=action_found_valid]", run: "click"},
        {trigger: "div[name=complaint_next]:contains('find the cause')"},
        {trigger: text("cause"), run: "edit A joint had come loose"},
        {trigger: "button[name=action_record_cause]", run: "click"},
        {trigger: "div[name=complaint_next]:contains('find the solution')"},
        {trigger: text("solution"), run: "edit The joint is replaced"},
        {trigger: "button[name=action_record_solution]", run: "click"},
        {trigger: "button[name=action_tell_solution]", run: "click"},
        {trigger: "button[name=action_carry_out]", run: "click"},
        {trigger: "div[name=complaint_next]:contains('tell the outcome')"},
        {trigger: text("reply"), run: "edit It is dry again"},
        {trigger: "button[name=action_reply]", run: "click"},
        {trigger: "button[name=action_sign]", run: "click"},
        {trigger: "div[name=complaint_next]:contains('how it ended')"},
        {
            trigger: ".o_field_widget[name=closing_outcome] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('satisfied')",
            run: "click",
        },
        {trigger: "button[name=action_close]", run: "click"},
        {trigger: "body:not(:has(div[name=complaint_next]))"},
    ],
});
