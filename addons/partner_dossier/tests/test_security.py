from .common import DossierCase

VERBS = ("read", "write", "create", "unlink")


class TestSecurity(DossierCase):
    """Every role, every verb."""

    def rights(self, user, record=None):
        records = (record or self.Identity).with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def test_readers_enter_papers_and_nobody_deletes_them(self):
        model = self.env["partner.identity"]
        for user in (self.reader, self.manager):
            self.assertEqual(self.rights(user, model), {"read", "write", "create"})
        for user in (self.employee, self.administrator, self.portal, self.visitor):
            self.assertFalse(self.rights(user, model), user.login)

    def test_papers_of_another_site_or_company_are_not_there(self):
        for paper in (self.paper, self.card):
            self.assertTrue(self.rights(self.reader, paper))
            self.assertFalse(self.rights(self.elsewhere, paper))
        other = self.env["res.company"].create({"name": "Hillside Property"})
        self.reader.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.rights(self.reader, self.paper))

    def test_below_the_level_only_readers_see_it(self):
        self.env["ir.model.access"].create(
            {
                "name": "as if another addon had opened the model",
                "model_id": self.env["ir.model"]._get_id("partner.identity"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        self.assertFalse(self.rights(self.employee, self.paper))
