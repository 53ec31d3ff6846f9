"""The charter's rules on units, in plain Python: no database, no Odoo."""
