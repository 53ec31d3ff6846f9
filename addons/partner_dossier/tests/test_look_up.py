from odoo.tests import Form

from .register_common import RegisterCase


class TestLookUp(RegisterCase):
    """D-17: who is at home there, since when, and what is on record."""

    def look(self, query, user=None):
        form = Form(self.env["partner.look.up"].with_user(user or self.officer))
        form.query = query
        return form.save()

    def test_a_unit_tells_who_bought_it_and_since_when(self):
        """D-17: as it is typed, its people of today and before."""
        self.make_violation()
        for query in ("3-1201", " 3-1201", "３－１２０１", "3/1201"):
            found = self.look(query)
            self.assertEqual(found.party_ids, self.owner.unit_party_id, query)
            self.assertEqual(str(found.party_ids.date_from), "2020-02-02")
            self.assertEqual(found.dossier_ids, self.owner)
            self.assertEqual(len(found.violation_ids), 1)
            self.assertFalse(found.is_unknown)

    def test_the_number_of_a_dossier_leads_to_its_unit(self):
        """D-17"""
        found = self.look(self.owner.reference.lower())
        self.assertEqual(found.unit_ids, self.owner.unit_id)

    def test_a_dossier_without_a_unit_is_found_by_its_number(self):
        """D-17: by the whole of it."""
        partner = self.env["res.partner"].create({"name": "A dealer"})
        dossier = self.owner.create(
            {"partner_id": partner.id, "site_id": self.garden.id}
        )
        found = self.look(dossier.reference)
        self.assertEqual(found.dossier_ids, dossier)
        self.assertFalse(found.is_unknown)
        self.assertTrue(self.look("GH-D%").is_unknown)

    def test_the_beginning_of_a_code_finds_some_and_says_that_there_are_more(self):
        """D-17"""
        self.assertEqual(len(self.look("3-12").unit_ids), 2)
        for number in range(5):
            self.make_dossier(f"Owner {number}", f"3-12{number}9")
        found = self.look("3-12")
        self.assertEqual(len(found.unit_ids), 5)
        self.assertTrue(found.is_more)
        self.assertFalse(self.look("3-1201").is_more)

    def test_what_is_unknown_is_said_so(self):
        """D-17: also of a unit of another site."""
        for query, user in (("9-9999", None), ("3-1201", self.elsewhere)):
            found = self.look(query, user)
            self.assertTrue(found.is_unknown)
            self.assertFalse(found.party_ids)
        self.assertFalse(self.look("").is_unknown)

    def test_the_dossier_of_a_tenant_is_not_shown_to_who_keeps_owners(self):
        """D-17, D-07"""
        found = self.look("3-1202")
        self.assertEqual(found.party_ids, self.tenant.unit_party_id)
        self.assertFalse(found.dossier_ids)
