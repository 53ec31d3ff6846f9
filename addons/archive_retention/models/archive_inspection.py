from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ArchiveInspection(models.Model):
    """A look at the archive of a site, or its putting in order: by a day, and again.

    A-08: for damp, insects and corrosion. A-13: files are put in order. When one is
    done, the next is planned.
    """

    _name = "archive.inspection"
    _description = "Inspection of the Archive"
    _inherit = [
        "service.asking.mixin",
        "archive.site.mixin",
        "charter.deadline.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due_at desc, id desc"
    _guarded_after_create = frozenset({"site_id", "kind"})

    kind = fields.Selection(
        [("inspection", "Inspection"), ("order", "Putting in Order")],
        required=True,
        default="inspection",
    )
    due_at = fields.Datetime(required=True, default=lambda self: fields.Datetime.now())
    place = fields.Char(help="Room or cabinet; empty: the whole archive.")
    is_dry = fields.Boolean(string="No Damp", copy=False)
    is_clean = fields.Boolean(string="No Insects", copy=False)
    is_sound = fields.Boolean(string="No Corrosion", copy=False)
    result = fields.Text(string="What Was Seen or Done", copy=False)
    finding_ids = fields.One2many("archive.finding", "inspection_id", string="Findings")

    @api.depends("kind", "site_id.code", "due_at")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for it in self:
            day = it.due_at and it.site_id and it.site_id.local_date(it.due_at)
            it.display_name = f"{it.site_id.code} {kinds.get(it.kind, '')} {day or ''}"

    # -- actions --

    def action_done(self):
        """Done: with a finding for whatever is not in order; the next is planned."""
        self.check_access("write")
        for it in self:
            it.site_id.check_custodian()
            if it.state == "done":
                raise UserError(self.env._("It is done already."))
            it._check_complete()
        done = self.mark_done()
        for it in done.sudo():
            it.copy({"due_at": it._next_due(), "state": "pending"})

    # -- business --

    def _check_complete(self):
        """A-08: what is not in order has a finding with its remedy."""
        if not (self.result or "").strip():
            raise ValidationError(self.env._("Say what was seen or done."))
        if self.kind != "inspection":
            return
        expected = {
            "damp": self.is_dry,
            "insects": self.is_clean,
            "corrosion": self.is_sound,
        }
        found = set(self.finding_ids.mapped("kind"))
        names = dict(self.finding_ids._fields["kind"]._description_selection(self.env))
        missing = [
            key for key, good in expected.items() if not good and key not in found
        ]
        if missing:
            raise ValidationError(
                self.env._(
                    "Confirm that there is none, or enter what was found: %(kinds)s.",
                    kinds=", ".join(names[key] for key in missing),
                )
            )

    def _next_due(self):
        company = self.company_id
        months = (
            company.archive_inspection_months
            if self.kind == "inspection"
            else company.archive_order_months
        )
        return fields.Datetime.now() + relativedelta(months=months)

    def _on_late(self):
        """A-08, A-13: the custodian is told, and the manager of the site."""
        result = super()._on_late()
        for it in self:
            users = it.site_id.custodians()[:1] | it.site_id.managers()[:1]
            it.ask(users, lambda it: it.env._("Late: %s", it.display_name))
        return result
