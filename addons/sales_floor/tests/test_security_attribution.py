from odoo.exceptions import AccessError

from .attribution_common import AttributionCase

OF_CUSTOMER = (
    *("floor.attribution", "floor.attribution.share", "floor.attribution.decision"),
)
REGISTERS = ("floor.recognition", "floor.kin", "floor.introduction")


class TestSecurityAttribution(AttributionCase):
    """Who may see and do what: a case per role and forbidden verb."""

    def setUp(self):
        super().setUp()
        self.company.floor_match_recognises = False
        first = self.come(self.rep1)
        self.at(1)
        visit = self.come(self.rep2, came_before=True)
        visit._recognise(first, "rep", self.rep1)
        found = self.attribution()
        customer = self.customer()
        relative = self.env["res.partner"].create({"name": "Mr Li"})
        kin = self.env["floor.kin"].create(
            {
                "partner_id": customer.id,
                "relative_id": relative.id,
                "evidence": "Said so",
                "company_id": self.company.id,
            }
        )
        introduction = self.env["floor.introduction"].create(
            {
                "site_id": self.floor.id,
                "partner_id": relative.id,
                "executive": "The chairman",
            }
        )
        self.visit = visit
        self.records = {
            "floor.attribution": found,
            "floor.attribution.share": found.share_ids[:1],
            "floor.attribution.decision": found.decision_id,
            "floor.recognition": visit.recognition_ids[:1],
            "floor.kin": kin,
            "floor.introduction": introduction,
        }

    def refused(self, work, **case):
        with self.subTest(**case), self.assertRaises(AccessError):
            work()

    def test_who_has_a_part_and_who_leads_read_it(self):
        for user in (self.rep1, self.rep2, self.project_manager, self.sales_assistant):
            for model in OF_CUSTOMER:
                with self.subTest(user=user.name, model=model):
                    self.assertTrue(self.records[model].with_user(user).read())

    def test_a_rep_without_a_part_reads_it_not(self):
        for model in OF_CUSTOMER:
            self.refused(self.records[model].with_user(self.rep3).read, model=model)
        mine = self.env["floor.attribution"].with_user(self.rep3)
        self.assertFalse(mine.search([("site_id", "=", self.floor.id)]))

    def test_the_registers_are_read_at_the_own_floor(self):
        for user in (self.rep3, self.floor_supervisor):
            for model in REGISTERS:
                with self.subTest(user=user.name, model=model):
                    self.assertTrue(self.records[model].with_user(user).read())

    def test_strangers_read_nothing(self):
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            for model in (*OF_CUSTOMER, "floor.recognition", "floor.introduction"):
                record = self.records[model].with_user(user)
                self.refused(record.read, user=user.name, model=model)
        for user in (self.their_rep, self.employee, self.portal):
            self.refused(self.records["floor.kin"].with_user(user).read, user=user.name)

    def test_nobody_writes_whose_customer_it_is(self):
        values = {
            "floor.attribution": {"user_id": self.rep3.id},
            "floor.attribution.share": {"percent": 100},
            "floor.attribution.decision": {"outcome": "Mine"},
            "floor.recognition": {"way": "visitor"},
            "floor.kin": {"relation": "sibling"},
            "floor.introduction": {"executive": "Nobody"},
        }
        for user in (self.rep1, self.project_manager, self.sales_director):
            for model, record in self.records.items():
                mine = record.with_user(user)
                case = {"user": user.name, "model": model}
                self.refused(lambda it=mine, m=model: it.write(values[m]), **case)
                self.refused(mine.unlink, **case)
        for user in (self.rep1, self.project_manager):
            for model in (*OF_CUSTOMER, "floor.recognition"):
                mine = self.env[model].with_user(user)
                self.refused(lambda it=mine: it.create({}), user=user.name, model=model)

    def test_who_leads_enters_relatives_and_nobody_dates_them(self):
        """F-20: when it was found decides."""
        values = {
            "partner_id": self.customer().id,
            "relative_id": self.env["res.partner"].create({"name": "Mr Wu"}).id,
            "evidence": "Said so",
            "company_id": self.company.id,
        }
        register = self.env["floor.kin"]
        for user in (self.rep1, self.employee, self.portal):
            mine = register.with_user(user)
            self.refused(lambda it=mine: it.create(values), user=user.name)
        mine = register.with_user(self.sales_manager)
        dated = {**values, "found_at": "2020-01-01"}
        self.refused(lambda: mine.create(dated))
        self.assertEqual(mine.create(values).found_by_id, self.sales_manager)

    def test_the_project_manager_enters_company_customers(self):
        """F-15."""
        values = {
            "site_id": self.floor.id,
            "partner_id": self.env["res.partner"].create({"name": "Mr Wu"}).id,
            "executive": "The chairman",
        }
        register = self.env["floor.introduction"]
        for user in (self.rep1, self.sales_manager, self.floor_supervisor, self.portal):
            mine = register.with_user(user)
            self.refused(lambda it=mine: it.create(values), user=user.name)
        mine = register.with_user(self.project_manager)
        dated = {**values, "entered_at": "2020-01-01"}
        self.refused(lambda: mine.create(dated))
        self.assertTrue(mine.create(values))

    def test_who_has_nothing_to_do_with_it_recognises_nobody(self):
        """F-05."""
        visit, first = self.visit, self.here("floor.visit").sorted("id")[:1]
        visit.recognition_ids.flush_recordset()
        for user in (self.rep3, self.other_rep, self.their_rep):
            self.refused(
                lambda user=user: self.visit.copy({})._recognise(first, "rep", user),
                user=user.name,
            )
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            wizard = self.env["floor.recognise"].with_user(user)
            values = {"visit_id": visit.id, "earlier_visit_id": first.id}
            self.refused(
                lambda it=wizard, v=values: it.create(v).action_recognise(),
                user=user.name,
            )

    def test_an_opportunity_tells_no_stranger_whose_customer_it_is(self):
        lead = self.lead()
        self.refused(lead.with_user(self.rep3).read)
        self.assertFalse(
            self.env["floor.attribution"]
            .with_user(self.other_rep)
            .search([("partner_id", "=", self.customer().id)])
        )
