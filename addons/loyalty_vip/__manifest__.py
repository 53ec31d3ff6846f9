{
    "name": "VIP Loyalty",
    "summary": "VIP cards: one discount, points from what was really paid, prizes once",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Sales/Sales",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "base_register",
        "charter_base",
        "confidential_access",
        "report_weasyprint",
        "sale_loyalty",
        "service_site",
        "sms",
    ],
    "data": [
        # security
        "security/ir.model.access.csv",
        "security/loyalty_vip_rules.xml",
        # data
        "data/charter_rule.xml",
        "data/loyalty_program.xml",
        "data/ir_cron.xml",
        # views
        "views/account_move_views.xml",
        "views/loyalty_card_views.xml",
        "views/loyalty_reward_views.xml",
        "views/loyalty_vip_registration_views.xml",
        "views/loyalty_vip_register_views.xml",
        "views/loyalty_vip_event_views.xml",
        "views/product_views.xml",
        "views/res_config_settings_views.xml",
        "views/sale_order_views.xml",
        "views/menus.xml",
        # wizards
        "wizards/loyalty_vip_wizard_views.xml",
        # reports
        "report/loyalty_vip_templates.xml",
        "report/loyalty_vip_reports.xml",
    ],
    "demo": [
        "demo/service_site.xml",
        "demo/product.xml",
        "demo/loyalty_card.xml",
        "demo/account_move.xml",
        "demo/loyalty_vip_event.xml",
    ],
    "uninstall_hook": "leave_programs_in_use",
    "assets": {
        "web.assets_tests": ["loyalty_vip/static/tests/tours/**/*"],
    },
}
