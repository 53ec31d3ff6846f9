from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.charter_base.policies import sent_files

from ..policies import answers


class ResCompany(models.Model):
    _inherit = "res.company"

    dossier_form_days = fields.Integer(
        string="Days a Form's Link Works",
        required=True,
        default=14,
        help="D-11: how long a customer has to fill in the form.",
        prefetch="partner_dossier_form",
    )
    dossier_form_tries = fields.Integer(
        string="Tries per Form and Hour",
        required=True,
        default=20,
        prefetch="partner_dossier_form",
    )
    dossier_form_letters = fields.Integer(
        string="Longest Answer (Characters)",
        required=True,
        default=500,
        prefetch="partner_dossier_form",
    )
    dossier_form_files = fields.Integer(
        string="Most Files", required=True, default=10, prefetch="partner_dossier_form"
    )
    dossier_form_megabytes = fields.Integer(
        string="Largest File of a Form (MB)",
        required=True,
        default=10,
        prefetch="partner_dossier_form",
    )
    dossier_form_kinds = fields.Char(
        string="Kinds of Files of a Form",
        required=True,
        default="jpeg, png, webp, heic, pdf",
        help="Looked for in the content of a file, whatever its name says.",
        prefetch="partner_dossier_form",
    )
    dossier_form_consent = fields.Text(
        string="Own Words of the Consent",
        translate=True,
        help="What the customer agrees to; the words and the moment go on record."
        " Empty: the words that come with the form.",
        prefetch="partner_dossier_form",
    )

    _dossier_form_numbers = models.Constraint(
        "CHECK(dossier_form_days > 0 AND dossier_form_tries > 0"
        " AND dossier_form_letters > 0 AND dossier_form_files > 0"
        " AND dossier_form_megabytes > 0)",
        "Every limit of the customers' form is at least one.",
    )

    @api.constrains("dossier_form_kinds")
    def _check_dossier_form_kinds(self):
        for company in self:
            kinds = sent_files.kinds_in(company.dossier_form_kinds or "")
            if not kinds or set(kinds) - sent_files.KINDS.keys():
                raise ValidationError(
                    self.env._(
                        "The customers' form can take %(known)s; name one or more of"
                        " these, and nothing else.",
                        known=", ".join(sent_files.KINDS),
                    )
                )

    @api.private
    def dossier_form_settings(self):
        """D-11 as this company sets it."""
        self.ensure_one()
        return answers.Settings(
            letters=self.dossier_form_letters,
            tries=self.dossier_form_tries,
            files=self.dossier_form_files,
            megabytes=self.dossier_form_megabytes,
            kinds=sent_files.kinds_in(self.dossier_form_kinds),
        )

    @api.private
    def dossier_form_consent_text(self):
        """D-11: what a customer agrees to, in the reader's language."""
        self.ensure_one()
        return self.dossier_form_consent or self.env._(
            "I agree that what I enter here is kept in my dossier, read by the staff"
            " who need it, and used to serve me as a customer. I may ask what is kept"
            " about me, and have it corrected or erased as far as the law allows."
        )
