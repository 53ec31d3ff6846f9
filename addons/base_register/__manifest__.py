{
    "name": "Registers",
    "summary": "Numbers without gaps, whatever happens at once",
    "version": "19.0.1.0.0",
    "category": "Tools",
    "license": "AGPL-3",
    "author": "Customer Charter",
    "depends": ["base"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        # Views
        "views/register_draw_views.xml",
    ],
}
