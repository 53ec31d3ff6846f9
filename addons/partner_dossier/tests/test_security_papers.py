from odoo.exceptions import AccessError

from .papers import SCAN, PapersCase

VERBS = ("read", "write", "create", "unlink")
PARTS = ("partner.dossier.paper", "partner.dossier.member", "partner.dossier.deadline")
CHECKLISTS = (
    "partner.dossier.checklist",
    "partner.dossier.checklist.line",
    "partner.dossier.checklist.application",
)


class TestSecurityPapers(PapersCase):
    """Every role, every verb: checklists, papers, people."""

    def rights(self, user, records):
        records = records.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lease = cls.open_dossier(
            cls.trader, cls.make_unit("S1", "shop"), "tenant", lease="own"
        )
        cls.owners = [cls.dossier.paper_ids[0], cls.add(cls.dossier, "emergency")]
        cls.tenants = [cls.lease.paper_ids[0], cls.add(cls.lease, "emergency")]
        cls.tenants.append(cls.lease.paper_ids.deadline_ids[:1])

    def nobody(self):
        return (self.employee, self.administrator, self.portal, self.visitor)

    def test_officers_keep_papers_and_people_and_the_product_their_deadlines(self):
        """D-05: a paper that nobody asked for may be deleted, a person never."""
        may = {
            "partner.dossier.paper": set(VERBS),
            "partner.dossier.member": set(VERBS) - {"unlink"},
            "partner.dossier.deadline": {"read"},
            "partner.dossier.paper.reason": set(VERBS),
            "partner.dossier.member.change": set(VERBS),
        }
        for name, verbs in may.items():
            for user in (self.officer, self.letting, self.custodian, self.boss):
                self.assertEqual(self.rights(user, self.env[name]), verbs, name)
            for user in (*self.nobody(), self.registrar):
                self.assertFalse(self.rights(user, self.env[name]), user.login)

    def test_who_sets_up_checklists_sees_no_dossier_and_officers_change_no_list(self):
        """M-09: the lists are the administrator's."""
        for name in CHECKLISTS:
            self.assertEqual(self.rights(self.registrar, self.env[name]), set(VERBS))
            for user in (self.officer, self.custodian, self.boss):
                expected = set() if name.endswith("application") else {"read"}
                self.assertEqual(self.rights(user, self.env[name]), expected)
            for user in self.nobody():
                self.assertFalse(self.rights(user, self.env[name]), user.login)

    def test_owners_and_tenants_papers_are_kept_apart(self):
        """D-07: by who keeps the dossiers of which."""
        for record in self.owners:
            self.assertTrue(self.rights(self.officer, record), record)
            self.assertFalse(self.rights(self.letting, record), record)
        for record in self.tenants:
            self.assertTrue(self.rights(self.letting, record), record)
            self.assertFalse(self.rights(self.officer, record), record)

    def test_another_site_and_another_company_see_none(self):
        """D-08: the site and the company narrow every role."""
        other = self.env["res.company"].create({"name": "Hillside Property"})
        self.boss.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for record in (*self.owners, *self.tenants):
            for user in (self.far, self.elsewhere, self.boss, *self.nobody()):
                self.assertFalse(self.rights(user, record), (record, user.login))

    def test_confidential_papers_are_for_readers(self):
        """D-08: the level narrows, whoever opened the model."""
        self.env["ir.model.access"].create(
            {
                "name": "as if another addon had opened the model",
                "model_id": self.env["ir.model"]._get_id("partner.dossier.paper"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        self.assertFalse(self.rights(self.employee, self.owners[0]))

    def test_a_companys_own_list_is_not_seen_by_the_other(self):
        """M-09: shared ones are."""
        other = self.env["res.company"].create({"name": "Hillside Property"})
        shared = self.env.ref("partner_dossier.checklist_parking")
        theirs = shared.copy({"company_id": other.id})
        for records in (theirs, theirs.line_ids):
            self.assertFalse(self.rights(self.registrar, records))
        self.assertTrue(self.rights(self.registrar, shared))

    def test_no_step_is_taken_with_papers_that_one_does_not_see(self):
        """D-07: over RPC as well."""
        paper = self.owners[0]
        steps = {
            "action_receive": (SCAN, "x.png"),
            "action_check_and_verify": (),
            "action_verify": (),
            "action_waive": ("Because",),
            "action_return": ("Because",),
            "action_renew": (),
        }
        for user in (self.letting, self.far, self.employee, self.registrar):
            for step, arguments in steps.items():
                with self.assertRaises(AccessError):
                    getattr(paper.with_user(user), step)(*arguments)
        self.assertEqual(paper.status, "missing")
