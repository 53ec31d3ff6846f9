{
    "name": "Service Sites",
    "summary": "Places customers are served from, and who does what there, when",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["mail", "resource"],
    "data": [
        # security
        "security/service_site_groups.xml",
        "security/ir.model.access.csv",
        "security/service_site_rules.xml",
        # data
        "data/ir_cron.xml",
        # views
        "views/service_site_member_views.xml",
        "views/service_site_views.xml",
        "views/res_users_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": [
        "demo/res_company.xml",
        "demo/res_users.xml",
        "demo/service_site.xml",
    ],
    "assets": {
        "web.assets_tests": ["service_site/static/tests/tours/**/*"],
    },
}
