import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("service_site_create", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: ".o_field_widget[name=name] input", run: "edit Maple Court"},
        {trigger: ".o_field_widget[name=code] input", run: "edit mc"},
        {
            trigger: ".o_field_widget[name=member_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=user_id] input",
            run: "edit site-officer",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('site-officer')",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=role] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Site Manager')",
            run: "click",
        },
        ...stepUtils.saveForm(),
    ],
});
