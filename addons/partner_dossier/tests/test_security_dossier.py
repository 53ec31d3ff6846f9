from odoo.exceptions import AccessError

from .common import TenureCase

VERBS = ("read", "write", "create", "unlink")
KEPT = {
    "partner.dossier": {"read", "write", "create"},
    "partner.dossier.step": {"read"},
    "partner.dossier.section": {"read"},
    "partner.dossier.reopening": set(VERBS),
    "partner.data.copy": {"read", "write", "create"},
}


class TestSecurityDossier(TenureCase):
    """Every role, every verb: the dossier, its steps and sections, what opens it."""

    def rights(self, user, records):
        records = records.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def nobody(self):
        people = (self.employee, self.reader, self.administrator, self.registrar)
        return (*people, self.portal, self.visitor)

    def test_who_keeps_dossiers_opens_them_and_nobody_writes_their_record(self):
        """D-01, D-08: steps and sections are the product's, by its own methods."""
        for name, verbs in KEPT.items():
            for user in (self.officer, self.of_owners, self.custodian):
                self.assertEqual(self.rights(user, self.env[name]), verbs, name)
            for user in self.nobody():
                self.assertFalse(self.rights(user, self.env[name]), (name, user.login))

    def test_a_number_is_looked_up_by_readers(self):
        """D-08: by who may consult identity papers."""
        model = self.env["partner.identity.lookup"]
        for user in (self.reader, self.officer):
            self.assertEqual(self.rights(user, model), {"read", "write", "create"})
        for user in (self.employee, self.administrator, self.portal, self.visitor):
            self.assertFalse(self.rights(user, model), user.login)

    def test_of_another_site_or_company_nothing_is_there(self):
        """D-08: nor of the class that somebody does not keep (D-07)."""
        parts = (
            self.owners_dossier,
            self.owners_dossier.step_ids[:1],
            self.owners_dossier.section_ids[:1],
        )
        for part in parts:
            self.assertTrue(self.rights(self.of_owners, part))
            self.assertFalse(self.rights(self.of_tenants, part))
            self.assertFalse(self.rights(self.far, part))
        other = self.env["res.company"].create({"name": "Hillside Property"})
        self.of_owners.write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        for part in parts:
            self.assertFalse(self.rights(self.of_owners, part))

    def test_a_dossier_of_another_class_is_neither_confirmed_nor_moved(self):
        """D-07: its methods ask, too."""
        theirs = self.tenants_dossier.with_user(self.of_owners)
        for refused in (theirs.action_next_step, theirs.action_confirm_all):
            with self.assertRaises(AccessError):
                refused()
        with self.assertRaises(AccessError):
            theirs.section_ids[:1].action_confirm()
