from datetime import timedelta

from freezegun import freeze_time

from .common import MORNING, FloorCase

PHONE = "138 0013 8000"
FORM = {
    "visitor_name": "Ms Wang",
    "phone": PHONE,
    "background": "Two children",
    "needs": "Three rooms",
    "outcome": "none",
    "no_deal_reason": "Wants to ask at home",
}


def after(days=0, **more):
    """So long after the morning on which everything begins."""
    return freeze_time(MORNING + timedelta(days=days, **more))


class AttributionCase(FloorCase):
    """A floor to which customers come, day by day."""

    def setUp(self):
        super().setUp()
        self.frozen = after()
        self.frozen.start()
        self.addCleanup(lambda: self.frozen.stop())
        self.open_floor()

    def at(self, days=0, **more):
        """From here on it is so long after the first morning."""
        self.frozen.stop()
        self.frozen = after(days, **more)
        self.frozen.start()
        self.open_floor()

    def open_floor(self):
        self.day = self.floor.today_rota()
        self.all_ready()

    def come(self, rep, form=None, *, ready=(), enter=True, approve=True, **answers):
        """A customer comes, whom only this rep (and who else is ready) can receive.

        The form is entered and approved the same day.
        """
        able = rep | self.env["res.users"].union(*ready)
        for other in self.reps - able:
            self.day._set_state(other, "left", other)
        if answers.get("came_before"):
            answers["phone"] = PHONE
        visit = self.receive(**answers)
        self.assertEqual(visit.user_id, rep)
        self.all_ready()
        return self.see_out(visit, form, enter=enter, approve=approve)

    def see_out(self, visit, form=None, *, enter=True, approve=True):
        if not visit.ended_at:
            visit._finish(visit.user_id)
        mine = visit.with_user(visit.user_id)
        mine.write({**FORM, **(form or {})})
        if enter:
            mine.action_enter()
        if enter and approve:
            visit.with_user(self.project_manager).action_approve()
        return visit

    def whose(self, customer=None, site=None):
        """“Rep 1: Rep 1 100”: whose customer, and who has what share."""
        found = self.attribution(customer, site)
        shares = (
            f"{it.user_id.name or 'Pool'} {it.percent:g}" for it in found.share_ids
        )
        owners = ", ".join(found.owner_ids.mapped("name")) or found.owner_kind
        return f"{owners}: {', '.join(shares)}"

    def attribution(self, customer=None, site=None):
        customer = customer or self.customer()
        return self.env["floor.attribution"].search(
            [
                ("partner_id", "=", customer.id),
                ("site_id", "=", (site or self.floor).id),
            ],
            order="deal_at desc, id",
            limit=1,
        )

    def customer(self, phone=PHONE):
        digits = f"+86{phone.replace(' ', '')}"
        visits = self.here("floor.visit", ("partner_id", "!=", False))
        found = visits.filtered(lambda it: it.phone_number == digits)
        return found.partner_id or visits.partner_id[:1]

    def rules(self, customer=None):
        return self.attribution(customer).decision_id.rule_ids.mapped("code")

    # -- deals --

    def lead(self, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Ms Wang",
                "type": "opportunity",
                "partner_id": self.customer().id,
                "company_id": self.company.id,
                **values,
            }
        )

    def win(self, lead):
        lead.action_set_won()
        return lead

    def order(self, **values):
        product = self.env["product.product"].create(
            {
                "name": "Unit 3-1201",
                "type": "service",
                "list_price": 100,
                "taxes_id": False,
            }
        )
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer().id,
                "company_id": self.company.id,
                "order_line": [(0, 0, {"product_id": product.id})],
                **values,
            }
        )
