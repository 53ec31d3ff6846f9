from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..policies import rota

KINDS = [
    ("regular", "By Rota"),
    ("priority", "Priority Turn"),
    ("make_up", "Make-Up Turn"),
    ("cancelled", "Turn of the Round"),
    ("owner", "Back to Their Rep"),
    ("designated", "Designated"),
    ("obligation", "Obligation"),
    ("company", "Company Customer"),
]
EFFECTS = [
    (rota.COUNTED, "Counted"),
    (rota.NOT_COUNTED, "Not Counted"),
    (rota.VOIDED, "Void"),
    (rota.OWED, "Owed"),
    (rota.RETURNED, "Given Back"),
]


class FloorTurn(models.Model):
    """The ledger of turns: who received, who was passed over, and by which rule.

    Sealed from the beginning; what turns out otherwise is a new entry that gives the
    turn back.
    """

    _name = "floor.turn"
    _description = "Turn"
    _inherit = ["charter.decision.mixin", "floor.signed.mixin", "register.seal.mixin"]
    _order = "seq desc"
    _seal_fields = (
        *("seq", "rota_id", "user_id", "visit_id", "kind", "effect", "place"),
        *("taken_back_id", "reason", "facts", "decided_at", "decided_by_id"),
        *("signed_by_id", "request_uuid"),
    )
    _seal_scope = "site_id"

    seq = fields.Integer(string="No.", required=True, readonly=True)
    rota_id = fields.Many2one(
        "floor.rota", required=True, readonly=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="rota_id.site_id", store=True, precompute=True, string="Sales Floor"
    )
    company_id = fields.Many2one(
        related="rota_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    visit_id = fields.Many2one(
        "floor.visit", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    effect = fields.Selection(
        EFFECTS, string="The Turn Is", required=True, readonly=True
    )
    place = fields.Integer(
        readonly=True, help="The place in the circle, from 1, of a turn that was used."
    )
    taken_back_id = fields.Many2one(
        "floor.turn",
        string="Takes Back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The entry that this one takes back.",
    )

    _seq_unique = models.Constraint("UNIQUE (site_id, seq)")
    _taken_back_unique = models.UniqueIndex(
        "(taken_back_id) WHERE taken_back_id IS NOT NULL",
        "This turn has been given back already.",
    )

    @api.depends("site_id", "seq")
    def _compute_display_name(self):
        for turn in self:
            turn.display_name = f"{turn.site_id.code}/{turn.seq}"

    # -- business --

    def _rota_entry(self):
        """The entry as the policy reads it."""
        self.ensure_one()
        return rota.Entry(
            seq=self.seq,
            rep=self.user_id.id,
            kind=self.kind,
            effect=self.effect,
            rule=self.rule_ids[:1].code or "",
            place=self.place - 1 if self.place else None,
            pick=self.visit_id.id or None,
            of=self.taken_back_id._rota_entry() if self.taken_back_id else None,
        )

    def _give_back(self, signer, rule, reason, request_uuid=None):
        """A turn turns out not to have been one: a new entry says so (F-01).

        The rep is next again; where others have had their turn since, theirs is kept.

        :return: the new entry
        :raise UserError: it is given back already, or there is no reason
        """
        self.ensure_one()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the turn is given back."))
        if self.search_count([("taken_back_id", "=", self.id)]):
            raise UserError(self.env._("This turn has been given back already."))
        with self.site_id.deciding_floor() as fresh:
            known = fresh["floor.turn"].search(
                [("taken_back_id", "=", self.id)], limit=1
            )
            if known:
                raise ConcurrencyError(self.env._("This has just been done."))
        [seq] = self.env["register.draw"].draw(f"floor.turn/{self.site_id.id}")
        taken_back = self.sudo().create(
            {
                "seq": seq,
                "rota_id": self.rota_id.id,
                "user_id": self.user_id.id,
                "visit_id": self.visit_id.id,
                "kind": self.kind,
                "effect": rota.RETURNED,
                "taken_back_id": self.id,
                "signed_by_id": signer.id,
                "request_uuid": request_uuid,
                **self.person_decision(rule, reason, signer),
            }
        )
        self.site_id.tell_floor()
        return taken_back

    @api.model
    @api.private
    def person_decision(self, rule, reason, signer):
        """The values of an entry that a person decided, as the rule lets them."""
        return {
            "rule_ids": [Command.set(self.env["charter.rule"].by_codes([rule]).ids)],
            "reason": self.env._(
                "%(rule)s: %(why)s", rule=rule, why=reason.strip()
            ),
            "decided_by_id": signer.id,
            "decided_at": fields.Datetime.now(),
        }
