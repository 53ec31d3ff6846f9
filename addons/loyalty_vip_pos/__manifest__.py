{
    "name": "VIP Loyalty: not at the Point of Sale",
    "summary": "Keeps VIP programs out of the POS, which can't keep their rules",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Sales/Point of Sale",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["loyalty_vip", "pos_loyalty"],
    "auto_install": True,
    "post_init_hook": "keep_programs_out",
}
