from odoo.tests import tagged

from odoo.addons.partner_dossier.tests.common import OWNERS, TenureCase

REP = "partner_follow_plan.partner_follow_plan_group_user"
LEAD = "partner_follow_plan.partner_follow_plan_group_manager"
SAID, NOTE, REASON = "She wants the corner flat", "Likes tea", "Wang moved away"


@tagged("post_install", "-at_install")
class FollowDataCase(TenureCase):
    """A customer in the plan of a rep, who handed her over to another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rep = cls.make_user("data-rep", f"{OWNERS},{REP}", cls.garden)
        cls.other_rep = cls.make_user("data-other", f"{OWNERS},{REP}", cls.garden)
        cls.seller = cls.make_user("data-seller", REP, cls.garden)
        cls.lead = cls.make_user("data-lead", f"{OWNERS},{LEAD}", cls.garden)
        cls.plan = (
            cls.env["partner.follow.plan"]
            .with_user(cls.rep)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "site_id": cls.garden.id,
                    "importance": "a",
                    "note": NOTE,
                }
            )
        )
        cls.env["partner.follow.contacted"].with_user(cls.rep).create(
            {"plan_id": cls.plan.id, "said": SAID, "means": "visit"}
        ).action_apply()
        cls.env["partner.follow.hand.over"].with_user(cls.lead).create(
            {
                "plan_ids": cls.plan.ids,
                "user_id": cls.other_rep.id,
                "reason": REASON,
            }
        ).action_apply()
        cls.plan = cls.plan.sudo()

    def rows(self, user):
        """What the file says of the plan, for who gives it."""
        customer = self.customer.with_user(user)
        with self.enter_registry_test_mode():
            sections = customer.personal_data("She asks what we know")
        return [
            row
            for title, rows in sections
            for row in rows
            if title.startswith("Customer in a Follow-Up Plan")
        ]
