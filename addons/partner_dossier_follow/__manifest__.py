{
    "name": "Customer Dossier: Follow-Up Plan",
    "summary": "What reps kept of a customer is given and erased with the rest",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["partner_dossier", "partner_follow_plan"],
    "auto_install": True,
}
