"""When a rep follows up a customer, in plain Python: no database, no Odoo."""
