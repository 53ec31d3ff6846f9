from odoo.exceptions import AccessError

from .common import NUMBER, ProductCase

HIDDEN = ("stock.lot", "stock.move", "stock.picking", "repair.order")


class TestSecurity(ProductCase):
    """D-17, D-08: a few facts for who keeps dossiers, and nothing for others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carry(cls.customer, "2025-05-05 02:00:00")
        cls.repair("No flame", "2025-10-01 02:00:00")

    def test_who_keeps_dossiers_is_told_without_a_right_in_inventory(self):
        for user in (self.officer, self.of_owners, self.of_tenants, self.custodian):
            for model in HIDDEN:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))
            found = self.look(NUMBER, user)
            self.assertIn("Song Jianping", found.products)
            self.assertIn("No flame", found.products)

    def test_the_dossier_of_the_buyer_is_for_who_keeps_it(self):
        """D-07: of owners, of the own sites."""
        self.assertEqual(
            self.look(NUMBER, self.of_owners).dossier_ids, self.owners_dossier
        )
        self.assertEqual(
            self.look(NUMBER, self.of_tenants).dossier_ids, self.tenants_dossier
        )
        found = self.look(NUMBER, self.far)
        self.assertIn("Song Jianping", found.products)
        self.assertFalse(found.unit_ids + found.party_ids.unit_id)
        self.assertFalse(found.dossier_ids)

    def test_nobody_else_looks_up_anything(self):
        for user in (self.employee, self.administrator, self.portal, self.visitor):
            looks = self.env["partner.look.up"].with_user(user)
            for verb in ("read", "write", "create", "unlink"):
                self.assertFalse(looks.has_access(verb))
            with self.assertRaises(AccessError):
                looks.create({"query": NUMBER})
            with self.assertRaises(AccessError):
                looks.onchange({"query": NUMBER}, ["query"], {"products": {}})

    def test_another_company_s_product_is_not_told(self):
        """D-17: whether the number is the company's, or of a product of all."""
        own = self.make_product("Pump", company_id=self.elsewhere_company.id)
        for number, product in (("HS-1", own), ("HS-2", self.product)):
            lot = self.receive(number, product, self.elsewhere_company)
            self.carry(self.lessee, "2025-06-06 02:00:00", lot, self.elsewhere_company)
            self.repair("Loud", "2025-07-01 02:00:00", lot, self.elsewhere_company)
            found = self.look(number)
            self.assertFalse(found.products)
            self.assertTrue(found.is_unknown)
            self.officer.company_ids += self.elsewhere_company
            both = (self.company + self.elsewhere_company).ids
            there = self.officer.with_context(allowed_company_ids=both)
            looks = there.env["partner.look.up"].with_user(self.officer)
            self.assertIn("Hengtai", looks.new({"query": number}).products)
            self.officer.company_ids -= self.elsewhere_company

    def test_what_another_company_did_with_a_product_is_not_told(self):
        """D-17"""
        self.carry(self.customer, "2025-05-15 02:00:00", back=True)
        self.carry(self.lessee, "2025-06-06 02:00:00", company=self.elsewhere_company)
        self.repair("Loud", "2025-11-01 02:00:00", company=self.elsewhere_company)
        found = self.look(NUMBER)
        self.assertIn("Song Jianping", found.products)
        for words in ("Hengtai", "Loud"):
            self.assertNotIn(words, found.products)

    def test_a_few_facts_are_handed_out(self):
        """D-17: no quantity, no price."""
        [row] = (
            self.env["partner.look.up"].with_user(self.officer)._find_products(NUMBER)
        )
        self.assertEqual(
            set(row), {"name", "number", "buyer", "since", "returned", "repairs"}
        )
        [repair] = row["repairs"]
        self.assertEqual(set(repair), {"number", "date", "state", "notes"})
