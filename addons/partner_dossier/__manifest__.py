{
    "name": "Customer Dossier",
    "summary": "All about a customer in one dossier: complete, current, confidential",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "archive_retention",
        "base_register",
        "charter_base",
        "confidential_access",
        "property_unit",
        "report_weasyprint",
        "service_site",
    ],
    "data": [
        # security
        "security/partner_dossier_groups.xml",
        "security/ir.model.access.csv",
        "security/partner_dossier_rules.xml",
        "security/partner_dossier_register_rules.xml",
        # data
        "data/charter_rule.xml",
        # views
        "views/partner_identity_views.xml",
        "views/partner_dossier_views.xml",
        "views/res_partner_views.xml",
        "views/partner_notice_views.xml",
        "views/partner_violation_views.xml",
        "views/property_unit_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        # wizards
        "wizards/partner_look_up_views.xml",
        "wizards/partner_notice_batch_views.xml",
        "wizards/partner_notice_signing_views.xml",
        "wizards/partner_violation_limit_views.xml",
        "views/partner_dossier_register_views.xml",
        # reports
        "report/partner_notice_templates.xml",
        "report/partner_violation_templates.xml",
        "report/partner_dossier_register_reports.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/partner_identity.xml",
        "demo/partner_dossier.xml",
        "demo/property_unit_party.xml",
        "demo/partner_notice.xml",
        "demo/partner_violation.xml",
    ],
    "assets": {
        "web.assets_tests": ["partner_dossier/static/tests/tours/**/*"],
    },
}
