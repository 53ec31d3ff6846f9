from .attribution_common import FORM, AttributionCase

MANY = 20


class TestAttributionCost(AttributionCase):
    """Deciding on many costs as many statements as deciding on few."""

    def spent(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def entered(self, count):
        """Visits of so many customers, entered and approved outside the rota."""
        rep = self.rep1
        visits = self.env["floor.visit"].create(
            [
                {
                    **FORM,
                    "site_id": self.floor.id,
                    "user_id": rep.id,
                    "kind": "new",
                    "ended_at": self.env.cr.now(),
                    "entered_at": self.env.cr.now(),
                    "approved_at": self.env.cr.now(),
                    "valid_until": "2026-04-07",
                    "partner_id": partner.id,
                }
                for partner in self.env["res.partner"].create(
                    [{"name": f"Customer {number}"} for number in range(count)]
                )
            ]
        )
        return visits.partner_id

    def test_nothing_new_on_many_customers_costs_as_much_as_on_one(self):
        attributions = self.env["floor.attribution"]
        many, one = self.entered(MANY), self.entered(1)
        for partners in (many, one):
            attributions.attribute(self.floor, partners)
        few = self.spent(lambda: attributions.attribute(self.floor, one))
        all_ = self.spent(lambda: attributions.attribute(self.floor, many))
        self.assertEqual(all_, few)
        self.assertLessEqual(all_, 30)

    def test_approving_costs_no_more_with_a_long_history(self):
        self.come(self.rep1)
        spent = []
        for day in (1, 2, 3):
            self.at(day)
            visit = self.come(self.rep1, came_before=True, approve=False)
            mine = visit.with_user(self.project_manager)
            spent.append(self.spent(mine.action_approve))
        self.assertEqual(spent[1], spent[2])
        self.assertLessEqual(spent[2], 60)
