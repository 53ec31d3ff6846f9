from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS

from odoo.addons.base.models.res_partner import _lang_get

from ..policies import answers


class PartnerDossierForm(models.Model):
    """What a customer, a survey or a visit tells for a dossier (D-11).

    The answers are behind the door, and on no other record before an officer has
    compared and accepted them.
    """

    _name = "partner.dossier.form"
    _description = "Form for a Dossier"
    _inherit = [
        "partner.dossier.form.entry.mixin",
        "partner.dossier.form.link.mixin",
        "partner.dossier.form.match.mixin",
        "partner.dossier.form.personal.mixin",
        "partner.dossier.form.review.mixin",
        "confidential.mixin",
        "confidential.activity.mixin",
        "service.asking.mixin",
        "archive.lock.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _confidential_prefix = "FORM"
    _confidential_fields = ("answers",)
    _guarded_fields = frozenset(
        {
            *("state", "submitted_at", "consent_text", "consent_at"),
            *("decided_by_id", "decided_at", "decisions"),
        }
    )
    _guarded_after_create = frozenset({"dossier_id", "origin", "party_type"})

    origin = fields.Selection(
        [("customer", "Customer"), ("visit", "Visit"), ("survey", "Survey Agency")],
        required=True,
        default="customer",
        index=True,
        help="D-11: who tells: the customer over a link, one of ours after a visit, or"
        " an agency whose file is imported.",
    )
    agency = fields.Char(string="Survey or Agency")
    dossier_id = fields.Many2one(
        "partner.dossier",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('site_id', '=', site_id)]",
        help="Empty: somebody new at this site.",
    )
    partner_id = fields.Many2one(
        related="dossier_id.partner_id", store=True, index="btree_not_null"
    )
    recipient = fields.Char(
        string="To",
        required=True,
        compute="_compute_recipient",
        store=True,
        readonly=False,
        precompute=True,
        help="As the form addresses the person.",
    )
    email = fields.Char(
        string="E-Mail",
        compute="_compute_recipient",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the link is sent. Empty: hand it over yourself.",
    )
    lang = fields.Selection(
        _lang_get,
        string="Language",
        required=True,
        compute="_compute_recipient",
        store=True,
        readonly=False,
        precompute=True,
    )
    party_type = fields.Selection(
        lambda self: (
            self.env["partner.dossier"]
            ._fields["party_type"]
            ._description_selection(self.env)
        ),
        string="Kind of Party",
        required=True,
        compute="_compute_party_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    party_class = fields.Selection(
        [("owner", "Owner"), ("tenant", "Tenant")],
        string="Class",
        required=True,
        compute="_compute_party_class",
        store=True,
        precompute=True,
    )
    state = fields.Selection(
        [
            ("draft", "Not Sent"),
            ("sent", "Sent"),
            ("submitted", "To Compare"),
            ("decided", "Compared"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
    )
    submitted_at = fields.Datetime(string="Filled In On", readonly=True, copy=False)
    consent_text = fields.Text(string="Consent", readonly=True, copy=False)
    consent_at = fields.Datetime(string="Agreed On", readonly=True, copy=False)
    answers = fields.Json(groups=NO_ACCESS, copy=False)
    file_ids = fields.One2many(
        "partner.dossier.form.file", "form_id", string="Files", copy=False
    )
    file_count = fields.Integer(compute="_compute_file_count")
    decided_by_id = fields.Many2one(
        "res.users", string="Compared By", readonly=True, copy=False
    )
    decided_at = fields.Datetime(string="Compared On", readonly=True, copy=False)
    decisions = fields.Json(readonly=True, copy=False)

    _waiting_idx = models.Index("(site_id, state, id DESC)")

    @api.depends("dossier_id")
    def _compute_recipient(self):
        for form in self:
            partner = form.dossier_id.sudo().partner_id
            form.recipient = form.recipient or partner.name
            form.email = form.email or partner.email
            form.lang = partner.lang or form.lang or self.env.lang or "en_US"

    @api.depends("dossier_id")
    def _compute_party_type(self):
        for form in self:
            form.party_type = (
                form.dossier_id.sudo().party_type or form.party_type or "household"
            )

    @api.depends("party_type")
    def _compute_party_class(self):
        tenants = ("tenant_household", "tenant_company")
        for form in self:
            form.party_class = "tenant" if form.party_type in tenants else "owner"

    @api.depends("file_ids")
    def _compute_file_count(self):
        counts = dict(
            self.env["partner.dossier.form.file"]
            .sudo()
            ._read_group([("form_id", "in", self.ids)], ["form_id"], ["__count"])
        )
        for form in self:
            form.file_count = counts.get(form._origin, 0)

    # -- constraints --

    @api.constrains("dossier_id", "site_id")
    def _check_dossier(self):
        for form in self:
            if form.dossier_id and form.dossier_id.sudo().site_id != form.site_id:
                raise ValidationError(
                    self.env._(
                        "%(dossier)s is a dossier of another site: choose one of"
                        " %(site)s.",
                        dossier=form.dossier_id.display_name,
                        site=form.site_id.name,
                    )
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """What a survey or a visit tells waits at once to be compared."""
        forms = super().create(vals_list)
        told = forms.filtered(lambda it: it.origin != "customer").sudo()
        told.write({"state": "submitted", "submitted_at": fields.Datetime.now()})
        return forms

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("What was asked and told stays on record: withdraw the form.")
        )

    # -- questions --

    @api.private
    def questions(self):
        """D-11: what is asked, by section: its title, and the questions with labels."""
        self.ensure_one()
        labels, choices = self.get_labels(), self.get_choices()
        titles = dict(self._section_titles())
        sections = {}
        for question in answers.asked(self.party_type):
            sections.setdefault(question.section, []).append(
                {
                    "name": question.name,
                    "kind": question.kind,
                    "label": labels[question.name],
                    "choices": choices.get(question.name, {}),
                }
            )
        return [
            {"name": name, "title": titles[name], "questions": questions}
            for name, questions in sections.items()
        ]

    @api.model
    def _section_titles(self):
        return [
            ("particulars", self.env._("About You")),
            ("emergency", self.env._("In an Emergency")),
            ("household", self.env._("Your Household")),
            ("company", self.env._("Your Company")),
            ("identity", self.env._("Identity")),
        ]

    @api.model
    @api.private
    def get_labels(self):
        """By name of a question what it is called, in the reader's language."""
        dossier = self.env["partner.dossier"]._fields
        named = {
            name: field._description_string(self.env)
            for name in (it.name for it in answers.QUESTIONS)
            if (field := dossier.get(name))
        }
        return {
            **named,
            "name": self.env._("Name"),
            "phone": self.env._("Phone"),
            "email": self.env._("E-Mail"),
            "street": self.env._("Address"),
            "city": self.env._("City"),
            "zip": self.env._("Postal Code"),
            "unit": self.env._("Unit"),
            "emergency_name": self.env._("Emergency Contact"),
            "emergency_phone": self.env._("Emergency Contact's Phone"),
            "identity_number": self.env._("Number of the Identity Card or Licence"),
        }

    @api.model
    @api.private
    def get_choices(self):
        """By name of a question what may be chosen, as keys with their labels."""
        dossier = self.env["partner.dossier"].sudo()
        active = [("active", "=", True)]
        industries = self.env["res.partner.industry"].sudo().search(active)
        return {
            **{
                name: dict(dossier._fields[name]._description_selection(self.env))
                for name in ("income_band", "housing", "education")
            },
            "industry_id": {str(it.id): it.name for it in industries},
        }

    @api.private
    def wanted_papers(self):
        """D-05, D-11: the papers that the dossier still asks of the customer.

        Without those of other people, whose names the link must not tell.
        """
        self.ensure_one()
        return self.dossier_id.paper_ids.filtered(
            lambda it: it.status in ("missing", "expired") and not it.member_id
        )

    @api.private
    def read_answers(self, given):
        """D-11: what was given as it is kept, and sentences on what is wrong."""
        self.ensure_one()
        taken, findings = answers.read(
            given,
            answers.asked(self.party_type),
            {name: frozenset(keys) for name, keys in self.get_choices().items()},
            self.site_id.local_date(),
            self.company_id.sudo().dossier_form_settings(),
        )
        labels = self.get_labels()
        sentences = [
            self._answer_sentence(key, label=labels[params["name"]], **params)
            for key, params in (it.reason for it in findings)
        ]
        number = taken.get("identity_number")
        if number:
            sentences.append(
                self.env["partner.identity"].number_sentence(
                    self._identity_kind(), number, self.site_id.local_date()
                )
            )
        return taken, [it for it in sentences if it]

    def _identity_kind(self):
        is_company = self.party_type in answers.COMPANIES
        return "business_licence" if is_company else "id_card"

    @api.model
    def _answer_sentence(self, key, *, label, **params):
        sentences = {
            "long": self.env._("“%(label)s” may have %(count)s characters at most."),
            "phone": self.env._("“%(label)s” is no phone number: add what is missing."),
            "email": self.env._("“%(label)s” is no e-mail address: correct it."),
            "choice": self.env._("Choose one of the answers to “%(label)s”."),
            "day": self.env._("“%(label)s” is no date: write it as 1990-05-31."),
            "future": self.env._("“%(label)s” is still to come: correct the date."),
            "count": self.env._("“%(label)s” takes a whole number."),
            "amount": self.env._("“%(label)s” takes an amount, in digits only."),
        }
        return sentences[key] % {"label": label, **params}
