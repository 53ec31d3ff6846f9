"""What a customer owes and has deposited, in plain Python: no database, no Odoo."""
