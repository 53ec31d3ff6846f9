"""VIP loyalty in plain Python: no database, no Odoo. Amounts are Decimals."""
