{
    "name": "Customer Dossier: Products and Their Repairs",
    "summary": "Who bought a product, since when, and its repairs: by serial number",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["partner_dossier", "repair"],
    "auto_install": True,
    "data": [
        # wizards
        "wizards/partner_look_up_templates.xml",
        "wizards/partner_look_up_views.xml",
    ],
    "demo": ["demo/repair_order.xml"],
    "assets": {
        "web.assets_tests": ["partner_dossier_repair/static/tests/tours/**/*"],
    },
}
