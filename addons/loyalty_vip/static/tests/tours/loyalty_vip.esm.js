import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("loyalty_vip_purchase", {
    steps: () => [
        {
            trigger:
                "div[name=vip_ask]:contains('please ask for the VIP card')" +
                " button[name=action_vip_show]",
            run: "click",
        },
        {trigger: ".modal div[name=number] input", run: "edit JW000001"},
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {trigger: "div[name=vip_given]:contains('15 % · this order earns 8')"},
        {trigger: "div[name=vip_given] button[name=action_vip_prize]", run: "click"},
        {trigger: ".modal div[name=reward_id] input", run: "edit mug"},
        {trigger: ".ui-menu-item:contains('A mug')", run: "click"},
        {trigger: ".modal div[name=quantity] input", run: "edit 2"},
        {trigger: ".modal div[name=balance]", run: "click"},
        {trigger: ".modal .alert:contains('Takes 40 of 41 points and leaves 1')"},
        {trigger: ".modal button[name=action_redeem]", run: "click"},
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('Sales Order')",
        },
        {trigger: "div[name=vip_none]:contains('1 points')"},
    ],
});
