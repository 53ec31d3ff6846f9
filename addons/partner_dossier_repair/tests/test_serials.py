from odoo.tools import html2plaintext

from .common import NUMBER, ProductCase


class TestSerials(ProductCase):
    """D-17: who bought a product, since when, its repairs."""

    def told(self, query=NUMBER, user=None):
        return html2plaintext(self.look(query, user).products or "")

    def test_a_serial_number_tells_the_buyer_and_since_when(self):
        """D-17: the whole number, in whatever letters; with the buyer's unit."""
        self.carry(self.customer, "2026-02-28 17:00:00")  # March 1 in Shanghai
        for query in (NUMBER, f" {NUMBER.lower()} "):
            found = self.look(query)
            told = html2plaintext(found.products)
            for words in ("Water heater", NUMBER, "Song Jianping", "Mar 1, 2026"):
                self.assertIn(words, told)
            self.assertIn("It was not repaired yet.", told)
            self.assertEqual(found.unit_ids, self.flat)
            self.assertIn(self.owning, found.party_ids)
            self.assertIn(self.owners_dossier, found.dossier_ids)
            self.assertFalse(found.is_unknown)
            self.assertFalse(found.is_more)
        for query in (NUMBER[:-1], "RSQ16%", "RSQ16-24081_"):
            self.assertTrue(self.look(query).is_unknown)

    def test_returned_and_sold_again_it_is_the_last_buyer_s(self):
        """D-17"""
        self.carry(self.customer, "2025-05-05 02:00:00")
        self.carry(self.customer, "2025-06-06 02:00:00", back=True)
        self.assertIn("Jun 6, 2025", self.told())
        self.carry(self.lessee, "2025-07-07 02:00:00")
        told = self.told()
        for words in ("Hengtai Trading", "Jul 7, 2025"):
            self.assertIn(words, told)
        for words in ("Song", "May 5, 2025", "Jun 6, 2025"):
            self.assertNotIn(words, told)

    def test_delivered_to_a_contact_it_is_their_company_s(self):
        """D-17: with the dossier that the company has without a unit."""
        dealer = self.env["res.partner"].create({"name": "Dealer", "is_company": True})
        clerk = self.env["res.partner"].create(
            {"name": "Its storekeeper", "parent_id": dealer.id}
        )
        dossier = self.Dossier.create(
            {"partner_id": dealer.id, "site_id": self.garden.id}
        )
        self.carry(clerk, "2025-07-07 02:00:00")
        found = self.look(NUMBER)
        told = html2plaintext(found.products)
        self.assertIn("Dealer", told)
        self.assertNotIn("storekeeper", told)
        self.assertEqual(found.dossier_ids, dossier)
        self.assertFalse(found.unit_ids)

    def test_what_was_never_delivered_is_said_so(self):
        """D-17: a product sold without a name as well."""
        self.assertIn("It was not delivered to anybody yet.", self.told())
        self.assertFalse(self.look(NUMBER).is_unknown)
        self.carry(self.env["res.partner"], "2025-07-07 02:00:00")
        told = self.told()
        self.assertIn("not on record", told)
        self.assertIn("Jul 7, 2025", told)

    def test_its_repairs_are_listed_the_latest_first(self):
        """D-17: number, day, state and what was noted."""
        self.carry(self.customer, "2025-05-05 02:00:00")
        other = self.receive("RSQ16-999")
        self.repair("Of another one", "2025-08-01 02:00:00", other)
        first = self.repair("Drips & hums", "2025-09-01 02:00:00")
        second = self.repair("No flame", "2025-10-01 02:00:00")
        first.action_repair_cancel()
        told = self.told()
        self.assertNotIn("Of another one", told)
        rows = [
            ("Oct 1, 2025", second.name, "New", "No flame"),
            ("Sep 1, 2025", first.name, "Cancelled", "Drips & hums"),
        ]
        at = 0
        for words in (word for row in rows for word in row):
            at = told.index(words, at)

    def test_many_repairs_cost_no_more_than_one(self):
        """D-17"""
        self.carry(self.customer, "2025-05-05 02:00:00")

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.look(NUMBER)
            return self.env.cr.sql_log_count - before

        self.repair("Drips", "2025-08-01 02:00:00")
        statements()
        with_one = statements()
        for number in range(30):
            self.repair(f"Drips {number}", f"2025-09-{number + 1:02} 02:00:00")
        self.assertLessEqual(statements(), with_one)

    def test_some_products_with_the_number_are_told_and_that_there_are_more(self):
        """D-17"""
        for number in range(5):
            self.assertNotIn("More products", self.told())
            self.receive(NUMBER, self.make_product(f"Boiler {number}"))
        told = self.told()
        self.assertIn("More products", told)
        self.assertEqual(told.count(NUMBER), 5)

    def test_a_lot_of_many_is_no_serial_number(self):
        """D-17: nobody is its buyer."""
        paint = self.make_product("Paint", tracking="lot")
        self.receive("P-2024-1", paint)
        self.assertTrue(self.look("P-2024-1").is_unknown)

    def test_a_unit_is_found_as_before(self):
        """D-17"""
        self.carry(self.lessee, "2025-07-07 02:00:00")
        found = self.look("3-1201")
        self.assertEqual(found.unit_ids, self.flat)
        self.assertFalse(found.products)
        self.assertTrue(self.look("9-9999").is_unknown)
        self.assertFalse(self.look("").is_unknown)
