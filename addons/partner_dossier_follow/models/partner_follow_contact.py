from odoo import api, models


class PartnerFollowContact(models.Model):
    _name = "partner.follow.contact"
    _inherit = ["partner.follow.contact", "partner.personal.mixin"]
    _personal_marks = ("contacted_on", "kind", "means", "user_id", "said")

    @api.private
    def erase_personal(self):
        """D-13: that somebody was contacted stays, and not what was said."""
        result = super().erase_personal()
        self.sudo().said = self.env._("Erased")
        return result
