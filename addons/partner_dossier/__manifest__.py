{
    "name": "Customer Dossier",
    "summary": "A customer's identity papers behind the audited door",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["confidential_access"],
    "data": [
        # security
        "security/ir.model.access.csv",
        "security/partner_dossier_rules.xml",
        # views
        "views/partner_identity_views.xml",
        "views/res_partner_views.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/partner_identity.xml",
    ],
    "assets": {
        "web.assets_tests": ["partner_dossier/static/tests/tours/**/*"],
    },
}
