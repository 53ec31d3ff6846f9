{
    "name": "Customer Dossier: Repairs and Complaints",
    "summary": "A customer's requests and complaints in the dossier and the look-up",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["helpdesk_complaint", "partner_dossier"],
    "auto_install": True,
    "data": [
        # views
        "views/partner_dossier_views.xml",
        # wizards
        "wizards/partner_look_up_views.xml",
    ],
}
