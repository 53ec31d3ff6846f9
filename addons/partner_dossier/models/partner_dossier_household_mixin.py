from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS


class PartnerDossierHouseholdMixin(models.AbstractModel):
    """A household in its dossier (D-04); birth date and income are consulted."""

    _name = "partner.dossier.household.mixin"
    _description = "Household of a Dossier"

    birth_date = fields.Date(groups=NO_ACCESS, copy=False)
    income_band = fields.Selection(
        [
            ("a", "Under 100,000 a Year"),
            ("b", "100,000 to 200,000"),
            ("c", "200,000 to 500,000"),
            ("d", "500,000 to a Million"),
            ("e", "Over a Million"),
        ],
        string="Household Income",
        groups=NO_ACCESS,
        copy=False,
    )
    birth_date_entry = fields.Date(
        string="New Birth Date",
        compute="_compute_household_entries",
        inverse="_inverse_birth_date_entry",
        help="Entered, it is behind the door: only consulting the dossier shows it.",
    )
    income_band_entry = fields.Selection(
        lambda self: self._fields["income_band"]._description_selection(self.env),
        string="New Household Income",
        compute="_compute_household_entries",
        inverse="_inverse_income_band_entry",
        help="Entered, it is behind the door: only consulting the dossier shows it.",
    )
    housing = fields.Selection(
        [
            ("owned", "Own Home"),
            ("rented", "Rented"),
            ("family", "With the Family"),
            ("company", "Company Housing"),
        ],
        string="Housing Situation",
    )
    education = fields.Selection(
        [
            ("school", "Secondary School or Below"),
            ("college", "College"),
            ("bachelor", "Bachelor"),
            ("graduate", "Master or Above"),
        ]
    )
    occupation = fields.Char()
    clubs = fields.Char(help="Clubs and associations the customer belongs to.")
    promotion_count = fields.Integer(
        string="Promotions Joined", aggregator=None, help="Other than recorded events."
    )

    def _compute_household_entries(self):
        self.birth_date_entry = self.income_band_entry = False

    def _inverse_birth_date_entry(self):
        for dossier in self.filtered("birth_date_entry"):
            if dossier.birth_date_entry > dossier.site_id.local_date():
                raise ValidationError(
                    self.env._(
                        "Nobody is born on %(day)s yet: correct the birth date.",
                        day=fields.Date.to_string(dossier.birth_date_entry),
                    )
                )
            dossier.enter({"birth_date": dossier.birth_date_entry})

    def _inverse_income_band_entry(self):
        for dossier in self.filtered("income_band_entry"):
            dossier.enter({"income_band": dossier.income_band_entry})

    @api.private
    def get_private(self):
        """What a household's printout shows of birth date and income.

        :return: pairs of label and value for who has just consulted the dossier, which
            is logged once more; None for anybody else
        """
        self.ensure_one()
        reading = self.env["confidential.access.log"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("user_id", "=", self.env.uid),
                ("channel", "=", "consult"),
                ("result", "=", "allowed"),
            ],
            order="id desc",
            limit=1,
        )
        minutes = timedelta(
            minutes=self.sudo().company_id.confidential_door_settings().file_minutes
        )
        if not reading or reading.moment + minutes < fields.Datetime.now():
            return None
        opened = self.open_file("birth_date", reading)
        return [
            (
                field._description_string(self.env),
                field.convert_to_export(value, opened),
            )
            for field in map(self._fields.get, ("birth_date", "income_band"))
            if (value := opened[field.name])
        ]
