import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class ArchivePaperFiling(models.TransientModel):
    """Files the paper of a record, or of several: class, schedule, volume and customer
    are proposed (A-03).
    """

    _name = "archive.paper.filing"
    _description = "File a Paper"

    res_model = fields.Char(required=True, readonly=True)
    res_ids = fields.Json(required=True, readonly=True)
    report_id = fields.Many2one(
        "ir.actions.report",
        string="Printout",
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
        "archive.schedule", string="Schedules", compute="_compute_schedule_ids"
    )
    volume_id = fields.Many2one(
        "archive.volume",
        compute="_compute_volume_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('state', '=', 'open'), ('site_id', '=', site_id)]",
        help="Empty: a new volume is opened, for the customer or for the class.",
    )
    title = fields.Char(
        required=True,
        compute="_compute_title",
        store=True,
        precompute=True,
        readonly=False,
    )
    signed_date = fields.Date(
        string="Signed On", required=True, default=fields.Date.context_today
    )

    @api.model
    def default_get(self, fields):
        """What the record itself tells: its papers, site and customer."""
        values = super().default_get(fields)
        records = self._records_of_context()
        if not records:
            return values
        sites, partners = self.env["service.site"], self.env["res.partner"]
        if "site_id" in records:
            sites = records.site_id
        if records._name == "res.partner":
            partners = records
        elif "partner_id" in records:
            partners = records.partner_id
        return {
            **values,
            "res_model": records._name,
            "res_ids": records.ids,
            "report_id": self._papers(records)[:1].id,
            "site_id": (sites or self.env.user.site_ids)[:1].id,
            "partner_id": partners.id if len(partners) == 1 else False,
        }

    @api.model
    def _records_of_context(self):
        context = self.env.context
        ids = context.get("active_ids") or [context.get("active_id")]
        model = context.get("active_model")
        return self.env[model].browse(filter(None, ids)) if model else None

    @api.model
    def _papers(self, records):
        """The papers of such records; first those that are printed of so many."""
        view = "form" if len(records) == 1 else "list"
        reports = self.env["ir.actions.report"].search(
            [
                ("model", "=", records._name),
                ("report_type", "=", "qweb-pdf"),
                ("binding_model_id", "!=", False),
            ]
        )
        reports |= self.env["archive.class"].papers_of(records._name)
        fitting = reports.get_valid_action_reports(records._name, records.ids)
        return reports.browse(fitting).sorted(
            lambda it: (view not in it.binding_view_types.split(","), it.id)
        )

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

    @api.depends("class_id", "partner_id", "site_id")
    def _compute_volume_id(self):
        """The customer's open volume, or of papers of no customer that of the class."""
        volumes = self.env["archive.volume"]
        for filing in self:
            domain = [
                ("site_id", "=", filing.site_id.id),
                ("partner_id", "=", filing.partner_id.id),
                ("state", "=", "open"),
            ]
            if not filing.partner_id:
                domain.append(("class_id", "=", filing.class_id.id))
            filing.volume_id = volumes.search(domain, limit=1)

    @api.depends("report_id")
    def _compute_title(self):
        for filing in self:
            title = filing.report_id.name
            records = filing._records()
            if len(records) > 1:
                title = self.env._(
                    "%(paper)s of %(count)s records", paper=title, count=len(records)
                )
            elif records:
                title = f"{title} {records.display_name}"
            filing.title = title

    def _records(self):
        return self.env[self.res_model].browse(self.res_ids) if self.res_model else ()

    def action_file(self):
        """Print the paper with the rights of who files it, and file that."""
        self.ensure_one()
        if self.report_id.model != self.res_model:
            raise UserError(self.env._("Choose a paper of this record."))
        records = self._records()
        records.check_access("read")
        volume = self.volume_id or self.env["archive.volume"].create(
            {
                "site_id": self.site_id.id,
                "partner_id": self.partner_id.id,
                "class_id": not self.partner_id and self.class_id.id,
            }
        )
        pdf = self.report_id.with_context(force_report_rendering=True)
        content, _kind = pdf._render_qweb_pdf(self.report_id, records.ids)
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
        document.sudo().write(self._source_values(records))
        document.add_version(base64.b64encode(content), f"{self.title}.pdf")
        document.action_check_and_file()
        return document.get_formview_action()

    def _source_values(self, records):
        """What the document says of where it is from: to be extended."""
        return {
            "source_model": records._name,
            "source_id": len(records) == 1 and records.id,
        }
