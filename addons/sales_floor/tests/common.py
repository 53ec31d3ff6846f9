from datetime import date, datetime

from odoo.tests import TransactionCase, new_test_user, tagged

USER = "sales_floor.sales_floor_group_user"
LEAD = "sales_floor.sales_floor_group_lead"
ROLES = (
    "floor_supervisor",
    "sales_manager",
    "project_manager",
    "sales_director",
    "sales_assistant",
)
# A Saturday, 9 o'clock in Shanghai.
MORNING = datetime(2026, 3, 7, 1, 0)


@tagged("post_install", "-at_install")
class FloorCase(TransactionCase):
    """A sales floor with five reps, a second one, and another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        china = cls.env.ref("base.cn")
        cls.company, cls.other_company = cls.env["res.company"].create(
            [
                {"name": name, "country_id": china.id}
                for name in ("Jade Homes", "River Homes")
            ]
        )
        cls.env["res.lang"]._activate_lang("en_US")
        context = {"allowed_company_ids": cls.company.ids, "lang": "en_US"}
        cls.env = cls.env(context=context)
        cls.floor, cls.other_floor, cls.their_floor = cls.env["service.site"].create(
            [
                cls.site_values("AC", "Harbour View", cls.company),
                cls.site_values("BC", "Hill View", cls.company),
                cls.site_values("CC", "River View", cls.other_company),
            ]
        )
        cls.set_up_people()

    @staticmethod
    def site_values(code, name, company):
        return {
            "code": code,
            "name": name,
            "kind": "sales_floor",
            "tz": "Asia/Shanghai",
            "company_id": company.id,
        }

    @classmethod
    def set_up_people(cls):
        cls.reps = cls.env["res.users"]
        for number in range(1, 6):
            cls.reps |= cls.member(f"Rep {number}", USER, cls.floor, "rep")
        cls.rep1, cls.rep2, cls.rep3, cls.rep4, cls.rep5 = cls.reps
        for role in ROLES:
            name = role.replace("_", " ").title()
            setattr(cls, role, cls.member(name, LEAD, cls.floor, role))
        cls.other_rep = cls.member("Other Rep", USER, cls.other_floor, "rep")
        cls.their_rep = cls.member("Their Rep", USER, cls.their_floor, "rep")
        cls.employee = cls.person("Employee", "base.group_user", cls.company)
        cls.portal = cls.person("Portal", "base.group_portal", cls.company)

    @classmethod
    def person(cls, name, groups, company):
        login = name.lower().replace(" ", "-")
        return new_test_user(
            cls.env,
            f"floor-{login}",
            groups,
            name=name,
            email=f"{login}@jade.test",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            tz="Asia/Shanghai",
        )

    @classmethod
    def member(cls, name, groups, site, role):
        user = cls.person(name, groups, site.company_id)
        cls.env["service.site.member"].create(
            {
                "site_id": site.id,
                "user_id": user.id,
                "role": role,
                "date_from": date(2020, 1, 1),
            }
        )
        return user

    # -- a day on the floor --

    def all_ready(self, but=()):
        for rep in self.reps - (but or self.env["res.users"]):
            self.day._set_state(rep, "ready", rep, checked=True)

    def here(self, model, *domain):
        """What there is at the floors of these tests; a demo may have some as well."""
        sites = self.floor | self.other_floor | self.their_floor
        return self.env[model].search([("site_id", "in", sites.ids), *domain])

    def receive(self, **answers):
        return self.day._receive(answers, self.floor_supervisor)

    def finish_all(self):
        visits = self.env["floor.visit"].search(
            [("site_id", "=", self.floor.id), ("ended_at", "=", False)]
        )
        for visit in visits:
            visit._finish(visit.user_id)
        return True
