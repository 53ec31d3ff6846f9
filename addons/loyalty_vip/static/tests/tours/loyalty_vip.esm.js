import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** L-01, L-02: a form is filled in, signed on the screen, and the card given. */
function register(customer, birthday, number) {
    return [
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: "div[name=partner_id] input", run: `edit ${customer}`},
        {trigger: `.ui-menu-item:contains('${customer}')`, run: "click"},
        {trigger: ".alert-success:contains('are enough')"},
        {trigger: "div[name=salutation] .o_select_menu input", run: "click"},
        {trigger: ".o_select_menu_item:contains('Ms')", run: "click"},
        {
            trigger: "div[name=birth_date_entry] input",
            run: `edit ${birthday} && press Enter`,
        },
        {trigger: "div[name=signature_entry] .o_signature", run: "click"},
        {trigger: ".modal-footer .btn-primary:enabled", run: "click"},
        {trigger: "div[name=signature_entry] img.o_signature"},
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: "button[name=action_issue]", run: "click"},
        {trigger: "button[name=action_open_card]", run: "click"},
        {trigger: `h1:contains('${number}')`},
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('In Force')",
        },
    ];
}

/** L-07: the card is scanned, or its number typed. */
function show(number, ...more) {
    return [
        {trigger: "div[role] button[name=action_vip_show]:visible", run: "click"},
        {trigger: ".modal div[name=number] input", run: `edit ${number}`},
        ...more,
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ];
}

tours.add("loyalty_vip_registration", {
    steps: () => register("王芳", "08/01/1990", "JW000001"),
});

tours.add("loyalty_vip_renewal", {
    steps: () => [
        ...register("王芳", "08/01/1990", "JW000002"),
        {trigger: "div[name=points]:contains('0')"},
        {trigger: "div[name=vip_registration_id]"},
    ],
});

tours.add("loyalty_vip_purchase", {
    steps: () => [
        {trigger: "div[name=vip_ask]:contains('please ask for the VIP card')"},
        ...show("JW000001"),
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

tours.add("loyalty_vip_birthday", {
    steps: () => [
        {
            trigger:
                "div[name=vip_ask]:contains('birthday today: check the original" +
                " identity card')",
        },
        ...show("JW000001", {
            trigger: ".modal div[name=identity_checked] input",
            run: "click",
        }),
        {trigger: "div[name=vip_given]:contains('birthday: 40 %')"},
        {trigger: ".o_field_widget[name=tax_totals]:contains('600.00')"},
    ],
});

tours.add("loyalty_vip_returned", {
    steps: () => [
        {trigger: "div[name=points]:contains('-20')"},
        {trigger: "div[name=history_ids] .o_data_row:contains('Taken Back')"},
        {trigger: "body:not(:has(button[name=action_vip_prize]:visible))"},
    ],
});

tours.add("loyalty_vip_expired", {
    steps: () => [
        {
            trigger:
                "div[name=vip_none]:contains('the card has expired · a new one can be" +
                " applied for')",
        },
        ...show("JW000001"),
        {trigger: "div[name=vip_none]:contains('the card has expired')"},
        {trigger: ".o_field_widget[name=tax_totals]:contains('1,000.00')"},
    ],
});
