from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..policies import disposal


class ArchiveDisposal(models.Model):
    """A batch that is destroyed: proposed, reviewed, approved by another, executed
    before a witness, and then purged (A-07, A-11).

    Executed is what people did, all of a batch in one transaction; purged is that the
    files are gone, which takes a second one: only then there is a certificate.
    """

    _name = "archive.disposal"
    _description = "Disposal"
    _inherit = [
        "service.asking.mixin",
        "archive.lock.mixin",
        "archive.site.mixin",
        "archive.purge.mixin",
        "archive.review.mixin",
        "charter.decision.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            *("name", "state", "proposer_id", "proposed_at", "reviewer_id"),
            *("reviewed_at", "approver_id", "approved_at", "witness_id"),
            *("witnessed_at", "operator_id", "executed_at", "purged_at"),
            *("certificate_number", "line_ids"),
        }
    )
    _guarded_after_create = frozenset({"site_id"})

    name = fields.Char(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("reviewed", "Reviewed"),
            ("approved", "Approved"),
            ("executed", "Executed"),
            ("purged", "Purged"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="proposed",
        index=True,
    )
    line_ids = fields.One2many("archive.disposal.line", "disposal_id", string="Lines")
    proposer_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    proposed_at = fields.Datetime(string="Proposed On", readonly=True)
    reviewer_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    reviewed_at = fields.Datetime(string="Reviewed On", readonly=True)
    approver_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    approved_at = fields.Datetime(string="Approved On", readonly=True)
    witness_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    witnessed_at = fields.Datetime(string="Witnessed On", readonly=True)
    operator_id = fields.Many2one(
        "res.users", string="Destroyed By", readonly=True, ondelete="restrict"
    )
    executed_at = fields.Datetime(string="Executed On", readonly=True)
    purged_at = fields.Datetime(string="Purged On", readonly=True)
    certificate_number = fields.Integer(readonly=True, aggregator=None)
    next_step = fields.Char(compute="_compute_next_step")

    @api.depends("state", "witness_id")
    @api.depends_context("lang")
    def _compute_next_step(self):
        steps = {
            "proposed": self.env._("Somebody else than who proposed it reviews it."),
            "reviewed": self.env._("The site's manager approves it."),
            "approved": self.env._(
                "A witness says to be present; then the custodian destroys it."
            ),
            "executed": self.env._("The files are being purged."),
            "purged": self.env._("All is gone; the certificate can be printed."),
        }
        for batch in self:
            step = steps.get(batch.state)
            if batch.state == "approved" and batch.witness_id:
                step = self.env._(
                    "%(witness)s is the witness; the custodian destroys it now.",
                    witness=batch.witness_id.name,
                )
            batch.next_step = step

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A disposal stays on record: cancel it instead."))

    # -- actions --

    @api.model
    @api.private
    def propose(self, things):
        """A batch of documents, or of items (A-11), for each of their sites.

        :raise UserError: naming what can't be destroyed; nothing is proposed then
        """
        things.check_access("write")
        things.site_id.check_custodian()
        reasons = self._reasons(things)
        busy = self.env["archive.disposal.line"].sudo().open_for(things)
        refusals = [
            f"{thing.display_name}: {reasons.get(thing) or self._busy()}"
            for thing in things
            if thing in reasons or thing in busy
        ]
        if refusals:
            raise UserError("\n".join(refusals))
        link = self.env["archive.movement"].link_to(things)
        batches = self.sudo()
        for site, mine in things.sudo().grouped("site_id").items():
            [number] = self.env["register.draw"].draw(f"archive.disposal:{site.id}")
            batches |= self.sudo().create(
                {
                    "name": f"{site.code}-X{number:04d}",
                    "site_id": site.id,
                    "proposer_id": self.env.uid,
                    "proposed_at": fields.Datetime.now(),
                    "line_ids": [
                        (0, 0, {link: it.id, "method": it.disposal_method()})
                        for it in mine
                    ],
                }
            )
        return batches.with_env(self.env)

    def action_review(self):
        """It was looked at, and what shall be kept longer was taken out (A-09)."""
        self._step("review", state="reviewed", person="reviewer_id", at="reviewed_at")

    def action_approve(self):
        """A-07: approved by another than who proposed and who reviewed it."""
        verdict = self._step(
            "approve", state="approved", person="approver_id", at="approved_at"
        )
        for batch in self:
            facts, settings = (
                batch._disposal_facts("approve"),
                self._disposal_settings(),
            )
            batch.record_decision(
                verdict,
                facts=facts,
                settings=settings,
                reason=self.env._("Approved by the site's manager, who took no part."),
            )

    def action_witness(self):
        """I am present when it is destroyed."""
        self._step("witness", person="witness_id", at="witnessed_at")

    def action_cancel(self):
        """Nothing of it is destroyed."""
        for batch in self:
            batch.lock_rows()
            if batch.state not in ("proposed", "reviewed", "approved"):
                raise UserError(self.env._("It is executed: nothing brings it back."))
            is_manager = batch.site_id in self.env.user.managed_site_ids
            if not is_manager:
                batch.site_id.check_custodian()
            batch.sudo().state = "cancelled"
            lines = batch.sudo().line_ids.filtered(lambda it: it.state == "proposed")
            lines.write({"state": "kept", "reason": self.env._("Cancelled")})

    def action_execute(self):
        """Destroy it, before the witness: all in one transaction (A-07).

        Each document is looked at again under a lock: what is held, lent or no longer
        covered by the approval stays, and is named; the rest goes. Pressed twice, it is
        done once.
        """
        for batch in self:
            batch.lock_rows()
            if batch.state in ("executed", "purged"):
                continue
            batch._check_step("execute")
            batch.sudo()._execute()
        self.env.ref("archive_retention.ir_cron_purge").sudo()._trigger()

    def action_print_certificate(self):
        """The certificate; there is none before the files are gone."""
        self.ensure_one()
        self.check_certificate()
        report = self.env.ref("archive_retention.archive_disposal_report_certificate")
        return report.report_action(self)

    # -- rules --

    def _disposal_facts(self, step):
        """A-07: who takes the step, and who took those before it."""
        self.ensure_one()
        batch, user = self.sudo(), self.env.user
        roles = {"member"} if self.site_id in user.site_ids else set()
        if self.site_id in user.managed_site_ids:
            roles.add("manager")
        if self.site_id.is_custodian:
            roles.add("custodian")
        return disposal.Step(
            step=step,
            state=batch.state,
            person=user.id,
            roles=frozenset(roles),
            lines=len(batch.line_ids.filtered(lambda it: it.state != "kept")),
            proposer=batch.proposer_id.id or None,
            reviewer=batch.reviewer_id.id or None,
            witness=batch.witness_id.id or None,
        )

    def _disposal_settings(self):
        return self.sudo().company_id.archive_disposal_settings()

    def _disposal_decide(self, facts, settings):
        return disposal.next_step(facts, settings)

    def _disposal_message(self, found):
        key, params = found.reason
        states = dict(self._fields["state"]._description_selection(self.env))
        params = {**params, "state": states.get(params.get("state"))}
        sentences = {
            "state": self.env._("This step does not come now: it is “%(state)s”."),
            "not_member": self.env._("You do not belong to its site."),
            "not_manager": self.env._("The manager of its site approves it."),
            "not_custodian": self.env._("The custodian of its site destroys it."),
            "empty": self.env._("Nothing is left in it to destroy."),
            "own_proposal": self.env._("You proposed it: somebody else decides."),
            "own_review": self.env._("You reviewed it: somebody else approves."),
            "no_witness": self.env._(
                "A witness has to be present: let one press “I Am the Witness”."
            ),
            "own_witness": self.env._("You are the witness: somebody else destroys."),
        }
        return f"{sentences[key] % params} ({found.rule})"

    # -- business --

    def _check_step(self, step):
        self.check_access("read")
        found = self._disposal_decide(
            self._disposal_facts(step), self._disposal_settings()
        )
        if found:
            forbidden = found.reason[0].startswith(("not_", "own_"))
            error = AccessError if forbidden else UserError
            raise error(self._disposal_message(found))

    def _step(self, step, *, person, at, state=None):
        for batch in self:
            batch.lock_rows()
            batch._check_step(step)
            values = {person: self.env.uid, at: fields.Datetime.now()}
            batch.sudo().write({**values, "state": state} if state else values)
        return disposal.Finding(rule="A-07", reason=(step, {}))

    def _execute(self):
        lines = self.line_ids.filtered(lambda it: it.state == "proposed")
        stays = {}
        for things in (lines.document_id, lines.item_id):
            things.lock_rows()
            stays |= self._reasons(things, lines)
        lines.keep_back(stays)
        gone = lines.filtered(lambda it: it.thing() not in stays) if stays else lines
        gone.document_id.dispose(self)
        gone.item_id.dispose(self)
        gone.write_rows({"state": "executed"})
        self.write(
            {
                "state": "executed",
                "operator_id": self.env.uid,
                "executed_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _reasons(self, things, lines=None):
        """By thing, why it can't be destroyed now; nothing of those that can."""
        things = things.sudo()
        link = self.env["archive.movement"].link_to(things)
        methods = {line[link].id: line.method for line in lines or ()}
        names = things.open_holds()
        today = {site: site.local_date() for site in things.site_id}
        found = {}
        for thing in things:
            facts = thing.disposal_facts(
                today[thing.site_id], names.get(thing.id, ()), methods.get(thing.id)
            )
            obstacle = disposal.obstacle(facts)
            if obstacle:
                found[thing] = self._obstacle(obstacle)
        return found

    def _obstacle(self, found):
        key, params = found.reason
        params = {**params, "holds": "”, “".join(params.get("holds", ()))}
        sentences = {
            "not_kept": self.env._("It is not in the archive's keeping."),
            "held": self.env._("Held by “%(holds)s”."),
            "is_lent": self.env._("It is lent."),
            "is_out": self.env._("It has left the archive."),
            "permanent": self.env._("It is kept for ever."),
            "waiting": self.env._("How long it is kept has not begun to count."),
            "not_due": self.env._("It is kept until %(day)s."),
            "stricter": self.env._(
                "It became confidential after the approval: have it approved again."
            ),
        }
        return f"{sentences[key] % params} ({found.rule})"

    def _busy(self):
        return self.env._("Another disposal has it already.")

    @api.private
    def check_certificate(self):
        """A-07: a certificate tells what is gone, so it comes after the purge."""
        for batch in self:
            if batch.state != "purged":
                raise ValidationError(
                    self.env._(
                        "%(batch)s has no certificate yet: it is printed after its"
                        " files are purged.",
                        batch=batch.name,
                    )
                )
