"""Whose a product is, in plain Python: no database, no Odoo."""
