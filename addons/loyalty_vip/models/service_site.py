from odoo import api, models


class ServiceSite(models.Model):
    _inherit = "service.site"

    @api.private
    def vip_number(self):
        """L-02, L-11: the next number of a store's cards. Draw last: it locks."""
        self.ensure_one()
        digits = self.company_id.vip_number_digits
        (serial,) = self.env["register.draw"].draw(f"vip/{self.id}")
        return f"{self.code}{serial:0{digits}d}"
