from .papers import WHY, PapersCase


class TestCompleteness(PapersCase):
    """D-05, D-06: how complete a dossier is, and what it lacks."""

    def test_a_dossier_without_an_emergency_contact_is_incomplete_and_says_so(self):
        """D-06: with all its papers."""
        self.dossier.paper_ids.with_user(self.boss).action_waive(WHY)
        self.assertEqual(self.dossier.completeness, 85)
        self.assertEqual(self.dossier.missing_count, 0)
        self.assertTrue(self.dossier.lacks_emergency)
        self.assertEqual(self.dossier.missing_text, "an emergency contact")
        person = self.add(self.dossier, "emergency", user=self.officer)
        self.assertEqual(self.dossier.completeness, 100)
        self.assertFalse(self.dossier.missing_text)
        person.with_user(self.officer).end(self.today(), "Moved abroad")
        self.assertEqual(self.dossier.completeness, 85)

    def test_without_that_rule_nobody_has_to_be_named(self):
        """D-06 cfg: dossiers follow the setting."""
        self.company.dossier_ask_emergency = False
        self.dossier.paper_ids.with_user(self.boss).action_waive(WHY)
        self.assertEqual(self.dossier.completeness, 100)

    def test_what_is_missing_is_listed(self):
        """D-05: by name, what is to be done first coming first."""
        self.dossier.paper_ids[2:].with_user(self.boss).action_waive(WHY)
        self.assertEqual(
            self.dossier.missing_text,
            "Notice to take over the unit, Contract of sale, an emergency contact",
        )
        self.assertEqual(self.dossier.blocking_count, 2)

    def test_received_papers_count_where_it_is_set_so(self):
        """D-05 cfg: verified by default."""
        self.received()
        self.assertEqual(self.dossier.completeness, 0)
        self.company.dossier_count_received = True
        self.assertEqual(self.dossier.completeness, 14)
        self.assertEqual(self.dossier.missing_count, 5)

    def test_incomplete_dossiers_are_found(self):
        """D-05: by what is stored, so that a list of many is quick."""
        found = self.env["partner.dossier"].with_user(self.officer)
        mine = [("site_id", "=", self.garden.id), ("completeness", "<", 100)]
        self.assertIn(self.dossier, found.search(mine))
        self.dossier.paper_ids.with_user(self.boss).action_waive(WHY)
        self.add(self.dossier, "emergency")
        self.assertNotIn(self.dossier, found.search(mine))

    def test_a_list_of_eighty_dossiers_takes_the_queries_of_one(self):
        """Speed: with completeness, what is missing, and the next step."""
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(80)])
        dossiers = self.env["partner.dossier"].create(
            [{"partner_id": it.id, "site_id": self.garden.id} for it in people]
        )
        specification = {
            name: {}
            for name in ("reference", "completeness", "missing_count", "missing_text")
        }

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = some.with_user(self.officer).web_read(specification)
            self.assertEqual(len(rows), len(some))
            return self.cr.sql_log_count - before

        queries(dossiers[:1])
        self.assertEqual(queries(dossiers), queries(dossiers[:1]))

    def test_papers_of_eighty_are_listed_with_the_queries_of_one(self):
        """Speed: 80 papers with whose they are, late or not."""
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(14)])
        dossiers = self.env["partner.dossier"].create(
            [{"partner_id": it.id, "site_id": self.garden.id} for it in people]
        )
        papers = dossiers.paper_ids[:80]
        specification = {
            name: {}
            for name in ("title", "status", "is_late", "has_scan", "valid_until")
        } | {"dossier_id": {"fields": {"display_name": {}}}}

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.officer).web_read(specification)
            return self.cr.sql_log_count - before

        for _warming_up in range(2):
            queries(papers[:1])
        self.assertEqual(queries(papers), queries(papers[:1]))
