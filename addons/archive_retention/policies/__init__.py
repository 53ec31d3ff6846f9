"""How papers are filed, lent, kept and destroyed, in plain Python: no Odoo."""
