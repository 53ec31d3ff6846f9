{
    "name": "Archive",
    "summary": "Papers filed, found, lent, kept and destroyed by rule",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "base_import",
        "base_register",
        "charter_base",
        "confidential_access",
        "report_weasyprint",
        "service_site",
    ],
    "data": [
        # security
        "security/archive_retention_groups.xml",
        "security/ir.model.access.csv",
        "security/archive_rules.xml",
        # data
        "data/charter_rule.xml",
        "data/ir_cron.xml",
        # wizards
        "wizards/archive_event_entry_views.xml",
        "wizards/archive_hold_release_views.xml",
        "wizards/archive_line_keep_views.xml",
        "wizards/archive_movement_entry_views.xml",
        "wizards/archive_paper_filing_views.xml",
        # reports
        "report/archive_disposal_reports.xml",
        "report/archive_index_reports.xml",
        "data/archive_class.xml",
        # views
        "views/archive_schedule_views.xml",
        "views/archive_class_views.xml",
        "views/archive_version_views.xml",
        "views/archive_document_views.xml",
        "views/archive_volume_views.xml",
        "views/archive_movement_views.xml",
        "views/archive_loan_views.xml",
        "views/archive_item_views.xml",
        "views/archive_hold_views.xml",
        "views/archive_disposal_views.xml",
        "views/archive_inspection_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/archive_class.xml",
        "demo/archive_document.xml",
        "demo/archive_disposal.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "archive_retention/static/tests/tours/**/*",
        ],
    },
}
