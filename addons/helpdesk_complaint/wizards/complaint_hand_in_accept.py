from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..models.res_partner import LEAST_DIGITS

MOST = 8


class ComplaintHandInAccept(models.TransientModel):
    """The officer says who it is: nobody is matched or made before (C-01, C-07)."""

    _name = "complaint.hand_in.accept"
    _description = "Accept a Handed-In Complaint"

    hand_in_id = fields.Many2one("complaint.hand_in", required=True, readonly=True)
    name = fields.Char(related="hand_in_id.name")
    phone = fields.Char(related="hand_in_id.phone")
    email = fields.Char(related="hand_in_id.email")
    unit_text = fields.Char(related="hand_in_id.unit_text")
    what_happened = fields.Text(related="hand_in_id.what_happened")
    company_id = fields.Many2one(related="hand_in_id.company_id")
    candidate_ids = fields.Many2many(
        "res.partner",
        string="It May Be",
        compute="_compute_candidate_ids",
        help="Customers with this phone, this e-mail address or this unit.",
    )
    contact = fields.Selection(
        [("existing", "A customer we have"), ("new", "A new contact")],
        string="Who Is It",
        required=True,
        compute="_compute_contact",
        store=True,
        readonly=False,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
    )
    category_id = fields.Many2one(
        "helpdesk.ticket.category",
        string="Problem",
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]",
        help="It gives the code; it can be chosen later.",
    )

    @api.depends("hand_in_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard._candidates()

    @api.depends("candidate_ids")
    def _compute_contact(self):
        for wizard in self:
            wizard.contact = "existing" if wizard.candidate_ids else "new"

    @api.depends("candidate_ids")
    def _compute_partner_id(self):
        """One who is alone in question is proposed; of several the officer chooses."""
        for wizard in self:
            only = len(wizard.candidate_ids) == 1
            wizard.partner_id = wizard.candidate_ids if only else False

    def _candidates(self):
        """Whom phone, e-mail address and unit point at, the most agreed on first."""
        people = self.env["res.partner"]
        clues = []
        if sum(sign.isdecimal() for sign in self.phone or "") >= LEAST_DIGITS:
            clues.append(Domain("phone_mobile_search", "=", self.phone))
        if self.email and email_normalize(self.email):
            clues.append(Domain("email_normalized", "=", email_normalize(self.email)))
        if self.unit_text:
            clues.append(Domain("display_name", "ilike", self.unit_text))
        found = [people.search(clue, limit=MOST) for clue in clues]
        people = people.union(*found)
        return people.sorted(lambda it: sum(it not in hit for hit in found))[:MOST]

    def action_apply(self):
        """Make the complaint, and open it."""
        self.ensure_one()
        if self.contact == "existing" and not self.partner_id:
            raise UserError(
                self.env._("Choose the customer, or say that it is a new contact.")
            )
        partner = self.partner_id if self.contact == "existing" else None
        ticket = self.hand_in_id.accept(partner, self.category_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": ticket._name,
            "res_id": ticket.id,
            "views": [(False, "form")],
        }
