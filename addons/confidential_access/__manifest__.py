{
    "name": "Confidential Access",
    "summary": "One audited door to what is confidential: levels, grants, access log",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["base_register", "charter_base", "service_site"],
    "data": [
        # security
        "security/confidential_access_groups.xml",
        "security/ir.model.access.csv",
        "security/confidential_access_rules.xml",
        # data
        "data/charter_rule.xml",
        # wizards, before the views with their buttons
        "wizards/confidential_grant_refusal_views.xml",
        # views
        "views/confidential_grant_views.xml",
        "views/confidential_access_log_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["confidential_access/static/src/**/*"],
        "web.assets_tests": ["confidential_access/static/tests/tours/**/*"],
    },
}
