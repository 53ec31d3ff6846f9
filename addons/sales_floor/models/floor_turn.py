from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import turns
from .floor_visit_reception_mixin import KINDS

TURNS = [
    (turns.REGULAR, "By Rota"),
    (turns.PRIORITY, "Priority Turn"),
    (turns.MAKE_UP, "Make-Up Turn"),
    (turns.CANCELLED, "Turn of the Round"),
]
EFFECTS = [
    (turns.COUNTED, "Counted"),
    (turns.NOT_COUNTED, "Not Counted"),
    (turns.VOIDED, "Void"),
    (turns.OWED, "Owed"),
    (turns.RETURNED, "Given Back"),
]


class FloorTurn(models.Model):
    """The ledger of turns: who received, who was passed over, and by which rule.

    Sealed from the beginning; what turns out otherwise is a new entry that takes the
    old one back.
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
    kind = fields.Selection([*TURNS, *KINDS], required=True, readonly=True)
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

    _seq_unique = models.Constraint(
        "UNIQUE (site_id, seq)", "Each entry of the ledger has a number of its own."
    )

    @api.depends("site_id", "seq")
    def _compute_display_name(self):
        for turn in self:
            turn.display_name = f"{turn.site_id.code}/{turn.seq}"

    # -- business --

    @api.model
    @api.private
    def draw_numbers(self, site, count):
        """The next numbers of a floor's ledger: see ``register.draw``."""
        return self.env["register.draw"].draw(f"floor.turn/{site.id}", count)

    def _rota_entry(self, taken_back=False):
        """The entry as the policy reads it; its rule where a turn may come to be owed.

        :param bool taken_back: whether another entry takes this one back
        """
        self.ensure_one()
        by_rule = taken_back or self.effect == turns.OWED
        return turns.Entry(
            seq=self.seq,
            rep=self.user_id.id,
            kind=self.kind,
            effect=self.effect,
            rule=(self.rule_ids[:1].code or "") if by_rule else "",
            place=self.place - 1 if self.place else None,
            pick=self.visit_id.id or None,
            of=self.taken_back_id._rota_entry(taken_back=True)
            if self.taken_back_id
            else None,
        )

    def _undo(self, signer, reason, request_uuid=None, ground="mistake"):
        """F-01, F-18: an entry is not altered: another one takes it back.

        :param str ground: see :data:`policies.turns.GROUNDS`
        :return: the new entry
        :raise UserError: without a reason, or where nothing can be taken back
        """
        self.ensure_one()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the turn is given back."))
        rota = self.rota_id
        with self.site_id.deciding_floor() as fresh:
            day = rota._as_committed(fresh)
            ledger = day.env["floor.turn"]
            entry = ledger.browse(self.id).exists() or self
            again = ledger.search_count([("taken_back_id", "=", self.id)], limit=1)
            correction = turns.take_back(
                entry._rota_entry(taken_back=True),
                day._rota_state(),
                ground,
                taken_back=bool(again),
            )
        if not correction.turn:
            raise UserError(rota._rota_sentence(correction.rule, correction.reason))
        entry = rota._keep_turns(
            [correction.turn],
            self.draw_numbers(self.site_id, 1),
            signer=signer,
            visit=self.visit_id,
            request_uuid=request_uuid,
            why=reason,
            taken_back=self,
        )
        self.site_id.tell_floor()
        return entry
