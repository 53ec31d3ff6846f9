from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policies import answers

ENTRIES = tuple(f"{question.name}_entry" for question in answers.QUESTIONS)


def _choice(name):
    return lambda self: (
        self.env["partner.dossier"]._fields[name]._description_selection(self.env)
    )


def _entry(field_class, string, **attributes):
    return field_class(
        string=string,
        compute="_compute_entries",
        inverse="_inverse_entries",
        **attributes,
    )


class PartnerDossierFormEntryMixin(models.AbstractModel):
    """What one of ours enters after a visit, or a survey agency's file brings (D-11).

    Entered, it is behind the door with the other answers; the fields are empty again.
    """

    _name = "partner.dossier.form.entry.mixin"
    _description = "Entered Answers of a Form"

    name_entry = _entry(fields.Char, "Name")
    phone_entry = _entry(fields.Char, "Phone")
    email_entry = _entry(fields.Char, "Told E-Mail")
    street_entry = _entry(fields.Char, "Address")
    city_entry = _entry(fields.Char, "City")
    zip_entry = _entry(fields.Char, "Postal Code")
    unit_entry = _entry(fields.Char, "Unit", help="As it was told: 2-0801.")
    emergency_name_entry = _entry(fields.Char, "Emergency Contact")
    emergency_phone_entry = _entry(fields.Char, "Emergency Contact's Phone")
    birth_date_entry = _entry(fields.Date, "Birth Date")
    income_band_entry = _entry(
        fields.Selection, "Household Income", selection=_choice("income_band")
    )
    housing_entry = _entry(
        fields.Selection, "Housing Situation", selection=_choice("housing")
    )
    education_entry = _entry(
        fields.Selection, "Education", selection=_choice("education")
    )
    occupation_entry = _entry(fields.Char, "Occupation")
    clubs_entry = _entry(fields.Char, "Clubs")
    proprietor_entry = _entry(fields.Char, "Proprietor")
    managers_entry = _entry(fields.Char, "Managers")
    first_trade_on_entry = _entry(fields.Date, "First Trade")
    staff_count_entry = _entry(fields.Char, "Employees")
    industry_id_entry = _entry(
        fields.Many2one, "Industry", comodel_name="res.partner.industry"
    )
    assets_entry = _entry(fields.Char, "Assets")
    identity_number_entry = _entry(
        fields.Char, "Number of the Identity Card or Licence"
    )

    def _compute_entries(self):
        for name in ENTRIES:
            self[name] = False

    def _inverse_entries(self):
        """Add what was typed or imported to the answers, or say what is wrong."""
        for form in self:
            typed = {
                question.name: form._entered(f"{question.name}_entry")
                for question in answers.QUESTIONS
            }
            if not any(typed.values()):
                continue
            form._check_enterable()
            taken, sentences = form.read_answers(typed)
            if sentences:
                raise ValidationError("\n".join(sentences))
            form.enter({"answers": {**(form.sudo().answers or {}), **taken}})
        # what was typed is not even kept for the rest of this transaction
        self.invalidate_recordset(ENTRIES, flush=False)

    def _entered(self, name):
        value = self[name]
        if self._fields[name].type == "date":
            return fields.Date.to_string(value) or ""
        return str(value.id or "") if isinstance(value, models.BaseModel) else value

    def _check_enterable(self):
        if self.origin == "customer" or self.state not in ("draft", "submitted"):
            raise UserError(
                self.env._(
                    "What the customer tells comes over the link, and what was compared"
                    " stays: make a new form, of a visit."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Who is told of is who the form is about."""
        return super().create(
            [
                {"recipient": vals["name_entry"], **vals}
                if vals.get("name_entry") and not vals.get("dossier_id")
                else vals
                for vals in vals_list
            ]
        )

    @api.model
    def get_import_templates(self):
        chinese = (self.env.lang or "").startswith("zh")
        name = "survey_zh.xlsx" if chinese else "survey.xlsx"
        return [
            {
                "label": self.env._("Import Template for a Survey"),
                "template": f"/partner_dossier_form/static/xls/{name}",
            }
        ]
