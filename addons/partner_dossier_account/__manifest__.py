{
    "name": "Customer Dossier: Arrears and Payments",
    "summary": "What a customer owes and has deposited, in the dossier from the ledger",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["account", "partner_dossier"],
    "auto_install": True,
    "data": [
        "views/partner_dossier_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": ["demo/account_move.xml"],
}
