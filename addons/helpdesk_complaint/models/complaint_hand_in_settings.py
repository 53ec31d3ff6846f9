from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.charter_base.policies import sent_files

from ..policies import hand_in


class ComplaintHandInSettings(models.AbstractModel):
    """What a company takes from its website (C-01): each limit is a setting."""

    _name = "complaint.hand_in.settings"
    _description = "Limits of the Website's Complaint Form"

    complaint_web_per_address = fields.Integer(
        string="Complaints per Sender and Hour",
        required=True,
        default=5,
        help="How many the website takes from one network address within an hour.",
        prefetch="helpdesk_complaint",
    )
    complaint_web_per_hour = fields.Integer(
        string="Complaints per Hour",
        required=True,
        default=60,
        help="How many the website takes in all within an hour.",
        prefetch="helpdesk_complaint",
    )
    complaint_web_letters = fields.Integer(
        string="Longest Text (Characters)",
        required=True,
        default=4000,
        prefetch="helpdesk_complaint",
    )
    complaint_web_files = fields.Integer(
        string="Most Photos", required=True, default=6, prefetch="helpdesk_complaint"
    )
    complaint_web_megabytes = fields.Integer(
        string="Largest Photo (MB)",
        required=True,
        default=10,
        prefetch="helpdesk_complaint",
    )
    complaint_web_kinds = fields.Char(
        string="Kinds of Files",
        required=True,
        default="jpeg, png, webp, heic, pdf",
        help="Looked for in the content of a file, whatever its name says.",
        prefetch="helpdesk_complaint",
    )
    complaint_web_link_days = fields.Integer(
        string="Days a Status Link Works",
        required=True,
        default=90,
        prefetch="helpdesk_complaint",
    )

    _complaint_web_numbers = models.Constraint(
        "CHECK(complaint_web_per_address > 0 AND complaint_web_per_hour > 0"
        " AND complaint_web_letters > 0 AND complaint_web_files > 0"
        " AND complaint_web_megabytes > 0 AND complaint_web_link_days > 0)",
        "Every limit of the website's complaint form is at least one.",
    )

    @api.constrains("complaint_web_kinds")
    def _check_complaint_web_kinds(self):
        for company in self:
            kinds = sent_files.kinds_in(company.complaint_web_kinds or "")
            unknown = [kind for kind in kinds if kind not in sent_files.KINDS]
            if unknown or not kinds:
                raise ValidationError(
                    self.env._(
                        "The website's complaint form can take %(known)s; name one or"
                        " more of these, and nothing else.",
                        known=", ".join(sent_files.KINDS),
                    )
                )

    def _complaint_hand_in_settings(self):
        """C-01 as this company sets it."""
        self.ensure_one()
        return hand_in.Settings(
            per_address=self.complaint_web_per_address,
            per_hour=self.complaint_web_per_hour,
            letters=self.complaint_web_letters,
            files=self.complaint_web_files,
            megabytes=self.complaint_web_megabytes,
            kinds=sent_files.kinds_in(self.complaint_web_kinds),
        )
