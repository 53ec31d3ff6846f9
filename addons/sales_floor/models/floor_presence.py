from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..policies import passing
from .floor_rota_line import STATES


class FloorPresence(models.Model):
    """The register of who was ready, away or back, when and why (F-02, F-03)."""

    _name = "floor.presence"
    _description = "Coming or Going"
    _inherit = ["floor.signed.mixin", "register.seal.mixin"]
    _order = "id desc"
    _seal_fields = (
        *("rota_id", "user_id", "state", "reason", "is_checked", "happened_at"),
        "signed_by_id",
    )
    _seal_scope = "site_id"
    _guarded_fields = frozenset({"approved_by_id", "approved_at"})

    rota_id = fields.Many2one(
        "floor.rota", required=True, readonly=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="rota_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="rota_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(STATES, string="Is", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    is_checked = fields.Boolean(
        string="Checked",
        readonly=True,
        help="F-03: materials at hand, prices and stock checked.",
    )
    happened_at = fields.Datetime(
        string="At", required=True, readonly=True, default=fields.Datetime.now
    )
    approved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can_approve")

    @api.depends_context("uid")
    @api.depends("state", "approved_at", "user_id", "site_id")
    def _compute_can_approve(self):
        for entry in self:
            entry.can_approve = not entry.approved_at and not entry._obstacle()

    # -- actions --

    def action_approve(self):
        """F-02: the project manager verifies an errand, the supervisor a reason.

        What was decided about turns while it was not approved stays as it is.
        """
        self.check_access("read")
        for entry in self.sudo():
            obstacle = entry._obstacle()
            if obstacle:
                raise AccessError(obstacle)
            if entry.approved_at:
                continue
            entry.write(
                {
                    "approved_by_id": self.env.user.id,
                    "approved_at": fields.Datetime.now(),
                }
            )
            line = entry.rota_id.line_ids.filtered(
                lambda it, entry=entry: (
                    it.user_id == entry.user_id and it.state == entry.state
                )
            )
            field = "is_excused" if entry.state == passing.ABSENT else "is_approved"
            line.write({field: True})
        self.site_id.tell_floor()

    # -- business --

    def _approver_roles(self):
        """F-02: who says that an absence has a good reason."""
        if self.state in passing.FOR_THE_FIRM:
            return ("project_manager",)
        return ("floor_supervisor", "project_manager")

    def _obstacle(self):
        """What keeps the current user from approving it, as a sentence; or None."""
        self.ensure_one()
        if self.state not in (*passing.FOR_THE_FIRM, passing.ABSENT):
            return self.env._("This needs no approval.")
        if self.user_id == self.env.user:
            return self.env._("F-02: nobody approves their own absence.")
        if not self.site_id.holds_floor_role(*self._approver_roles()):
            return self.env._(
                "F-02: the project manager approves an errand, the floor supervisor the"
                " reason of an absence."
            )
        return None
