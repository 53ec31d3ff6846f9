from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class FloorDispute(models.Model):
    """A dispute on whose customer somebody is, which the rules leave open (F-23).

    The parties say how they see it; the project manager gives a written opinion by
    fault and contribution; the sales director approves it or sends it back. From then
    on it is sealed, with all that was said, and is the ruling of the attribution.
    """

    _name = "floor.dispute"
    _description = "Dispute"
    _inherit = [
        "floor.dispute.opinion.mixin",
        "charter.decision.mixin",
        "register.seal.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _rec_names_search = ["partner_id", "visit_id"]
    _seal_when = "decided_at"
    _seal_scope = "site_id"
    # The customer and their attribution may be merged with others: they stay outside.
    _seal_fields = (
        *("number", "visit_id", "matter", "evidence", "evidence_hashes", "opinion"),
        *("opened_by_id", "opened_at", "author_id", "given_at", "decided_by_id"),
    )
    _guarded_fields = frozenset({"number", "opened_by_id", "opened_at"})
    _guarded_after_create = frozenset(
        {"site_id", "attribution_id", "visit_id", "matter"}
    )
    # What who opened it may add until the opinion is given.
    _of_the_opener = frozenset({"evidence", "party_ids"})
    _of_the_manager = frozenset({"evidence", "party_ids", "share_ids", "opinion"})

    number = fields.Integer(string="No.", readonly=True, copy=False)
    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        compute="_compute_subject",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('kind', '=', 'sales_floor')]",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    attribution_id = fields.Many2one(
        "floor.attribution",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Whose customer it is, as the rules have it.",
    )
    visit_id = fields.Many2one(
        "floor.visit",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_subject",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    matter = fields.Text(
        string="What Is Disputed", required=True, help="F-23: stays as it is."
    )
    evidence = fields.Text(
        help="Witnesses, messages, forms; attach files in the conversation."
    )
    evidence_hashes = fields.Text(
        string="Files",
        readonly=True,
        copy=False,
        help="The files that were attached when it was approved, and their checksums.",
    )
    opened_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    opened_at = fields.Datetime(
        string="Opened On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )
    party_ids = fields.One2many("floor.dispute.party", "dispute_id", string="Parties")
    share_ids = fields.One2many("floor.dispute.share", "dispute_id", string="Shares")
    step_ids = fields.One2many(
        "floor.dispute.step", "dispute_id", string="What Was Said", readonly=True
    )

    _number_unique = models.UniqueIndex("(site_id, number) WHERE number IS NOT NULL")
    _open_unique = models.UniqueIndex(
        "(attribution_id) WHERE state != 'approved' AND attribution_id IS NOT NULL",
        "There is an open dispute on this customer already: join that one.",
    )

    @api.depends("attribution_id", "visit_id", "visit_id.partner_id")
    def _compute_subject(self):
        for it in self:
            subject = it.attribution_id or it.visit_id
            if subject:
                it.site_id = subject.site_id
            it.partner_id = subject.partner_id

    @api.depends("site_id", "number", "partner_id")
    def _compute_display_name(self):
        for it in self:
            number = it.number and f"{it.site_id.code}/{it.number}"
            it.display_name = " ".join(filter(None, (number, it.partner_id.name)))

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_opening(vals)
        disputes = super().create(vals_list)
        for it, vals in zip(disputes, vals_list, strict=True):
            it._check_opened(vals)
            [number] = self.env["register.draw"].draw(f"floor.dispute/{it.site_id.id}")
            it.sudo().write(
                {
                    "number": number,
                    "attribution_id": it.attribution_id.id or it._find_attribution().id,
                }
            )
            it._keep_step("opened", it.matter)
            it._ask_for_opinion()
            it._ask_parties()
        return disputes

    def write(self, vals):
        self._check_may_write(vals)
        return super().write(vals)

    @api.model
    def _check_opening(self, vals):
        """F-23: on a customer or a visit, and on what.

        :raise ValidationError: something is missing
        """
        if not (vals.get("attribution_id") or vals.get("visit_id")):
            raise ValidationError(
                self.env._("F-23: say which customer or which visit it is about.")
            )
        if not (vals.get("matter") or "").strip():
            raise ValidationError(self.env._("F-23: say what is disputed."))

    def _check_opened(self, vals):
        """F-23: between two at least; the opinion is not theirs."""
        self.ensure_one()
        if vals.get("opinion"):
            self._check_may_write({"opinion": vals["opinion"]})
        if len(self.party_ids) < 2:
            raise ValidationError(
                self.env._("F-23: name everybody who disputes, two at least.")
            )

    def _check_may_write(self, vals):
        """F-23: who opened it names the parties, the project manager gives the opinion;
        what was given or approved stays.
        """
        if self.env.su:
            return
        for it in self:
            it._check_editing(
                opener=not vals.keys() - self._of_the_opener,
                manager=not vals.keys() - self._of_the_manager,
            )

    # -- actions --

    @api.model
    @api.private
    def new_action(self):
        """A form for a new dispute."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open a Dispute"),
            "res_model": self._name,
            "views": [(False, "form")],
        }

    def action_say(self):
        """Ask what they have to say."""
        self.ensure_one()
        return self.env["floor.reason"].ask(self, "say", self.env._("How I See It"))

    @api.private
    def say(self, text):
        """F-23: a party says how they see it; what they said before stays on record."""
        self.ensure_one()
        mine = self.sudo().party_ids.filtered(lambda it: it.user_id == self.env.user)
        if not mine:
            raise UserError(self.env._("F-23: only who disputes has a say here."))
        if self.state == "approved":
            raise UserError(self.env._("F-23: this has been decided, and stays so."))
        mine.write({"says": text.strip(), "said_at": fields.Datetime.now()})
        self._keep_step("said", text)
        self._done_saying()

    # -- business --

    def _find_attribution(self):
        """The attribution of the customer of the visit that it is about."""
        self.ensure_one()
        partner = self.visit_id.partner_id
        return (
            self.env["floor.attribution"]
            .sudo()
            .search(
                [("partner_id", "=", partner.id), ("site_id", "=", self.site_id.id)],
                order="deal_at DESC NULLS FIRST, id desc",
                limit=1,
            )
            if partner
            else self.env["floor.attribution"]
        )

    def _keep_step(self, kind, text):
        """F-23: every dispute keeps its reasons."""
        self.env["floor.dispute.step"].sudo().create(
            {
                "dispute_id": self.id,
                "kind": kind,
                "text": (text or "").strip(),
                "done_by_id": self.env.user.id,
            }
        )
