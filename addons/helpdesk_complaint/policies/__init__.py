"""The charter's rules on complaints, in plain Python: no database, no Odoo."""
