import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class ArchivePaperFiling(models.TransientModel):
    """Files the paper of a record: class, volume and customer are proposed (A-03)."""

    _name = "archive.paper.filing"
    _description = "File a Paper"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    report_id = fields.Many2one(
        "ir.actions.report",
        string="Paper",
        required=True,
        domain="[('model', '=', res_model), ('report_type', '=', 'qweb-pdf')]",
    )
    site_id = fields.Many2one("service.site", required=True)
    partner_id = fields.Many2one("res.partner", string="Customer")
    class_id = fields.Many2one(
        "archive.class",
        required=True,
        compute="_compute_class_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    schedule_ids = fields.Many2many(
        "archive.schedule", string="Kept By", compute="_compute_schedule_ids"
    )
    volume_id = fields.Many2one(
        "archive.volume",
        compute="_compute_volume_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('state', '=', 'open'), ('site_id', '=', site_id)]",
        help="Empty: a new volume is opened for the customer.",
    )
    title = fields.Char(
        required=True,
        compute="_compute_title",
        store=True,
        precompute=True,
        readonly=False,
    )
    signed_date = fields.Date(required=True, default=fields.Date.context_today)

    @api.model
    def default_get(self, fields):
        """What the record itself tells: its papers, site and customer."""
        values = super().default_get(fields)
        context = self.env.context
        model, res_id = context.get("active_model"), context.get("active_id")
        if not model or not res_id:
            return values
        record = self.env[model].browse(res_id)
        report = self.env["ir.actions.report"].search(
            [("model", "=", model), ("report_type", "=", "qweb-pdf")], limit=1
        )
        site = record["site_id"] if "site_id" in record else self.env["service.site"]
        partner = record if model == "res.partner" else self.env["res.partner"]
        if "partner_id" in record:
            partner = record["partner_id"]
        return {
            **values,
            "res_model": model,
            "res_id": res_id,
            "report_id": report.id,
            "site_id": (site or self.env.user.site_ids[:1]).id,
            "partner_id": partner.id,
        }

    @api.depends("report_id", "site_id")
    def _compute_class_id(self):
        """The class that names the paper, or that of the last one of such a record."""
        classes = self.env["archive.class"]
        documents = self.env["archive.document"].sudo()
        for filing in self:
            mine = [("company_id", "=", filing.site_id.company_id.id)]
            papers = [*mine, ("report_ids", "in", filing.report_id.ids)]
            last = [*mine, ("source_model", "=", filing.res_model)]
            filing.class_id = (
                classes.search(papers, limit=1)
                or documents.search(last, order="id desc", limit=1).class_id
                or filing.class_id
            ).with_env(self.env)

    @api.depends("class_id")
    def _compute_schedule_ids(self):
        schedules = self.class_id.schedules()
        for filing in self:
            filing.schedule_ids = schedules.get(filing.class_id.id)

    @api.depends("partner_id", "site_id")
    def _compute_volume_id(self):
        volumes = self.env["archive.volume"]
        for filing in self:
            filing.volume_id = filing.partner_id and volumes.search(
                [
                    ("site_id", "=", filing.site_id.id),
                    ("partner_id", "=", filing.partner_id.id),
                    ("state", "=", "open"),
                ],
                limit=1,
            )

    @api.depends("report_id")
    def _compute_title(self):
        for filing in self:
            name = ""
            if filing.res_model in self.env:
                record = self.env[filing.res_model].browse(filing.res_id)
                name = record.display_name
            filing.title = " ".join(filter(None, (filing.report_id.name, name)))

    def action_file(self):
        """Print the paper with the rights of who files it, and file that."""
        self.ensure_one()
        if self.report_id.model != self.res_model:
            raise UserError(self.env._("Choose a paper of this record."))
        self.env[self.res_model].browse(self.res_id).check_access("read")
        volume = self.volume_id or self.env["archive.volume"].create(
            {"site_id": self.site_id.id, "partner_id": self.partner_id.id}
        )
        pdf = self.report_id.with_context(force_report_rendering=True)
        content, _kind = pdf._render_qweb_pdf(self.report_id, [self.res_id])
        document = self.env["archive.document"].create(
            {
                "title": self.title,
                "class_id": self.class_id.id,
                "volume_id": volume.id,
                "partner_id": (volume.partner_id or self.partner_id).id,
                "signed_date": self.signed_date,
                "medium": "electronic",
            }
        )
        document.sudo().write(
            {"source_model": self.res_model, "source_id": self.res_id}
        )
        document.add_version(base64.b64encode(content), f"{self.title}.pdf")
        document.action_check_and_file()
        return document.get_formview_action()
