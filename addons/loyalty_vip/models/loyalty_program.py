from odoo import api, fields, models


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    vip_role = fields.Selection(
        [
            ("points", "Points of the VIP card"),
            ("card", "Discount with the card"),
            ("tier", "Discount of the tier"),
            ("birthday", "Discount on the birthday"),
        ],
        string="Part in VIP Loyalty",
        readonly=True,
        copy=False,
        help="L-03 to L-06: programs of VIP loyalty give what its rules say, and to"
        " whom.",
    )

    _vip_role_unique = models.UniqueIndex(
        "(vip_role, COALESCE(company_id, 0)) WHERE vip_role IS NOT NULL",
        "There is a program with this part in VIP loyalty already.",
    )

    @api.model
    @api.private
    def vip_program(self, role, company):
        """The program that plays a part for a company: its own before the shared one.

        :return: one program, or none where it is archived
        """
        programs = self.sudo().search(
            [("vip_role", "=", role), ("company_id", "in", [False, company.id])]
        )
        return programs.sorted(lambda it: not it.company_id)[:1]

    def _is_vip_discount(self):
        return bool(self.vip_role) and self.vip_role != "points"
