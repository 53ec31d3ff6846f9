from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

MANAGER = "archive_retention.archive_retention_group_manager"


class ArchiveHold(models.Model):
    """Keeps documents from being destroyed, whatever their schedules say (A-09).

    Documents one by one, whole volumes, all of a customer: also what is filed there
    later. Several may hold the same document; it is free when none is open any more.
    """

    _name = "archive.hold"
    _description = "Hold"
    _inherit = ["archive.site.mixin", "charter.guard.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"released_at", "released_by_id", "release_reason", "state"}
    )
    _guarded_after_create = frozenset({"site_id"})

    name = fields.Char(
        required=True, help="Named where it keeps something: write no secret into it."
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("open", "Holds"), ("released", "Released")],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="open",
        index=True,
    )
    document_ids = fields.Many2many("archive.document", string="Documents")
    volume_ids = fields.Many2many("archive.volume", string="Volumes")
    partner_ids = fields.Many2many("res.partner", string="Customers")
    released_at = fields.Datetime(readonly=True, copy=False)
    released_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    release_reason = fields.Char(string="Why Released", readonly=True, copy=False)

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        holds = super().create(vals_list)
        holds._refresh(holds._covered())
        return holds

    def write(self, vals):
        """What it held before is looked at again as well as what it holds now."""
        narrows = {"document_ids", "volume_ids", "partner_ids"} & vals.keys()
        before = self._covered() if narrows else None
        if narrows and any(hold.state == "released" for hold in self):
            raise UserError(self.env._("A released hold holds nothing more."))
        result = super().write(vals)
        if narrows:
            after = self._covered()
            if before - after:
                raise UserError(
                    self.env._("What a hold keeps is let go by releasing the hold.")
                )
            self._refresh(after)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A hold is released, and stays on record."))

    # -- actions --

    def action_release(self, reason=""):
        """Let go what it holds; what other holds keep stays kept."""
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("An administrator of the archive releases a hold.")
            )
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is released."))
        covered = self._covered()
        self.sudo().write(
            {
                "state": "released",
                "released_at": fields.Datetime.now(),
                "released_by_id": self.env.uid,
                "release_reason": reason.strip(),
            }
        )
        self._refresh(covered)

    # -- business --

    @api.private
    def names(self, documents):
        """By document, the names of the open holds on it, with one query.

        Looked up from the documents, so that it costs the same however many there are.
        """
        found = {document.id: () for document in documents}
        self.flush_model(["name", "site_id", "state"])
        documents.flush_recordset(["partner_id", "site_id", "volume_id"])
        self.env.cr.execute(
            """
            SELECT document.id, array_agg(hold.name ORDER BY hold.id)
              FROM archive_document document
              JOIN service_site site ON site.id = document.site_id,
                   LATERAL (
                       SELECT archive_hold_id
                         FROM archive_document_archive_hold_rel
                        WHERE archive_document_id = document.id
                        UNION
                       SELECT archive_hold_id
                         FROM archive_hold_archive_volume_rel
                        WHERE archive_volume_id = document.volume_id
                        UNION
                       SELECT archive_hold_id
                         FROM archive_hold_res_partner_rel
                        WHERE res_partner_id = document.partner_id
                   ) held
              JOIN archive_hold hold ON hold.id = held.archive_hold_id
              JOIN service_site above ON above.id = hold.site_id
             WHERE document.id = ANY(%s)
               AND hold.state = 'open'
               AND starts_with(site.parent_path, above.parent_path)
             GROUP BY document.id
            """,
            [documents.ids],
        )
        for key, names in self.env.cr.fetchall():
            found[key] = tuple(names)
        return found

    def _covered(self):
        """All documents that these hold, whoever sees them."""
        holds = self.sudo()
        documents = self.env["archive.document"].sudo()
        for hold in holds:
            documents |= documents.search(
                Domain("site_id", "child_of", hold.site_id.ids)
                & (
                    Domain("id", "in", hold.document_ids.ids)
                    | Domain("volume_id", "in", hold.volume_ids.ids)
                    | Domain("partner_id", "in", hold.partner_ids.ids)
                )
            )
        return documents

    def _refresh(self, documents):
        """Say at each whether it is held: who destroys it meanwhile is tried again."""
        documents = documents.filtered(lambda it: it.state != "disposed")
        documents.lock_rows()
        held = [key for key, names in self.names(documents).items() if names]
        # also where nothing changes: only a changed row makes others look again
        self.env.cr.execute(
            "UPDATE archive_document SET is_held = (id = ANY(%s)) WHERE id = ANY(%s)",
            [held, documents.ids],
        )
        documents.invalidate_recordset(["is_held"])
