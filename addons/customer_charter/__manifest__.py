{
    "name": "Customer Charter",
    "summary": "The suite in one click: the charter a company keeps with its customers",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": [
        "archive_retention",
        "helpdesk_complaint",
        "loyalty_vip",
        "partner_dossier",
        "partner_dossier_form",
        "partner_follow_plan",
        "property_unit",
        "sales_floor",
    ],
    "data": [
        "data/archive_class.xml",
        "views/helpdesk_ticket_views.xml",
        "report/complaint_templates.xml",
    ],
    "demo": [
        "demo/property_unit_party.xml",
        "demo/partner_follow_plan.xml",
    ],
    "application": True,
}
