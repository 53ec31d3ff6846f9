{
    "name": "Follow-Up Plan",
    "summary": "Reps class their customers and follow them up at intervals by class",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Sales/CRM",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["charter_base", "service_site"],
    "data": [
        # security
        "security/partner_follow_plan_groups.xml",
        "security/ir.model.access.csv",
        "security/partner_follow_rules.xml",
        # data
        "data/charter_rule.xml",
        "data/partner_follow_interval.xml",
        # views
        "views/partner_follow_interval_views.xml",
        "views/partner_follow_contact_views.xml",
        "views/partner_follow_plan_views.xml",
        # wizards
        "wizards/partner_follow_contacted_views.xml",
        "wizards/partner_follow_hand_over_views.xml",
        # menus
        "views/menus.xml",
    ],
}
