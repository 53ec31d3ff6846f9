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
        # data
        "data/charter_rule.xml",
        "data/ir_config_parameter.xml",
        "data/partner_dossier_checklist.xml",
        # reports
        "report/partner_dossier_reports.xml",
        # wizards
        "wizards/partner_dossier_checklist_application_views.xml",
        "wizards/partner_dossier_member_change_views.xml",
        "wizards/partner_dossier_paper_reason_views.xml",
        "wizards/partner_dossier_reopening_views.xml",
        # views
        "views/partner_identity_views.xml",
        "views/archive_class_views.xml",
        "views/partner_dossier_section_views.xml",
        "views/partner_dossier_checklist_views.xml",
        "views/partner_dossier_member_views.xml",
        "views/partner_dossier_paper_views.xml",
        "views/partner_dossier_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "wizards/partner_identity_lookup_views.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/partner_identity.xml",
        "demo/partner_dossier.xml",
        "demo/partner_dossier_member.xml",
        "demo/partner_dossier_paper.xml",
    ],
    "assets": {
        "web.assets_backend": ["partner_dossier/static/src/**/*"],
        "web.assets_tests": ["partner_dossier/static/tests/tours/**/*"],
    },
}
