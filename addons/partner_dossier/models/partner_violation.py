from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policies import violation


class PartnerViolation(models.Model):
    """What a customer did against the rules of the place, until it is cured (D-14).

    Found, then a notice to cure it by a limit, cured or not, closed. What is closed
    stays; reopening is a new entry that points at it.
    """

    _name = "partner.violation"
    _description = "Violation"
    _inherit = [
        "service.asking.mixin",
        "partner.dossier.part.mixin",
        "partner.personal.mixin",
        "charter.deadline.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "found_on desc, id desc"
    _rec_name = "reference"
    _rec_names_search = ["reference", "what"]
    _guarded_fields = frozenset(
        {
            *("number", "reference", "step", "notice_id", "noticed_by_id"),
            *("noticed_at", "closed_by_id", "closed_at", "due_at"),
        }
    )
    _guarded_after_create = frozenset({"dossier_id", "previous_id"})
    _personal_marks = ("reference", "kind", "found_on", "step", "due_at", "cured_on")
    _personal_fields = (
        *("what", "place", "photo", "demand", "cure", "cured_by", "cure_photo"),
        "outcome",
    )
    # What may be written at a step; of what is closed nothing.
    _open_fields = {
        "found": frozenset(
            {"kind", "what", "place", "found_on", "found_by_id", "photo", "demand"}
        )
        | {"cure_by"},
        "notice": frozenset({"cure", "cured_by", "cured_on", "cure_photo", "outcome"}),
        "cured": frozenset({"cure_photo", "outcome"}),
    }

    number = fields.Integer(string="No.", readonly=True, copy=False, aggregator=None)
    reference = fields.Char(readonly=True, copy=False, index="trigram")
    kind = fields.Selection(
        [
            ("renovation", "Renovation Against the Rules"),
            ("structure", "Building or Extending Without Leave"),
            ("use", "Changed Use of the Unit"),
            ("fire", "Fire Lanes and Fire Safety"),
            ("sanitation", "Cleanliness and Greenery"),
            ("parking", "Parking"),
            ("noise", "Noise"),
            ("other", "Something Else"),
        ],
        required=True,
        default="renovation",
        index=True,
    )
    what = fields.Text(string="What Was Found", required=True)
    place = fields.Char(help="Where in the unit or the grounds.")
    found_on = fields.Date(required=True, default=fields.Date.context_today)
    found_by_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    photo = fields.Binary(string="Picture When Found")
    demand = fields.Text(string="What Is to Be Done")
    cure_by = fields.Datetime(
        string="Cured By the Latest",
        default=lambda self: violation.cure_by(
            fields.Datetime.now(), self.env.company.dossier_violation_settings()
        ),
        copy=False,
    )
    due_at = fields.Datetime(readonly=True)
    step = fields.Selection(
        [
            ("found", "Found"),
            ("notice", "To Be Cured"),
            ("cured", "Cured"),
            ("closed", "Closed"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="found",
        index=True,
    )
    notice_id = fields.Many2one(
        "partner.notice",
        string="Notice to Cure",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    notice_status = fields.Selection(related="notice_id.status")
    noticed_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    noticed_at = fields.Datetime(string="Noticed On", readonly=True, copy=False)
    cure = fields.Text(string="How It Was Cured", copy=False)
    cured_by = fields.Char(string="Who Cured It", copy=False)
    cured_on = fields.Date(copy=False)
    cure_photo = fields.Binary(string="Picture When Cured", copy=False)
    outcome = fields.Text(
        string="What Became of It",
        copy=False,
        help="Where it is closed without being cured: such as handed to the"
        " authorities.",
    )
    closed_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "partner.violation",
        string="Goes On With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The closed entry that this one reopens.",
    )
    next_ids = fields.One2many(
        "partner.violation", "previous_id", string="Reopened As", readonly=True
    )

    _number_unique = models.UniqueIndex(
        "(site_id, number) WHERE number IS NOT NULL",
        "Another violation of this site has this number.",
    )
    _reopened_once = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "This has been reopened already.",
    )
    _of_dossier_idx = models.Index("(dossier_id, step)")

    @api.depends("reference", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for it in self:
            name = (it.reference, kinds.get(it.kind))
            it.display_name = " ".join(filter(None, name))

    @api.constrains("previous_id", "dossier_id")
    def _check_previous(self):
        for it in self.filtered("previous_id"):
            before = it.sudo().previous_id
            if before.step != "closed" or before.dossier_id != it.dossier_id:
                raise ValidationError(
                    self.env._("Only what is closed is reopened, in its own dossier.")
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        violations = super().create(vals_list)
        for it in violations:
            it._refuse_if((violation.described,))
        series = [f"partner.violation:{it.site_id.id}" for it in violations]
        numbers = self.env["register.draw"].draw_each(series)
        for it, number in zip(violations.sudo(), numbers, strict=True):
            reference = f"{it.site_id.code}-W{number:05d}"
            it.write({"number": number, "reference": reference})
        return violations

    def write(self, vals):
        if not self.env.su:
            for it in self:
                it._check_still_open(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A violation stays on record: close it, and say what became of it."
            )
        )

    def _check_still_open(self, vals):
        """D-14: what a step has settled stays.

        :raise UserError: naming what can't be changed any more
        """
        settled = frozenset().union(*self._open_fields.values())
        stay = (settled & vals.keys()) - self._open_fields.get(self.step, frozenset())
        if stay:
            labels = self.fields_get(sorted(stay), ["string"])
            raise UserError(
                self.env._(
                    "%(violation)s: “%(fields)s” can't be changed at this step. (D-14)",
                    violation=self.display_name,
                    fields="”, “".join(it["string"] for it in labels.values()),
                )
            )

    # -- rules --

    def _violation_facts(self):
        """D-14: the entry as it is on record."""
        self.ensure_one()
        return violation.Facts(
            step=self.step,
            what=self.what or "",
            found_on=self.found_on or None,
            today=self.site_id.local_date(),
            now=fields.Datetime.now(),
            demand=self.demand or "",
            due_at=(self.due_at or self.cure_by) or None,
            cure=self.cure or "",
            cured_by=self.cured_by or "",
            cured_on=self.cured_on or None,
            outcome=self.outcome or "",
            reopened=bool(self.sudo().next_ids),
        )

    def _violation_settings(self):
        return self.sudo().company_id.dossier_violation_settings()

    def _refuse_if(self, rules):
        found = violation.obstacle(
            self._violation_facts(), self._violation_settings(), rules
        )
        if found:
            raise UserError(self._violation_message(found))

    def _violation_message(self, found):
        """The sentence of the rule that stands in the way, with its ID."""
        sentences = {
            "noticed": self.env._("The notice to cure it was given already."),
            "no_what": self.env._("Say what was found."),
            "future": self.env._("It can't be found on a day to come."),
            "no_demand": self.env._("Say what is to be done."),
            "no_limit": self.env._("Say by when it is cured: a moment to come."),
            "not_noticed": self.env._("Give the notice to cure it first."),
            "no_cure": self.env._("Say how it was cured."),
            "nobody": self.env._("Say who cured it."),
            "no_day": self.env._(
                "Say when it was cured: a day from its finding until today."
            ),
            "closed": self.env._("It is closed, and stays so: reopen it if need be."),
            "not_passed": self.env._(
                "It isn't cured and its limit has not passed: wait for the cure."
            ),
            "no_outcome": self.env._(
                "It isn't cured: say what became of it, then close it."
            ),
            "open": self.env._("It is open: there is nothing to reopen."),
            "reopened": self.env._("It has been reopened already."),
        }
        return f"{self.display_name}: {sentences[found.reason[0]]} ({found.rule})"

    # -- actions --

    def action_give_notice(self):
        """D-14, D-12: give the notice to cure it, which is registered as any other."""
        self.check_access("write")
        for it in self:
            it._refuse_if(violation.NOTICING)
        notices = self.env["partner.notice"].create(
            [
                {
                    "dossier_id": it.dossier_id.id,
                    "subject": self.env._("Notice to cure %s", it.reference),
                    "body": it.demand,
                }
                for it in self
            ]
        )
        notices.action_issue()
        now = fields.Datetime.now()
        for it, its_notice in zip(self.sudo(), notices, strict=True):
            it.write(
                {
                    "step": violation.NOTICE,
                    "due_at": it.cure_by,
                    "notice_id": its_notice.id,
                    "noticed_by_id": self.env.uid,
                    "noticed_at": now,
                }
            )
        return True

    def action_cured(self):
        """D-14: it is cured, and it is on record how and by whom."""
        self.check_access("write")
        for it in self:
            it._refuse_if(violation.CURING)
        self.sudo().write({"step": violation.CURED})
        self.mark_done().sudo().activity_ids.unlink()
        return True

    def action_close(self):
        """D-14: closed for good: cured, or after its limit with what became of it."""
        self.check_access("write")
        for it in self:
            it._refuse_if(violation.CLOSING)
        self.sudo().write(
            {
                "step": violation.CLOSED,
                "closed_by_id": self.env.uid,
                "closed_at": fields.Datetime.now(),
            }
        )
        self.mark_done().sudo().activity_ids.unlink()
        return True

    def action_open_notice(self):
        """The notice to cure it, as it is registered."""
        self.ensure_one()
        return self.notice_id.get_formview_action()

    def action_move_limit(self):
        """Open the dialog that gives more time, with a reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Another Limit"),
            "res_model": "partner.violation.limit",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_violation_id": self.id},
        }

    def action_reopen(self):
        """D-14: a new entry goes on with what was closed."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_if(violation.REOPENING)
        again = self.create(
            {
                "dossier_id": self.dossier_id.id,
                "previous_id": self.id,
                "kind": self.kind,
                "what": self.what,
                "place": self.place,
                "demand": self.demand,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": again.id,
            "views": [(False, "form")],
        }

    # -- business --

    @api.private
    def erase_personal(self):
        """What was found and done goes, that there was something stays (D-14)."""
        values = dict.fromkeys(self._personal_fields, False)
        self.sudo().write({**values, "what": self.env._("Erased")})

    def _move_limit(self, moment, reason):
        """D-14: there is more time to cure it, and why stays on record."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_if((violation.noticed,))
        self.move_due(moment, reason)
        self.sudo().activity_ids.unlink()

    def _on_late(self):
        """D-14: who gave the notice is told that it is not cured in time."""
        result = super()._on_late()
        for it in self:
            it.ask(
                it.noticed_by_id or it.found_by_id,
                lambda it: it.env._("Not cured in time: %s", it.reference),
                it.site_id.local_date(),
            )
        return result
