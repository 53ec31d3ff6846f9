from odoo import api, fields, models

from ..policies import door, grant


class ResCompany(models.Model):
    _inherit = "res.company"

    confidential_grant_hours = fields.Integer(
        string="Hours an Approval Lasts",
        required=True,
        default=24,
        help="D-08: how long an approval to read an access-card record may be used.",
        prefetch="confidential_access",
    )
    confidential_purpose_length = fields.Integer(
        string="Characters of a Purpose",
        required=True,
        default=4,
        help="A-10: how many characters it takes at least to say what for.",
        prefetch="confidential_access",
    )
    confidential_file_minutes = fields.Integer(
        string="Minutes to Open a File",
        required=True,
        default=10,
        help="A-10: how long the files of a record stay open after it was consulted.",
        prefetch="confidential_access",
    )

    _confidential_numbers = models.Constraint(
        "CHECK(confidential_grant_hours > 0 AND confidential_purpose_length > 0"
        " AND confidential_file_minutes > 0)",
        "An approval lasts an hour at least, a purpose has a character at least, and"
        " files stay open a minute at least.",
    )

    @api.private
    def confidential_door_settings(self):
        """A-10 as this company sets it."""
        self.ensure_one()
        return door.Settings(
            purpose_length=self.confidential_purpose_length,
            file_minutes=self.confidential_file_minutes,
        )

    @api.private
    def confidential_grant_settings(self):
        """D-08 as this company sets it."""
        self.ensure_one()
        return grant.Settings(hours=self.confidential_grant_hours)
