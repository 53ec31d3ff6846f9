from odoo.tests import TransactionCase, new_test_user, tagged

REP = "partner_follow_plan.partner_follow_plan_group_user"
LEAD = "partner_follow_plan.partner_follow_plan_group_manager"


@tagged("post_install", "-at_install")
class FollowCase(TransactionCase):
    """A sales floor with two reps and who leads them, another site, a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Riverside Sales"})
        cls.floor, cls.other_floor = cls.env["service.site"].create(
            [
                {
                    "name": code,
                    "code": code,
                    "company_id": cls.company.id,
                    "tz": "Asia/Shanghai",
                }
                for code in ("AC", "XT")
            ]
        )
        cls.rep = cls.make_user("follow-rep", REP, cls.floor)
        cls.colleague = cls.make_user("follow-colleague", REP, cls.floor)
        cls.lead = cls.make_user("follow-lead", LEAD, cls.floor)
        cls.elsewhere = cls.make_user("follow-elsewhere", LEAD, cls.other_floor)
        cls.employee = cls.make_user("follow-employee", "base.group_user", cls.floor)
        cls.administrator = cls.make_user(
            "follow-admin", "service_site.service_site_group_manager"
        )
        cls.customer = cls.env["res.partner"].create({"name": "Li Na"})

    @classmethod
    def make_user(cls, login, groups, site=None):
        user = new_test_user(
            cls.env,
            login,
            f"base.group_user,{groups}",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            tz="Asia/Shanghai",
        )
        if site:
            cls.env["service.site.member"].create(
                {"user_id": user.id, "site_id": site.id, "date_from": "2020-01-01"}
            )
        return user

    @classmethod
    def make_plan(cls, user=None, **values):
        user = user or cls.rep
        return (
            cls.env["partner.follow.plan"]
            .with_user(user)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "site_id": cls.floor.id,
                    "importance": "a",
                    "likelihood": "high",
                    **values,
                }
            )
        )

    def contact(self, plan, said="She will come on Saturday", user=None, **values):
        """What the dialog does."""
        wizard = self.env["partner.follow.contacted"].with_user(user or self.rep)
        return wizard.create(
            {"plan_id": plan.id, "said": said, **values}
        ).action_apply()

    def hand_over(self, plans, to, user=None):
        wizard = self.env["partner.follow.hand.over"].with_user(user or self.lead)
        return wizard.create(
            {"plan_ids": plans.ids, "user_id": to.id, "reason": "She leaves"}
        ).action_apply()

    def sweep(self):
        """What the scheduled job does where a deadline has passed."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()
