{
    "name": "Sales Floor",
    "summary": "Whose turn it is, whose customer it is, and the rule that says so",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Sales/CRM",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "base_register",
        "bus",
        "charter_base",
        "phone_validation",
        "report_weasyprint",
        "sale_crm",
        "service_site",
    ],
    "data": [
        # security
        "security/sales_floor_groups.xml",
        "security/ir.model.access.csv",
        "security/sales_floor_rules.xml",
        "security/floor_case_rules.xml",
        # data
        "data/charter_rule.xml",
        # wizards
        "wizards/floor_pin_set_views.xml",
        "wizards/floor_reason_views.xml",
        # views
        "views/floor_rota_views.xml",
        "views/floor_turn_views.xml",
        "views/floor_visit_views.xml",
        "views/floor_presence_views.xml",
        "views/floor_change_views.xml",
        "views/floor_referral_views.xml",
        "views/floor_dispute_views.xml",
        "views/floor_incident_views.xml",
        "views/menus.xml",
        "views/floor_case_menus.xml",
        "views/floor_reception_views.xml",
        "views/res_config_settings_views.xml",
        # reports
        "report/floor_referral_templates.xml",
        "report/floor_dispute_templates.xml",
        "report/floor_case_reports.xml",
    ],
    "assets": {
        "web.assets_backend": ["sales_floor/static/src/**/*"],
        "web.assets_tests": ["sales_floor/static/tests/tours/**/*"],
    },
    "demo": [
        "demo/res_users.xml",
        "demo/service_site.xml",
        "demo/floor_pin.xml",
        "demo/floor_case.xml",
    ],
}
