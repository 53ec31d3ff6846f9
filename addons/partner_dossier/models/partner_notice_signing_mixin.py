from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import notice

FILING = "archive_retention.archive_paper_filing_action"


class PartnerNoticeSigningMixin(models.AbstractModel):
    """A notice on its way: signed by both sides, then filed (D-12)."""

    _name = "partner.notice.signing.mixin"
    _description = "Notice That Is Signed"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset({"status", "document_id"})

    signature_ids = fields.One2many(
        "partner.notice.signature", "notice_id", string="Signatures", readonly=True
    )
    document_id = fields.Many2one(
        "archive.document",
        string="Filed As",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    status = fields.Selection(
        [
            ("draft", "Draft"),
            ("unsigned", "Unsigned"),
            ("signed", "Signed"),
            ("filed", "Filed"),
        ],
        string="Signed and Filed",
        required=True,
        readonly=True,
        copy=False,
        compute="_compute_status",
        store=True,
        precompute=True,
        index=True,
    )
    is_handed = fields.Boolean(compute="_compute_signed")
    is_received = fields.Boolean(compute="_compute_signed")

    @api.depends("issued_at", "document_id", "signature_ids.side")
    def _compute_status(self):
        for it in self:
            it.status = notice.status(it._status_facts())

    @api.depends("signature_ids.side")
    def _compute_signed(self):
        for it in self:
            sides = set(it.signature_ids.mapped("side"))
            it.is_handed = notice.HANDED in sides
            it.is_received = notice.RECEIVED in sides

    # -- rules --

    def _status_facts(self):
        own = self.sudo()
        return notice.Facts(
            issued=bool(own.issued_at),
            filed=bool(own.document_id),
            signed=frozenset(own.signature_ids.mapped("side")),
        )

    def _notice_facts(self, side="", name="", mark=False):
        """D-12: the notice, and who signs it now."""
        self.ensure_one()
        status = self._status_facts()
        return notice.Facts(
            direction=self.direction,
            issued=status.issued,
            filed=status.filed,
            signed=status.signed,
            named=bool((self.subject or "").strip()),
            said=bool((self.body or "").strip() or self.file),
            side=side,
            name=name or "",
            mark=mark,
            custodian=self.env.uid == 1 or self.site_id.is_custodian,
        )

    def _notice_settings(self):
        return self.sudo().company_id.dossier_notice_settings()

    def _refuse_if(self, facts, rules):
        found = notice.obstacle(facts, self._notice_settings(), rules)
        if found:
            raise UserError(self._notice_message(found))

    def _notice_message(self, found):
        """The sentence of the rule that stands in the way, with its ID."""
        key, params = found.reason
        sides = dict(
            self.env["partner.notice.signature"]
            ._fields["side"]
            ._description_selection(self.env)
        )
        missing = "”, “".join(sides[side] for side in params.get("sides", ()))
        sentences = {
            "issued": self.env._(
                "It is registered and stays as it is: enter a correction instead."
            ),
            "empty": self.env._("Say what it is about, in words or in a file."),
            "not_issued": self.env._("Register it first."),
            "signed_already": self.env._("This side has signed already."),
            "not_handed": self.env._(
                "Who hands it out signs first, then who receives it."
            ),
            "no_name": self.env._("Say who signs."),
            "no_mark": self.env._("Sign on the screen, or add the signed paper."),
            "unsigned": self.env._("Not signed yet: “%(missing)s”."),
            "not_custodian": self.env._("The site's custodian files it."),
            "filed": self.env._("It is filed already."),
        }
        sentence = sentences[key] % {"missing": missing}
        return f"{self.display_name}: {sentence} ({found.rule})"

    # -- actions --

    def action_sign_handed(self):
        """Open the dialog in which who hands it out signs."""
        return self._signing_action(notice.HANDED, self.env._("Sign: Handed Out"))

    def action_sign_received(self):
        """Open the dialog in which who receives it signs."""
        return self._signing_action(notice.RECEIVED, self.env._("Sign: Received"))

    def _signing_action(self, side, name):
        self.check_access("write")
        for it in self:
            facts = it._notice_facts(side, name=".", mark=True)
            it._refuse_if(facts, notice.SIGNING)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "partner.notice.signing",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_notice_ids": self.ids, "default_side": side},
        }

    def action_file(self):
        """D-12: file the receipt slip in the customer's volume, once both signed.

        :raise UserError: naming the notice that can't be filed; none is filed then
        """
        self.check_access("write")
        for it in self:
            it._refuse_if(it._notice_facts(), notice.FILING)
        filing = self.env["archive.paper.filing"]
        report = self.env.ref("partner_dossier.partner_notice_report_receipt")
        for it in self:
            # A paper each, as each belongs into the volume of another customer.
            of_notice = {"active_model": self._name, "active_ids": it.ids}
            paper = filing.with_context(**of_notice).create({"report_id": report.id})
            it.sudo().document_id = paper.action_file()["res_id"]
        return True

    # -- business --

    def _sign(self, side, name, medium, mark):
        """D-12: one side signs all of these, each once.

        :param medium: ``screen`` or ``paper``: what ``mark``, in base 64, shows
        """
        self.check_access("write")
        for it in self:
            it._refuse_if(it._notice_facts(side, name, bool(mark)), notice.SIGNING)
        self.env["partner.notice.signature"].sudo().create(
            [
                {
                    "notice_id": it.id,
                    "side": side,
                    "name": name.strip(),
                    "medium": medium,
                    "mark": mark,
                    "user_id": self.env.uid,
                }
                for it in self
            ]
        )
        signed = self.filtered(lambda it: it.status == notice.SIGNED)
        signed.mark_done().sudo().activity_ids.unlink()
