from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

# Who may correct what others entered.
CORRECTORS = ("sales_assistant", "sales_manager", "project_manager")
# What the digest of an entry vouches for.
CONTENT = ("caller_name", "phone", "source_id", "interest", "asked", "promised_on")
CORRECTED = (*CONTENT, "site_id", "user_id", "called_at")


class FloorCall(models.Model):
    """The register of calls: who called, about what, and who answered (F-08, F-25).

    Everybody answers; the caller is registered as far as possible. An entry is sealed
    from the beginning and never decides whose customer the caller is.
    """

    _name = "floor.call"
    _description = "Call"
    _inherit = [
        "charter.guard.mixin",
        "floor.contact.mixin",
        "floor.period.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
        "register.seal.mixin",
    ]
    _order = "called_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["caller_name", "phone_number", "phone"]
    _seal_scope = "site_id"
    _seal_fields = (
        *("number", "user_id", "called_at", "entered_by_id", "content_digest"),
        "correction_reason",
    )
    _guarded_fields = frozenset({"number", "entered_by_id", "content_digest"})
    _guarded_after_create = frozenset({*CORRECTED, "correction_reason"})

    number = fields.Integer(string="No.", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Answered By",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )
    called_at = fields.Datetime(
        string="Called", required=True, default=fields.Datetime.now
    )
    caller_name = fields.Char(string="Name")
    source_id = fields.Many2one(
        "utm.source", string="Heard of Us By", index="btree_not_null"
    )
    interest = fields.Char(string="Interested In")
    asked = fields.Text(string="What They Asked")
    promised_on = fields.Date(
        string="Will Come On", help="Who answered is reminded to invite them that day."
    )
    content_digest = fields.Char(readonly=True, copy=False)
    entered_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    correction_reason = fields.Char(string="Why Corrected", copy=False)
    is_corrected = fields.Boolean(
        string="Corrected", compute="_compute_is_corrected", search="_search_corrected"
    )
    can_correct = fields.Boolean(compute="_compute_can_correct")
    known_sentence = fields.Char(compute="_compute_known_sentence")

    _number_unique = models.UniqueIndex("(site_id, number)")
    _site_called_idx = models.Index("(site_id, called_at)")
    # A second correction corrects the first one: what counts is the end of the chain.
    _correction_unique = models.UniqueIndex(
        "(correction_of_id) WHERE correction_of_id IS NOT NULL",
        "This call has been corrected already: correct the latest entry.",
    )

    @api.depends("corrected_by_ids")
    def _compute_is_corrected(self):
        for call in self:
            call.is_corrected = bool(call.corrected_by_ids)

    def _search_corrected(self, operator, value):
        if operator != "in":
            return NotImplemented
        negative = True not in value
        return [("corrected_by_ids", "=" if negative else "!=", False)]

    @api.depends_context("uid")
    @api.depends("corrected_by_ids", "user_id", "entered_by_id", "site_id")
    def _compute_can_correct(self):
        for call in self:
            call.can_correct = (
                bool(call.id) and not call.corrected_by_ids and call._is_corrector()
            )

    @api.depends_context("lang")
    @api.depends("phone_number", "site_id", "called_at")
    def _compute_known_sentence(self):
        for call in self:
            call.known_sentence = call._known(call.site_id, call.phone_number)

    @api.depends("site_id", "number", "caller_name")
    def _compute_display_name(self):
        for call in self:
            number = f"{call.site_id.code}/{call.number}" if call.number else ""
            call.display_name = " ".join(filter(None, (number, call.caller_name)))

    # -- constraints --

    @api.constrains("caller_name", "phone", "asked")
    def _check_something(self):
        for call in self:
            said = (call.caller_name, call.phone, call.asked)
            if not any((text or "").strip() for text in said):
                raise ValidationError(
                    self.env._(
                        "F-08: enter the caller's name or phone, or at least what they"
                        " asked."
                    )
                )

    @api.constrains("correction_of_id", "correction_reason", "site_id")
    def _check_correction(self):
        for call in self.filtered("correction_of_id"):
            if not (call.correction_reason or "").strip():
                raise ValidationError(
                    self.env._("F-18: say why the entry is corrected.")
                )
            if call.site_id != call.correction_of_id.site_id:
                raise ValidationError(
                    self.env._("F-18: a correction stays at its sales floor.")
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """Number and seal the entries; people enter calls of the day only (F-18).

        Code with all rights may take over an older register.
        """
        calls = super().create(vals_list)
        calls.sudo()._remind()
        return calls

    def _prepare_create_values(self, vals_list):
        """Number and digest are sealed with the entry: they come before it is made."""
        prepared = [self._add_missing_default_values(vals) for vals in vals_list]
        drafts = [self.new(vals) for vals in prepared]
        if not self.env.su:
            for call in drafts:
                call._check_entered_by_person()
        scopes = [f"floor.call/{call.site_id.id}" for call in drafts]
        numbers = self.env["register.draw"].draw_each(scopes)
        for vals, call, number in zip(prepared, drafts, numbers, strict=True):
            vals["number"] = number
            vals["content_digest"] = call._digest_of(CONTENT)
        return super()._prepare_create_values(prepared)

    def _check_entered_by_person(self):
        """F-18: the same day at the site; a correction on the day that it corrects."""
        corrected = self.correction_of_id
        if corrected and not corrected._is_corrector():
            raise AccessError(
                self.env._(
                    "F-18: who answered or entered the call corrects it, or the sales"
                    " assistant or manager."
                )
            )
        site = self.site_id
        if not site:
            raise ValidationError(self.env._("Choose the sales floor that was called."))
        if site not in self.env.user.site_ids:
            raise AccessError(
                self.env._("You do not belong to %(site)s.", site=site.sudo().name)
            )
        today = site.local_date()
        day = site.local_date(corrected.called_at) if corrected else today
        now = fields.Datetime.now()
        if site.local_date(self.called_at) != day or self.called_at > now:
            raise ValidationError(
                self.env._(
                    "F-18: a call is entered on its day, %(day)s at %(site)s, and not"
                    " before it was made.",
                    day=format_date(self.env, day),
                    site=site.name,
                )
            )
        if not corrected and site not in self.user_id.sudo().site_ids:
            raise ValidationError(
                self.env._(
                    "%(person)s belongs to another site: choose who answered here.",
                    person=self.user_id.name,
                )
            )

    # -- actions --

    def action_correct(self):
        """F-18: a correction is a new entry; this one stays as it is."""
        self.ensure_one()
        context = {f"default_{name}": self[name] for name in CORRECTED}
        for name in ("source_id", "site_id", "user_id"):
            context[f"default_{name}"] = self[name].id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correction"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {**context, "default_correction_of_id": self.id},
        }

    # -- business --

    def _is_corrector(self):
        self.ensure_one()
        return self.env.user in self.user_id | self.entered_by_id or (
            self.site_id.holds_floor_role(*CORRECTORS)
        )

    def _remind(self):
        """F-29: who answered invites the caller on the day they promised to come."""
        self.correction_of_id.activity_unlink(["sales_floor.mail_activity_invite"])
        for call in self.filtered("promised_on"):
            if call.promised_on >= call.site_id.local_date():
                call.ask(
                    call.user_id,
                    day=call.promised_on,
                    kind="sales_floor.mail_activity_invite",
                    note=call.asked,
                )

    @api.model
    @api.private
    def of_phone(self, site, number, before=None):
        """The calls of a phone number at a site, the latest first: for information.

        A call never decides ownership (F-08).

        :param number: as in ``phone_number``
        :param datetime before: in UTC
        """
        if not number:
            return self.browse()
        domain = Domain(
            [
                ("site_id", "=", site.id),
                ("phone_number", "=", number),
                ("corrected_by_ids", "=", False),
            ]
        )
        if before:
            domain &= Domain("called_at", "<", before)
        return self.search(domain)

    @api.model
    def _known(self, site, number):
        """What is known of who is calling: earlier visit and calls, as a sentence."""
        visits = self.env["floor.visit"]
        if not number:
            return False
        visit = visits.search(
            [
                ("site_id", "=", site.id),
                ("phone_number", "=", number),
                ("state", "!=", "corrected"),
            ],
            limit=1,
        )
        said = []
        if visit:
            said.append(
                self.env._(
                    "Was here on %(day)s, received by %(rep)s.",
                    day=format_date(self.env, site.local_date(visit.arrived_at)),
                    rep=visit.user_id.name,
                )
            )
        calls = self.of_phone(site, number) - self._origin
        if calls:
            said.append(calls.call_sentence())
        return " ".join(said) or False

    @api.private
    def call_sentence(self):
        """How often they called, and when last."""
        last = self[0]
        return self.env._(
            "Calls before: %(count)s, the last on %(day)s, answered by %(person)s.",
            count=len(self),
            day=format_date(self.env, last.site_id.local_date(last.called_at)),
            person=last.user_id.name,
        )
