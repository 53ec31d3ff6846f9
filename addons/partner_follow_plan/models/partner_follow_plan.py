from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policies import follow_plan
from .partner_follow_interval import IMPORTANCE, LIKELIHOOD

MANAGER = "partner_follow_plan.partner_follow_plan_group_manager"


class PartnerFollowPlan(models.Model):
    """A customer in the plan of a rep: how important, how likely, when next (D-13).

    Each contact is kept and plans the next one. Customers whose deal is made stay in
    the plan. The rep may change; what was said before stays.
    """

    _name = "partner.follow.plan"
    _description = "Customer in a Follow-Up Plan"
    _inherit = [
        "charter.deadline.mixin",
        "service.asking.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "next_on, importance, id"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id"]
    _check_company_auto = True
    _guarded_fields = frozenset({"last_contact_on", "next_on", "due_at"})
    _guarded_after_create = frozenset({"partner_id", "site_id", "user_id"})

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Rep",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        "service.site",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.site_ids[:1],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    importance = fields.Selection(IMPORTANCE, required=True, default="b", index=True)
    likelihood = fields.Selection(
        LIKELIHOOD,
        string="Likelihood of a Deal",
        required=True,
        default="medium",
        index=True,
        group_expand=True,
    )
    is_closed = fields.Boolean(
        string="Deal Made",
        help="Closed customers stay in the plan, at intervals of their own.",
    )
    contact_ids = fields.One2many(
        "partner.follow.contact", "plan_id", string="History", readonly=True
    )
    last_contact_on = fields.Date(string="Last Contact", readonly=True, copy=False)
    next_on = fields.Date(
        string="Next Follow-Up", readonly=True, copy=False, index=True
    )
    due_at = fields.Datetime(readonly=True)
    phone = fields.Char(related="partner_id.phone")
    note = fields.Text(help="What to keep in mind the next time.")
    active = fields.Boolean(default=True)

    _customer_unique = models.Constraint(
        "UNIQUE(partner_id, user_id, site_id)",
        "This customer is in the rep's plan at this site already: open that one.",
    )
    _mine_idx = models.Index("(user_id, next_on) WHERE active IS TRUE")

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        if not self.env.su:
            plans._check_own()
        plans._plan_next()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if {"importance", "likelihood", "is_closed"} & vals.keys():
            self._plan_next()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_untouched(self):
        if self.sudo().contact_ids:
            raise UserError(
                self.env._(
                    "What was said with a customer stays on record: archive the plan"
                    " instead."
                )
            )

    # -- rules --

    def _follow_facts(self, on=None, said="", next_on=None):
        """D-13: the customer's class, and what is said of a contact."""
        self.ensure_one()
        today = self.site_id.local_date()
        user = self.env.user
        return follow_plan.Facts(
            importance=self.importance,
            likelihood=self.likelihood,
            closed=self.is_closed,
            on=on or self.last_contact_on or today,
            today=today,
            said=said or "",
            own=self.env.su or user == self.user_id or user.has_group(MANAGER),
            next_on=next_on or None,
        )

    def _follow_settings(self):
        """D-13: the intervals of its company."""
        company = self.sudo().company_id
        days = self.env["partner.follow.interval"].days_of(company)
        return follow_plan.Settings(days=days[company])

    def _follow_rules(self):
        """D-13: the rules in the order they are asked."""
        return follow_plan.RULES

    def _follow_decide(self, facts, settings):
        return follow_plan.follow_up(facts, settings, self._follow_rules())

    def _follow_message(self, found):
        """The sentence of what stands in the way, with its rule."""
        sentences = {
            "not_own": self.env._(
                "Only the rep of a customer, or who leads, does this."
            ),
            "nothing_said": self.env._("Say what was said."),
            "to_come": self.env._("Nobody was contacted on a day to come."),
            "next_past": self.env._("Plan the next follow-up on a day to come."),
        }
        return f"{sentences[found.reason[0]]} ({found.rule})"

    def _check_own(self):
        for plan in self:
            found = follow_plan.by_the_rep(plan._follow_facts(), None)
            if found:
                raise AccessError(plan._follow_message(found))

    # -- actions --

    def action_contacted(self):
        """Open the dialog that keeps what was said and plans the next follow-up."""
        self.ensure_one()
        return self._dialog("partner.follow.contacted", self.env._("Contacted"))

    def action_hand_over(self):
        """Open the dialog that gives the customers to another rep."""
        return self._dialog("partner.follow.hand.over", self.env._("Hand Over"))

    def _dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_plan_ids": self.ids, "default_plan_id": self[:1].id},
        }

    # -- business --

    def _keep_contact(self, on, means, said, next_on=None):
        """D-13: keep what was said, and plan the next follow-up.

        :raise UserError: if it isn't theirs, says nothing, or is still to come
        """
        self.ensure_one()
        self.check_access("write")
        facts = self._follow_facts(on, said, next_on)
        found = follow_plan.obstacle(facts, self._follow_settings())
        if found:
            raise UserError(self._follow_message(found))
        plan = self.sudo()
        plan.last_contact_on = max(on, plan.last_contact_on or on)
        plan._plan_next(next_on)
        contact = self.env["partner.follow.contact"].sudo()
        contact.create(
            {
                "plan_id": plan.id,
                "contacted_on": on,
                "user_id": self.env.uid,
                "means": means,
                "said": said.strip(),
                "next_on": plan.next_on,
            }
        )
        plan.activity_ids.unlink()

    def _hand_over(self, user, reason):
        """D-13: another rep goes on; what was said stays.

        :raise AccessError: if one doesn't lead
        """
        self.check_access("write")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Who leads hands customers over. (D-13)"))
        self.env["partner.follow.contact"].sudo().create(
            [
                {
                    "plan_id": plan.id,
                    "kind": "hand_over",
                    "contacted_on": plan.site_id.local_date(),
                    "user_id": self.env.uid,
                    "said": self.env._(
                        "From %(before)s to %(after)s: %(reason)s",
                        before=plan.user_id.name,
                        after=user.name,
                        reason=reason.strip(),
                    ),
                    "next_on": plan.next_on,
                }
                for plan in self.sudo().filtered(lambda it: it.user_id != user)
            ]
        )
        self.sudo().write({"user_id": user.id})
        self.sudo().activity_ids.user_id = user

    def _plan_next(self, next_on=None):
        """D-13: by the class; what has been agreed with the customer goes before."""
        days = {}
        for plans in self.sudo().grouped("company_id").values():
            settings = plans[:1]._follow_settings()
            for plan in plans:
                days[plan] = plan._next_day(next_on, settings)
        for (site, day), plans in (
            self.sudo().grouped(lambda it: (it.site_id, days[it])).items()
        ):
            moved = plans.filtered(
                lambda it, day=day: it.next_on != day or it.state == "late"
            )
            moved.write(
                {
                    "next_on": day,
                    # In the morning of that day it stands before the rep.
                    "due_at": site.moment_at(day),
                    "state": "pending",
                    "late_since": False,
                }
            )

    def _next_day(self, next_on, settings):
        """D-13: the day of the next follow-up.

        :raise UserError: if the table has no interval for the class
        """
        decided = self._follow_decide(self._follow_facts(next_on=next_on), settings)
        if not decided:
            raise UserError(
                self.env._(
                    "There is no interval for a customer of this class: complete the"
                    " table of intervals. (D-13)"
                )
            )
        return decided.on

    def _on_late(self):
        """D-13: the day has come; the rep is asked to get in touch."""
        result = super()._on_late()
        for plan in self:
            plan.ask(
                plan.user_id,
                lambda it: it.env._("Follow up %s", it.partner_id.name),
                plan.next_on,
            )
        return result

    @api.model
    @api.private
    def get_deadline_states(self):
        """A follow-up is due from the morning of its day on."""
        names = dict(super().get_deadline_states())
        return list({**names, "late": self.env._("Due")}.items())
