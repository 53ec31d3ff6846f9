{
    "name": "Complaints",
    "summary": "Complaints with a code, a severity and a promised time to answer",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "After-Sales",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "base_register",
        "charter_base",
        "helpdesk_mgmt",
        "phone_validation",
        "report_weasyprint",
        "service_site",
    ],
    "data": [
        # security
        "security/ir.model.access.csv",
        "security/complaint_rules.xml",
        "security/complaint_hand_in_rules.xml",
        # data
        "data/charter_rule.xml",
        # views
        "views/complaint_hand_in_views.xml",
        "views/helpdesk_ticket_category_views.xml",
        "views/helpdesk_ticket_team_views.xml",
        "views/complaint_code_views.xml",
        "views/complaint_mail_views.xml",
        "views/complaint_milestone_views.xml",
        "views/complaint_extension_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/service_site_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
        "views/menus.xml",
        "views/portal_hand_in.xml",
        "views/portal_complaint.xml",
        # wizards
        "wizards/complaint_extension_refusal_views.xml",
        "wizards/complaint_hand_in_accept_views.xml",
        "wizards/complaint_hand_in_refuse_views.xml",
        # reports
        "report/complaint_register_templates.xml",
        "report/complaint_record_templates.xml",
        "report/helpdesk_ticket_reports.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/helpdesk_ticket_category.xml",
        "demo/res_partner.xml",
        "demo/service_site.xml",
        "demo/helpdesk_ticket_closed.xml",
        "demo/helpdesk_ticket.xml",
    ],
    "pre_init_hook": "date_old_tickets",
    "post_load": "serve_foreign_terms",
    "assets": {
        "web.assets_frontend": [
            "helpdesk_complaint/static/src/portal/**/*",
        ],
        "web.assets_tests": [
            "helpdesk_complaint/static/tests/tours/**/*",
        ],
    },
}
