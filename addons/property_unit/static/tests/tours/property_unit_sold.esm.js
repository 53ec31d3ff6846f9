import {registry} from "@web/core/registry";

const input = (name) => `.modal .o_field_widget[name=${name}] input`;

registry.category("web_tour.tours").add("property_unit_sold", {
    steps: () => [
        {trigger: ".o_searchview_input", run: "edit 3-1201"},
        {trigger: ".o_searchview_autocomplete .o-dropdown-item", run: "click"},
        {trigger: ".o_searchview_facet:contains('3-1201')"},
        {
            trigger: ".o_data_row td[name=owner_name]:contains('Wang Fang')",
            run: "click",
        },
        {trigger: "div[name=party_strip]:contains('Wang Fang')"},
        {trigger: "button[name=action_transfer]", run: "click"},
        {trigger: ".modal .o_field_widget[name=owner_ids]:contains('Wang Fang')"},
        {trigger: input("reason"), run: "edit Sale 2026-118"},
        {trigger: ".modal .o_field_x2many_list_row_add a", run: "click"},
        {trigger: `.o_selected_row ${input("partner_id").slice(7)}`, run: "edit Li Na"},
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Li Na')",
            run: "click",
        },
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {trigger: "div[name=party_strip]:contains('Li Na')"},
    ],
});
