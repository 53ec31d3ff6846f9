from odoo import api, fields, models


class PartnerDossierMemberChange(models.TransientModel):
    """From when on, and why, somebody is no longer in a role; and who comes instead."""

    _name = "partner.dossier.member.change"
    _description = "Change of a Person"

    member_id = fields.Many2one(
        "partner.dossier.member", string="Person", required=True
    )
    kind = fields.Selection([("end", "End"), ("replace", "Replace")], required=True)
    role = fields.Selection(related="member_id.role")
    day = fields.Date(
        compute="_compute_day",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="The last day of who ends; the first one of who comes instead.",
    )
    reason = fields.Char(required=True)
    person_id = fields.Many2one("res.partner", string="Contact")
    name = fields.Char(
        string="Full Name", compute="_compute_name", store=True, readonly=False
    )
    phone = fields.Char(compute="_compute_name", store=True, readonly=False)
    relation = fields.Char()
    scope = fields.Char(string="Scope of Authorisation")

    @api.depends("member_id")
    def _compute_day(self):
        for change in self:
            site = change.member_id.site_id
            change.day = site.local_date() if site else fields.Date.today()

    @api.depends("person_id")
    def _compute_name(self):
        for change in self:
            change.name = change.person_id.name or change.name
            change.phone = change.person_id.phone or change.phone

    def action_apply(self):
        if self.kind == "end":
            self.member_id.end(self.day, self.reason)
        else:
            values = ("person_id", "name", "phone", "relation", "scope")
            self.member_id.replace(
                {
                    name: self._fields[name].convert_to_write(self[name], self)
                    for name in values
                },
                self.day,
                self.reason,
            )
        return {"type": "ir.actions.act_window_close"}
