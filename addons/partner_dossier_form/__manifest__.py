{
    "name": "Customer Dossier: Form for the Customer",
    "summary": "Customers, surveys and visits fill the dossier; an officer compares",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "archive_retention",
        "base_import",
        "charter_base",
        "confidential_access",
        "partner_dossier",
        "phone_validation",
        "portal",
        "property_unit",
        "service_site",
    ],
    "data": [
        # security
        "security/ir.model.access.csv",
        "security/partner_dossier_form_rules.xml",
        # data
        "data/charter_rule.xml",
        "data/mail_template.xml",
        # views
        "views/partner_dossier_form_views.xml",
        "views/partner_dossier_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "views/portal_form.xml",
    ],
    "demo": [
        "demo/partner_dossier_form.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "partner_dossier_form/static/src/compare/**/*",
        ],
        "web.assets_tests": [
            "partner_dossier_form/static/tests/tours/**/*",
        ],
    },
}
