"""Who may read what is confidential, in plain Python: no database, no Odoo."""
