import base64
import hashlib

from odoo import api, fields, models

from ..policies import notice


class PartnerNotice(models.Model):
    """A notice, report, circular or letter between us and a customer (D-12).

    Registered with a number from the moment it is issued; who hands it out signs, who
    receives it signs, then it is filed. Sealed is what says that it was, and the hash
    of what it said: the words may have to be erased one day.
    """

    _name = "partner.notice"
    _description = "Notice to or From a Customer"
    _inherit = [
        "service.asking.mixin",
        "partner.dossier.part.mixin",
        "partner.personal.mixin",
        "partner.notice.signing.mixin",
        "charter.deadline.mixin",
        "register.seal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "issued_at desc, id desc"
    _rec_name = "reference"
    _rec_names_search = ["reference", "subject"]
    _seal_when = "issued_at"
    _seal_scope = "site_id"
    _seal_fields = (
        *("number", "reference", "dossier_id", "direction", "kind", "issued_by_id"),
        "content_sha256",
    )
    _guarded_fields = frozenset(
        {
            *("number", "reference", "issued_at", "issued_by_id", "content_sha256"),
            "due_at",
        }
    )
    _guarded_after_create = frozenset({"dossier_id"})
    _personal_marks = ("reference", "direction", "kind", "issued_at", "status")
    _personal_fields = ("subject", "body", "file", "file_name")
    # What is written until it is issued.
    _of_a_draft = frozenset(
        {"direction", "kind", "subject", "body", "file", "file_name"}
    )

    number = fields.Integer(string="No.", readonly=True, copy=False, aggregator=None)
    reference = fields.Char(readonly=True, copy=False, index="trigram")
    direction = fields.Selection(
        [("out", "To the Customer"), ("in", "From the Customer")],
        required=True,
        default="out",
    )
    kind = fields.Selection(
        [
            ("notice", "Notice"),
            ("report", "Report"),
            ("circular", "Circular"),
            ("letter", "Letter"),
        ],
        required=True,
        default="notice",
    )
    subject = fields.Char(required=True)
    body = fields.Text(string="What It Says")
    file = fields.Binary(string="Enclosure", help="A scan, or the file that went out.")
    file_name = fields.Char()
    issued_at = fields.Datetime(
        string="Registered On", readonly=True, copy=False, index=True
    )
    issued_by_id = fields.Many2one(
        "res.users",
        string="Registered By",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        help="Who hands it out, or took it from the customer; is asked while it is"
        " unsigned.",
    )
    due_at = fields.Datetime(readonly=True)
    content_sha256 = fields.Char(readonly=True, copy=False)
    is_custodian = fields.Boolean(related="site_id.is_custodian")

    _number_unique = models.UniqueIndex(
        "(site_id, number) WHERE number IS NOT NULL",
        "Another notice of this site has this number.",
    )
    _unsigned_idx = models.Index("(site_id, due_at) WHERE status = 'unsigned'")
    _of_dossier_idx = models.Index("(dossier_id, status)")

    @api.depends("reference", "subject")
    def _compute_display_name(self):
        for it in self:
            it.display_name = " ".join(filter(None, (it.reference, it.subject)))

    # -- CRUD --

    def write(self, vals):
        if self._of_a_draft & vals.keys() and not self.env.su:
            for it in self:
                it._refuse_if(it._notice_facts(), (notice.not_yet_issued,))
        return super().write(vals)

    # -- actions --

    def action_issue(self):
        """D-12: register them, each with the next number of its site.

        :raise UserError: if one of them says nothing, or is registered already
        """
        self.check_access("write")
        for it in self:
            it._refuse_if(it._notice_facts(), notice.ISSUING)
        now = fields.Datetime.now()
        for company, notices in self.sudo().grouped("company_id").items():
            due_at = notice.sign_by(now, company.dossier_notice_settings())
            notices.write({"issued_by_id": self.env.uid, "due_at": due_at})
        for it in self.sudo():
            it.content_sha256 = it._content_sha256()
        # Drawn last, as others wait for the next number until we are done.
        series = [f"partner.notice:{it.site_id.id}" for it in self]
        numbers = self.env["register.draw"].draw_each(series)
        for it, number in zip(self.sudo(), numbers, strict=True):
            reference = f"{it.site_id.code}-N{number:05d}"
            it.write({"number": number, "reference": reference, "issued_at": now})
        return True

    def action_correct(self):
        """D-12: a correction is an entry of its own, to be issued like this one."""
        self.ensure_one()
        self.check_access("write")
        # What a correction begins without is not for hands to write.
        correction = self.sudo().correct({})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": correction.id,
            "views": [(False, "form")],
        }

    # -- business --

    @api.private
    def erase_personal(self):
        """What it said goes, that it was issued and signed for stays (D-12)."""
        # A subject is required: this one says nothing.
        self.sudo().write(
            {
                **dict.fromkeys(self._personal_fields, False),
                "subject": self.reference or self.env._("Erased"),
            }
        )
        self.sudo().signature_ids.erase_personal()

    def _on_late(self):
        """D-12: who handed it out is asked to have it signed."""
        result = super()._on_late()
        for it in self:
            it.ask(
                it.issued_by_id,
                lambda it: it.env._("Not signed yet: %s", it.reference),
                it.site_id.local_date(),
            )
        return result

    def _content_sha256(self):
        """What it says, so that nobody can say later that it said something else."""
        content = hashlib.sha256()
        for text in (self.subject, self.body):
            content.update((text or "").encode() + b"\0")
        content.update(base64.b64decode(self.with_context(bin_size=False).file or b""))
        return content.hexdigest()
