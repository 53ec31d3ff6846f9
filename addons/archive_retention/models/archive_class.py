from odoo import api, fields, models
from odoo.exceptions import UserError


class ArchiveClass(models.Model):
    """A kind of documents: who may read them and how long they are kept."""

    _name = "archive.class"
    _description = "Class of Documents"
    _parent_store = True
    _order = "code, id"
    _rec_names_search = ["code", "name"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    parent_id = fields.Many2one(
        "archive.class",
        string="Part Of",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    default_level = fields.Selection(
        lambda self: self.env["confidential.mixin"].get_levels(),
        string="Level",
        required=True,
        default="confidential",
        help="Customers' papers are confidential unless you say otherwise (A-07).",
    )
    schedule_ids = fields.Many2many(
        "archive.schedule",
        string="Schedules",
        check_company=True,
        help="The longest wins. Schedules of the class above hold as well.",
    )
    report_ids = fields.Many2many(
        "ir.actions.report",
        string="Papers Filed Here",
        help="These papers of other addons are filed in this class with one click.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)",
        "Another class has this code already; choose another one.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for it in self:
            it.display_name = " ".join(filter(None, (it.code, it.name)))

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        used = self.env["archive.document"].sudo()
        if used.search_count([("class_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("Documents are filed in this class: archive it instead.")
            )

    @api.model
    @api.private
    def papers_of(self, model_name):
        """The papers of a model that classes name, in its print menu or not."""
        reports = self.sudo().search([("report_ids.model", "=", model_name)]).report_ids
        return reports.filtered(lambda it: it.model == model_name)

    @api.private
    def schedules(self):
        """By class, its schedules and those of the classes above."""
        classes = self.sudo()
        paths = {
            it: self.browse(map(int, filter(None, it.parent_path.split("/")))).sudo()
            for it in classes
        }
        return {it.id: above.schedule_ids for it, above in paths.items()}
