"""What the addons cost, measured against stock Odoo in the same run."""
