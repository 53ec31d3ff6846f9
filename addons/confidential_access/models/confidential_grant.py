from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..policies import grant


class ConfidentialGrant(models.Model):
    """The approval of one reading of one record by one person, for a time (D-08).

    Nobody writes it: it is asked for at the record, and decided by the manager of the
    record's site, or of a site above, who isn't the one who asks.
    """

    _name = "confidential.grant"
    _description = "Approval to Consult"
    _inherit = [
        "charter.decision.mixin",
        "service.asking.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "reference"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    reference = fields.Char(required=True, readonly=True)
    level = fields.Selection(
        lambda self: self.env["confidential.mixin"].get_levels(),
        required=True,
        readonly=True,
    )
    site_id = fields.Many2one(
        "service.site", required=True, index=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Asked By",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    purpose = fields.Char(string="What For", required=True, readonly=True)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("revoked", "Taken Back"),
            ("used", "Used"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="requested",
        index=True,
    )
    expires_at = fields.Datetime(string="May Be Used Until", readonly=True)
    used_at = fields.Datetime(string="Used On", readonly=True)
    is_expired = fields.Boolean(string="Expired", compute="_compute_is_expired")
    may_decide = fields.Boolean(compute="_compute_may_decide")

    _record_idx = models.Index("(res_model, res_id, user_id)")
    _one_request = models.UniqueIndex(
        "(res_model, res_id, user_id) WHERE state = 'requested'",
        "Your request for this record waits already.",
    )

    @api.depends("state", "expires_at")
    def _compute_is_expired(self):
        now = fields.Datetime.now()
        for it in self:
            it.is_expired = it.state == "granted" and it.expires_at <= now

    @api.depends("user_id", "site_id")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        managed = self.env.user.managed_site_ids
        for it in self:
            it.may_decide = it.site_id in managed and it.user_id != self.env.user

    # -- actions --

    def action_grant(self):
        """Let the person who asks read the record once (D-08)."""
        for it in self:
            facts, settings = it._grant_facts(), it._grant_settings()
            verdict = it._grant_decide(facts, settings)
            it._close("granted", verdict, facts, settings, it._granted_reason(settings))
            it.sudo().expires_at = verdict.expires_at
            it._tell_applicant()

    def action_refuse(self, reason):
        """Refuse the request, with the reason that its applicant reads."""
        self._turn_down("requested", "refused", reason)

    def action_revoke(self, reason):
        """Take back an approval that isn't used yet."""
        self._turn_down("granted", "revoked", reason)

    def action_open_record(self):
        """From the request to the record it is about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id).get_formview_action()

    # -- business --

    @api.model
    @api.private
    def of_person(self, record):
        """Return the current user's approvals for a record, the latest first."""
        return self.sudo().search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("user_id", "=", self.env.uid),
            ]
        )

    @api.model
    @api.private
    def request(self, record, purpose):
        """Enter the current user's request, or return the one that waits already.

        That an approval is needed is the caller's to check.
        """
        waiting = self.of_person(record).filtered(lambda it: it.state == "requested")
        if waiting:
            return waiting.with_env(self.env)
        site = record.sudo().site_id
        managers = site.managers() - self.env.user
        if not managers:
            raise UserError(
                self.env._(
                    "Nobody but you manages %(site)s or a site above it: have an"
                    " administrator enter the manager first.",
                    site=site.display_name,
                )
            )
        request = self.sudo().create(
            {
                "res_model": record._name,
                "res_id": record.id,
                "reference": record.display_name,
                "level": record.level,
                "site_id": site.id,
                "user_id": self.env.uid,
                "purpose": purpose,
            }
        )
        request.ask(
            managers,
            lambda it: it.env._("Decide: may %s read it?", it.user_id.name),
        )
        return request.with_env(self.env)

    @api.private
    def use(self):
        """Use up an approval. Two at once: the second is tried again, and refused."""
        if self:
            self.sudo().write({"state": "used", "used_at": fields.Datetime.now()})
            self.sudo().activity_ids.unlink()

    # -- rules --

    def _grant_facts(self):
        self.ensure_one()
        return grant.Facts(
            asked_by_self=self.user_id == self.env.user,
            manages_site=self.site_id in self.env.user.managed_site_ids,
            state=self.state,
            now=fields.Datetime.now(),
        )

    def _grant_settings(self):
        return self.sudo().company_id.confidential_grant_settings()

    def _grant_decide(self, facts, settings, awaited="requested"):
        """D-08: whether the current user may decide; raise if not."""
        verdict = grant.decide(facts, settings, awaited)
        if not verdict.allowed:
            raise AccessError(self._grant_message(verdict.reason[0]))
        return verdict

    def _grant_message(self, key):
        match key:
            case "own_request":
                return self.env._(
                    "Nobody decides on an own request: another manager of the site or"
                    " of one above it does."
                )
            case "not_manager":
                return self.env._(
                    "Only the manager of %(site)s, or of a site above, decides this.",
                    site=self.sudo().site_id.display_name,
                )
        return self.env._("This request is decided already, or its approval used.")

    def _granted_reason(self, settings):
        return self.env._(
            "Granted by the site's manager, for one reading within %(hours)s hours.",
            hours=settings.hours,
        )

    def _turn_down(self, awaited, state, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why, for the person who asked."))
        for it in self:
            facts, settings = it._grant_facts(), it._grant_settings()
            verdict = it._grant_decide(facts, settings, awaited)
            it._close(state, verdict, facts, settings, reason)
            it._tell_applicant()

    def _close(self, state, verdict, facts, settings, reason):
        self.check_access("read")
        self.record_decision(verdict, facts=facts, settings=settings, reason=reason)
        self.sudo().state = state
        self.sudo().activity_ids.unlink()

    def _tell_applicant(self):
        self.sudo().ask(self.user_id, lambda it: it._answer_sentence())

    def _answer_sentence(self):
        if self.state == "granted":
            until = format_datetime(self.env, self.expires_at, tz=self.user_id.tz)
            return self.env._("Granted: read it once until %s", until)
        return self.env._("Not granted: %s", self.reason)
