{
    "name": "Charter",
    "summary": "Rules, decisions that explain themselves, deadlines with one sweep",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["base"],
    "data": [
        # security
        "security/ir.model.access.csv",
        # data
        "data/ir_cron.xml",
        # views
        "views/charter_rule_views.xml",
    ],
}
