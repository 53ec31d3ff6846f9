from odoo import fields, models
from odoo.exceptions import UserError

from ..policies import arrival, turns

KINDS = [
    (arrival.NEW, "New Visitor"),
    (arrival.RETURNING, "Came Back"),
    (arrival.FORGOTTEN, "Came Before, Recalls Nobody"),
    (arrival.DESIGNATED, "Designated"),
    (arrival.INTRODUCED, "Introduced"),
    (arrival.OBLIGATION, "Obligation"),
    (arrival.COMPANY, "Company Customer"),
    (arrival.REFERRAL, "Employee Referral"),
]


class FloorVisitReceptionMixin(models.AbstractModel):
    """A visitor while they are on the floor: received, handed on, seen off."""

    _name = "floor.visit.reception.mixin"
    _description = "Visit on the Floor"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {"ended_at", "instead_of_id", "question", "asked_at", "answered_at"}
    )

    kind = fields.Selection(KINDS, string="Reception", required=True, readonly=True)
    instead_of_id = fields.Many2one(
        "res.users",
        string="On Behalf Of",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="F-10, F-13, F-21: the rep for whom it was an obligation.",
    )
    arrived_at = fields.Datetime(
        string="Arrived", required=True, readonly=True, default=fields.Datetime.now
    )
    ended_at = fields.Datetime(string="Left", readonly=True, copy=False)
    turn_ids = fields.One2many("floor.turn", "visit_id", string="Turns", readonly=True)
    question = fields.Char(
        readonly=True, copy=False, help="F-34: what was passed to who knows the answer."
    )
    asked_at = fields.Datetime(readonly=True, copy=False)
    answered_at = fields.Datetime(readonly=True, copy=False)

    # -- business --

    def _holder(self):
        """Whose registration it is: F-10, F-13, F-21."""
        return self.instead_of_id or self.user_id

    def _tell_rep(self):
        """F-10, F-21: the rep whose customer somebody else receives is told."""
        self.ask(
            self.instead_of_id,
            lambda it: it.env._(
                "Your customer is on the floor: %(rep)s receives them for you",
                rep=it.user_id.name,
            ),
        )

    def _check_open(self):
        for visit in self:
            if visit.ended_at:
                raise UserError(
                    self.env._(
                        "The reception of %(visit)s has ended already.",
                        visit=visit.display_name,
                    )
                )

    def _finish(self, signer, outcome=None):
        """The visitor was seen out; the form is to be entered today (F-18)."""
        self.ensure_one()
        self._check_open()
        values = {"ended_at": fields.Datetime.now()}
        if outcome:
            values["outcome"] = outcome
        self.sudo().write(values)
        self.site_id.tell_floor()

    def _needs_no_reception(self, signer, reason, request_uuid=None):
        """F-01: a visitor who needs no reception uses no turn: it is given back."""
        self.ensure_one()
        self._check_open()
        self.sudo().write(
            {"ended_at": fields.Datetime.now(), "outcome": "no_reception"}
        )
        used = self.sudo().turn_ids.filtered(lambda it: it.effect == turns.COUNTED)
        if used:
            used._undo(signer, reason, request_uuid, ground="no_reception")
        self.site_id.tell_floor()

    def _ask(self, question):
        """F-34: somebody who knows is called; the customer waiting is shown."""
        self.ensure_one()
        self._check_open()
        if not (question or "").strip():
            raise UserError(self.env._("F-34: write down what the customer asks."))
        self.sudo().write(
            {
                "question": question.strip(),
                "asked_at": fields.Datetime.now(),
                "answered_at": False,
            }
        )
        people = self.site_id.nearest_members("sales_manager", "project_manager")
        self.sudo().ask(
            people[:1],
            lambda it: it.env._(
                "A customer is waiting for an answer: %(question)s",
                question=question.strip(),
            ),
        )
        self.site_id.tell_floor()

    def _answered(self):
        """F-34: the customer has the answer."""
        self.sudo().filtered("asked_at").write({"answered_at": fields.Datetime.now()})
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.site_id.tell_floor()
