"""How a decision goes on record, in plain Python: no database, no Odoo."""
