"""The charter's rules on the sales floor, in plain Python: no database, no Odoo."""
