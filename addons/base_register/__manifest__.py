{
    "name": "Registers",
    "summary": "Numbers without gaps and entries that never change",
    "version": "19.0.1.1.0",
    "category": "Tools",
    "license": "AGPL-3",
    "author": "Customer Charter",
    "depends": ["base"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        # Data
        "data/ir_cron.xml",
        # Views
        "views/register_draw_views.xml",
        "views/register_seal_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
