from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class LoyaltyVipEvent(models.Model):
    """An owners' club or a give-back event: planned, invited to, and what came of it.

    L-19. What is over stays as it was recorded.
    """

    _name = "loyalty.vip.event"
    _description = "Members' Event"
    _inherit = ["charter.guard.mixin"]
    _order = "day desc, id desc"
    _guarded_fields = frozenset({"state", "invited_ids", "closed_by_id", "closed_at"})

    name = fields.Char(string="Event", required=True)
    kind = fields.Selection(
        [("club", "Owners' Club"), ("give_back", "Give-Back Event")],
        required=True,
        default="club",
    )
    site_id = fields.Many2one(
        "service.site",
        string="Store",
        required=True,
        index=True,
        domain="[('kind', '=', 'store')]",
        default=lambda self: self.env.user.site_ids.filtered(
            lambda it: it.kind == "store"
        )[:1],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    day = fields.Date(string="Date", required=True)
    place = fields.Char(required=True)
    plan = fields.Text(string="What Is Planned", required=True)
    card_ids = fields.Many2many(
        "loyalty.card",
        "loyalty_vip_event_card_rel",
        string="Members to Invite",
        domain="[('vip_state', '=', 'active'), ('vip_site_id', '=', site_id)]",
        copy=False,
    )
    invited_ids = fields.Many2many(
        "loyalty.card",
        "loyalty_vip_event_invited_rel",
        string="Members Invited",
        readonly=True,
        copy=False,
    )
    came_ids = fields.Many2many(
        "loyalty.card",
        "loyalty_vip_event_came_rel",
        string="Members Who Came",
        domain="[('vip_state', '!=', False), ('vip_site_id', '=', site_id)]",
        copy=False,
    )
    invited = fields.Integer(string="Number Invited", compute="_compute_numbers")
    came = fields.Integer(string="Number Who Came", compute="_compute_numbers")
    outcome = fields.Text(string="What Came of It", copy=False)
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        copy=False,
        default="planned",
        index=True,
    )
    closed_by_id = fields.Many2one(
        "res.users",
        string="Recorded By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    closed_at = fields.Datetime(string="Recorded On", readonly=True, copy=False)

    @api.depends("invited_ids", "came_ids")
    def _compute_numbers(self):
        for event in self:
            event.invited = len(event.invited_ids)
            event.came = len(event.came_ids)

    # -- CRUD --

    def write(self, vals):
        if not self.env.su and self.filtered(lambda it: it.state != "planned"):
            raise AccessError(
                self.env._("L-19: what is over stays as it was recorded.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_plans(self):
        if self.filtered(lambda it: it.state != "planned" or it.invited_ids):
            raise UserError(
                self.env._(
                    "L-19: an event that members were invited to is not deleted: cancel"
                    " it."
                )
            )

    # -- steps --

    def action_all_members(self):
        """L-19: the store's members, all of them."""
        self._check_planned()
        for event in self:
            members = self.env["loyalty.card"].search(
                [("vip_state", "=", "active"), ("vip_site_id", "=", event.site_id.id)]
            )
            event.card_ids = [Command.link(card.id) for card in members]

    def action_invite(self):
        """L-16, L-19: write to those who have not been invited yet."""
        self._check_planned()
        for event in self:
            new = (event.card_ids - event.invited_ids)._filtered_access("read")
            if not new:
                raise UserError(self.env._("Add the members who are not invited yet."))
            if event.day < event.site_id.local_date():
                raise UserError(self.env._("The day of this event is over."))
            new.vip_message(event._invitations(new))
            event.sudo().invited_ids = [Command.link(card.id) for card in new]

    def _invitations(self, cards):
        texts = {}
        for of_language in cards.vip_by_language():
            env = of_language.env
            day = format_date(env, self.day)
            for card in of_language:
                texts[card] = env._(
                    "%(store)s invites %(member)s: %(event)s, %(day)s, %(place)s.",
                    store=self.site_id.name,
                    member=card.vip_called,
                    event=self.name,
                    day=day,
                    place=self.place,
                )
        return texts

    def action_held(self):
        """L-19: it was held; what came of it is on record."""
        if self.filtered(lambda it: it.day > it.site_id.local_date()):
            raise UserError(self.env._("The day of this event is still to come."))
        self._close("held", self.env._("Say what came of it."))

    def action_cancel(self):
        """L-19: it is not held; why is on record."""
        self._close("cancelled", self.env._("Say why under “What Came of It”."))

    def _close(self, state, demand):
        self._check_planned()
        if self.filtered(lambda it: not (it.outcome or "").strip()):
            raise UserError(demand)
        self.sudo().write(
            {
                "state": state,
                "closed_by_id": self.env.uid,
                "closed_at": fields.Datetime.now(),
            }
        )

    def _check_planned(self):
        self.check_access("write")
        if self.filtered(lambda it: it.state != "planned"):
            raise UserError(self.env._("This event is over already."))
