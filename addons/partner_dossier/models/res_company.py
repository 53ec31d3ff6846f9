from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import completeness, freshness, notice, paper, steps, violation


class ResCompany(models.Model):
    _inherit = "res.company"

    dossier_confirm_months = fields.Integer(
        string="Months Until Confirmed Again",
        required=True,
        default=12,
        help="D-10: how long what was confirmed in a dossier counts as current.",
        prefetch="partner_dossier",
    )
    dossier_filed_complete = fields.Boolean(
        string="Filed Only When Complete",
        default=True,
        help="D-05: no dossier is filed while a paper is missing that blocks it.",
        prefetch="partner_dossier",
    )
    dossier_notice_days = fields.Integer(
        string="Days to Sign a Notice",
        required=True,
        default=3,
        help="D-12: so many days after a notice was issued, who handed it out is asked"
        " to have it signed.",
        prefetch="partner_dossier",
    )
    dossier_violation_days = fields.Integer(
        string="Days to Cure a Violation",
        required=True,
        default=7,
        help="D-14: the limit that is proposed for a notice to cure.",
        prefetch="partner_dossier",
    )

    dossier_move_in = fields.Selection(
        [("batch", "many move in at once"), ("single", "one moves in")],
        string="Checklists",
        required=True,
        default="batch",
        help="M-09: the checklists of which way of moving in hold.",
        prefetch="partner_dossier",
    )
    dossier_lease_start = fields.Selection(
        [("tenure", "the lease begins"), ("opened", "the dossier is opened")],
        string="Papers of a Lease",
        required=True,
        default="tenure",
        help="M-12: from when on the time is counted within which papers are brought.",
        prefetch="partner_dossier",
    )
    dossier_count_received = fields.Boolean(
        string="Received Papers Count",
        help="D-05: a paper counts when it is received, before it is verified.",
        prefetch="partner_dossier",
    )
    dossier_ask_emergency = fields.Boolean(
        string="Emergency Contact",
        default=True,
        help="D-06: without an emergency contact a dossier is incomplete.",
        prefetch="partner_dossier",
    )
    dossier_manager_waives = fields.Boolean(
        string="Manager Waives",
        default=True,
        help="D-05: a paper that blocks is waived by the site's manager only.",
        prefetch="partner_dossier",
    )
    dossier_remind_days = fields.Integer(
        string="Days to Remind of a Paper",
        required=True,
        default=30,
        help="D-03: so many days before a paper expires the custodian is reminded.",
        prefetch="partner_dossier",
    )
    dossier_inspection_months = fields.Integer(
        string="Months Between Inspections of a Licence",
        required=True,
        default=12,
        help="D-03: how long after an inspection a licence is inspected again.",
        prefetch="partner_dossier",
    )
    dossier_owner_class_id = fields.Many2one(
        "archive.class",
        string="Class of Owners' Papers",
        domain="[('company_id', '=', id)]",
        help="D-07: where verified papers of owners are filed. Empty: one is made.",
        prefetch="partner_dossier",
    )
    dossier_tenant_class_id = fields.Many2one(
        "archive.class",
        string="Class of Tenants' Papers",
        domain="[('company_id', '=', id)]",
        help="D-07: where verified papers of tenants are filed. Empty: one is made.",
        prefetch="partner_dossier",
    )

    _dossier_register_numbers = models.Constraint(
        "CHECK(dossier_notice_days >= 0 AND dossier_violation_days > 0)",
        "A notice is signed within 0 days or more, a violation cured within one or"
        " more.",
    )

    _dossier_paper_numbers = models.Constraint(
        "CHECK(dossier_remind_days >= 0 AND dossier_inspection_months > 0)",
        "One is reminded 0 days before or more, and inspected after a month at least.",
    )

    @api.constrains("dossier_confirm_months")
    def _check_dossier_confirm_months(self):
        for company in self:
            if company.dossier_confirm_months < 1:
                raise ValidationError(
                    self.env._("A confirmation counts for a month at least.")
                )

    @api.private
    def dossier_freshness_settings(self):
        """The settings of D-10."""
        self.ensure_one()
        return freshness.Settings(months=self.dossier_confirm_months)

    @api.private
    def dossier_step_settings(self):
        """The settings of D-01 and D-05."""
        self.ensure_one()
        return steps.Settings(filed_complete=self.dossier_filed_complete)

    @api.private
    def dossier_notice_settings(self):
        """D-12 as this company sets it."""
        return notice.Settings(days=self.dossier_notice_days)

    @api.private
    def dossier_violation_settings(self):
        """D-14 as this company sets it."""
        return violation.Settings(cure_days=self.dossier_violation_days)

    @api.private
    def dossier_paper_settings(self):
        """D-03 and D-05 as this company sets them."""
        return paper.Settings(
            remind_days=self.dossier_remind_days,
            months=self.dossier_inspection_months,
            manager_waives=self.dossier_manager_waives,
        )

    @api.private
    def dossier_completeness_settings(self):
        """D-05 and D-06 as this company sets them."""
        return completeness.Settings(
            count_received=self.dossier_count_received,
            ask_emergency=self.dossier_ask_emergency,
        )

    @api.private
    def dossier_class(self, party_class):
        """D-07: the archive's class of owners' or of tenants' papers; made if needed.

        :return: ``archive.class``, with all rights
        """
        company = self.sudo()
        field = f"dossier_{party_class}_class_id"
        if not company[field]:
            code = {"owner": "KH-YZ", "tenant": "KH-ZH"}[party_class]
            classes = self.env["archive.class"].sudo().with_context(active_test=False)
            company[field] = classes.search(
                [("company_id", "=", company.id), ("code", "=", code)], limit=1
            ) or classes.create({"company_id": company.id, "code": code, "name": code})
            if company[field].name == code:
                company._name_dossier_class(party_class, company[field])
        return company[field]

    def _name_dossier_class(self, party_class, archive_class):
        """In every language that somebody reads here."""
        for lang, _name in self.env["res.lang"].get_installed():
            it = self.with_context(lang=lang)
            names = {
                "owner": it.env._("Owners' Dossiers"),
                "tenant": it.env._("Tenants' Dossiers"),
            }
            archive_class.with_context(lang=lang).name = names[party_class]
