from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import Form

from .common import SiteCase

VERBS = ("read", "create", "write", "unlink")


class TestSecurity(SiteCase):
    """For each role what it may with "service.site" and "service.site.member".

    Every other verb is refused.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.join(cls.officer, cls.garden)
        cls.near = cls.join(cls.colleague, cls.garden, "supervisor")
        cls.far = cls.join(cls.colleague, cls.tower)
        cls.join(cls.branch_officer, cls.branch, "branch_officer")
        cls.foreign = cls.join(cls.foreigner, cls.elsewhere)

    def do(self, user, verb, record):
        record = record.with_user(user)
        record.invalidate_recordset()
        is_site = record._name == "service.site"
        with self.cr.savepoint():
            match verb:
                case "read":
                    record.read(["company_id"])
                case "create" if is_site:
                    company = record.sudo().company_id.id
                    record.create({"name": "New", "code": "NEW", "company_id": company})
                case "create":
                    values = {
                        "site_id": record.sudo().site_id.id,
                        "user_id": record.sudo().user_id.id,
                        "role": "custodian",
                    }
                    record.create(values)
                case "write":
                    record.write({"name": "X"} if is_site else {"role": "quality"})
                case "unlink":
                    record.unlink()

    def assert_may(self, user, allowed, record):
        """The user may exactly these verbs on the record, or one like it."""
        for verb in VERBS:
            if verb in allowed:
                continue
            with (
                self.subTest(user=user.login, verb=verb, record=record.display_name),
                self.assertRaises(AccessError),
            ):
                self.do(user, verb, record)
        for verb in VERBS:  # the deletion last
            if verb in allowed:
                self.do(user, verb, record)

    def test_a_customer_of_the_portal_reads_the_names_of_sites_and_nothing_else(self):
        self.assert_may(self.customer, {"read"}, self.garden)
        for record in (self.elsewhere, self.near, self.foreign):
            self.assert_may(self.customer, set(), record)
        with self.assertRaises(AccessError):
            self.garden.with_user(self.customer).read(["member_ids"])

    def test_a_visitor_may_nothing(self):
        for record in (self.garden, self.elsewhere, self.near, self.foreign):
            self.assert_may(self.visitor, set(), record)

    def test_an_employee_without_a_site_reads_sites_and_nobodys_membership(self):
        self.assert_may(self.stranger, {"read"}, self.garden)
        for record in (self.elsewhere, self.near, self.far, self.foreign):
            self.assert_may(self.stranger, set(), record)

    def test_a_member_reads_who_works_at_the_site_and_changes_nothing(self):
        for record in (self.garden, self.tower, self.own, self.near):
            self.assert_may(self.officer, {"read"}, record)
        for record in (self.far, self.elsewhere, self.foreign):
            self.assert_may(self.officer, set(), record)

    def test_a_member_of_the_branch_reads_who_works_at_every_site_below(self):
        for record in (self.own, self.near, self.far):
            self.assert_may(self.branch_officer, {"read"}, record)
        for record in (self.elsewhere, self.foreign):
            self.assert_may(self.branch_officer, set(), record)

    def test_whose_membership_ended_still_reads_that_and_nothing_of_the_site(self):
        self.own.date_to = "2026-01-02"
        self.assert_may(self.officer, {"read"}, self.own)
        self.assert_may(self.officer, set(), self.near)

    def test_head_office_reads_every_site_of_its_company_and_changes_nothing(self):
        for record in (self.garden, self.tower, self.own, self.near, self.far):
            self.assert_may(self.head_office, {"read"}, record)
        for record in (self.elsewhere, self.foreign):
            self.assert_may(self.head_office, set(), record)

    def test_an_administrator_may_everything_in_the_own_company(self):
        site = self.make_site("AD")
        for record in (self.far, self.near, site):
            self.assert_may(self.administrator, set(VERBS), record)
        for record in (self.elsewhere, self.foreign):
            self.assert_may(self.administrator, set(), record)

    def test_an_administrator_moves_nobody_into_another_company(self):
        self.colleague.company_ids += self.other_company
        with self.assertRaises(AccessError):
            self.near.with_user(self.administrator).site_id = self.elsewhere

    def test_who_works_in_two_companies_sees_the_one_that_is_chosen(self):
        self.head_office.company_ids += self.other_company
        members = self.Member.with_user(self.head_office)
        both = members.with_context(
            allowed_company_ids=(self.company | self.other_company).ids
        )
        one = members.with_context(allowed_company_ids=self.company.ids)
        ours = [("id", "in", (self.near | self.foreign).ids)]
        self.assertEqual(both.search(ours).ids, (self.near | self.foreign).sorted().ids)
        self.assertEqual(one.search(ours).ids, self.near.ids)

    def test_everybody_reads_the_own_sites_and_memberships(self):
        """The preferences and every record rule do, for people without rights."""
        for user in (self.officer, self.stranger, self.customer):
            user.with_user(user).read(["site_ids"])
        own = self.officer.with_user(self.officer).site_member_ids
        self.assertEqual(own, self.own)

    def test_methods_for_code_are_not_called_over_rpc(self):
        site = self.garden.with_user(self.administrator)
        for method in (
            *("members", "local_date", "local_time", "moment_at", "_normalise"),
        ):
            with self.assertRaises(AccessError):
                call_kw(site, method, [site.ids], {})
        with self.assertRaises(AccessError):
            call_kw(
                self.Member.with_user(self.stranger), "_cron_refresh_access", [], {}
            )

    def test_the_form_of_a_site_opens_for_an_employee(self):
        """Read only, with its members of the own sites."""
        form = Form(self.garden.with_user(self.officer))
        self.assertEqual(form.code, "GH")
        self.assertEqual(len(form.member_ids), 2)
