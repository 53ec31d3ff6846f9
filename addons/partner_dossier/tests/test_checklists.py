from odoo import Command

from .papers import PapersCase

# What the sources say, in words: M-09, M-12 (000 (3)1, (4), (5); 003 2.1-1).
LISTS = {
    "checklist_household": """
        A Notice to take over the unit: original kept
        B Contract of sale: original seen
        C Owner's ID card: original seen, 3 copies
        D Family member's ID card: 1 copy of family
        E Owner's data card: original kept
        F One-inch photos: 2 copies of customer and family
        G Bank book or card of the bank named: original seen, 1 copy
    """,
    "checklist_agent_household": """
        H Owner's authorisation: original kept
        H Agent's ID card: original seen, 1 copy
    """,
    "checklist_company": """
        A Notice to take over the unit: original kept
        B Contract of sale: original seen
        C Legal representative's ID card: original seen, 2 copies
        D Company's certificate of its legal representative: original kept
        E Business licence, copy sealed: original seen, 1 copy, inspected yearly
        F ID card of staff who live here: 1 copy of staff
        G Bank book in the company's name: original seen, 3 copies
    """,
    "checklist_agent_company": """
        H Company's authorisation, with its scope: original kept
        H Legal representative's authorisation, with its scope: original kept
        H Agent's ID card: original seen, 1 copy
    """,
    "checklist_parking": """
        A Notice to take over the unit: original kept
        B Contract of sale of the parking space: original seen
        C ID card of the parking space's owner: original seen, 3 copies
        D Owner's data card: original kept
        E One-inch photo of the parking space's owner: 1 copy
        F Bank book or card of the bank named: original seen, 1 copy
    """,
    "checklist_transferee": """
        A Contract of transfer: original seen
        B Certificate of title: original seen
        C Owner's ID card: original seen, 2 copies
        D Family member's ID card: 1 copy of family
        E Owner's data card: original kept
        F One-inch photos: 1 copy of customer and family
        G Bank book or card of the bank named: original seen, 1 copy
    """,
    "checklist_household_single": """
        A Notice to move in: original seen, 1 copy
        A Contract of purchase: original seen, 1 copy
        B Owner's ID card or passport: original seen, 1 copy
        D Colour photo of who lives here: 1 copy of customer and family, only dwelling
        - Owner's registration form: original kept
    """,
    "checklist_company_single": """
        A Notice to move in: original seen, 1 copy
        A Contract of purchase: original seen, 1 copy
        C Business licence: original seen, 1 copy, inspected yearly
        C Corporate authorisation: original kept, 1 copy
        C Authorised person's ID card: original seen, 1 copy
        C Legal representative's ID card: original seen, 1 copy
        C Certificate of the legal representative: original kept, 1 copy
        D Colour photo of staff who live here: 1 copy of staff, only dwelling
        - Owner's registration form: original kept
    """,
    "checklist_agent_household_single": """
        A Agent's ID card or passport: original seen, 1 copy
        B Owner's authorisation: original kept
    """,
    "checklist_agent_company_single": """
        A Agent's ID card or passport: original seen, 1 copy
        B Owner's authorisation: original kept
    """,
}
LEASE = """
        - Lease of the company's property: original kept, only own
        - Business licence: original seen, 1 copy, inspected yearly, only own, \
3 months' grace
        - ID card of the person in charge: 1 copy, only own, 3 months' grace
        - Photo of the person in charge: 1 copy, only own, 3 months' grace
        - ID card of a member of staff: 1 copy of staff, only own, 3 months' grace
        - Photo of a member of staff: 1 copy of staff, only own, 3 months' grace
        - Rental contract with the owner: original seen, only home
        - Tenant's management agreement: original kept, only home
        - Lease with the owner: original seen, only entrusted
        - Management agreement: original kept, only entrusted
        - Record of the fire equipment: 1 copy, only entrusted
        - Business licence: 1 copy, inspected yearly, only entrusted
        - ID card of the person in charge: 1 copy, only entrusted
        - ID card of a member of staff: 1 copy of staff, only entrusted
    """
LISTS |= dict.fromkeys(
    ("checklist_tenant_household", "checklist_tenant_company"), LEASE
)
PER = {
    "household": " of customer and family",
    "family": " of family",
    "staff": " of staff",
}


def in_words(line):
    said = {"sight": ["original seen"], "keep": ["original kept"]}.get(
        line.original, []
    )
    if line.copies:
        copies = "1 copy" if line.copies == 1 else f"{line.copies} copies"
        said.append(copies + PER.get(line.per, ""))
    if line.validity_kind == "yearly":
        said.append("inspected yearly")
    if line.condition:
        said.append(f"only {line.condition}")
    if line.deadline_months:
        said.append(f"{line.deadline_months} months' grace")
    if line.is_blocking == bool(line.deadline_months):
        said.append("but it blocks" if line.is_blocking else "but it does not block")
    return f"{line.letter or '-'} {line.name}: {', '.join(said)}"


class TestChecklists(PapersCase):
    """D-05, M-09, M-12: which papers a dossier needs."""

    def lists(self, name):
        return self.env.ref(f"partner_dossier.{name}")

    def names(self, dossier):
        return sorted(dossier.paper_ids.mapped("title"))

    def test_the_lists_are_those_of_the_sources(self):
        """M-09: originals and copies, party by party."""
        for name, text in LISTS.items():
            with self.subTest(name):
                said = [in_words(line) for line in self.lists(name).line_ids]
                self.assertEqual(said, [it.strip() for it in text.strip().split("\n")])

    def test_what_the_copies_are_for_is_said_where_the_source_says_it(self):
        """M-09: file, bank collection, registration of the title."""
        lines = self.lists("checklist_household").line_ids
        self.assertEqual(
            lines.filtered("purpose").mapped(lambda it: (it.letter, it.purpose)),
            [
                (
                    "C",
                    "Service centre's file, bank collection, registration of the title",
                )
            ],
        )

    def test_a_household_has_its_papers_from_the_first_day(self):
        """M-09: A to G but those of family members, whom nobody named yet."""
        papers = self.dossier.paper_ids
        self.assertEqual(
            papers.mapped("kind"),
            ["notice", "contract", "identity", "form", "photo", "bank"],
        )
        self.assertEqual(set(papers.mapped("status")), {"missing"})
        self.assertTrue(all(papers.mapped("is_required")))
        self.assertEqual(papers[2].copies, 3)
        self.assertEqual(self.dossier.missing_count, 6)
        self.assertEqual(self.dossier.blocking_count, 6)

    def test_each_family_member_brings_an_identity_card_and_photos(self):
        """M-09 D, F: and who is no family member does not."""
        self.add(self.dossier, "emergency", "Xu Gang")
        wife = self.add(self.dossier, "family", "Xu Min", user=self.officer)
        titles = self.names(self.dossier)
        self.assertIn("Family member's ID card (Xu Min)", titles)
        self.assertIn("One-inch photos (Xu Min)", titles)
        self.assertEqual(len(titles), 8)
        received = self.received("photo", member=wife)
        wife.with_user(self.officer).end(self.today(), "Moved out")
        self.assertEqual(self.dossier.paper_ids.filtered("member_id"), received)
        self.assertFalse(received.is_required, "what was brought stays")
        self.assertEqual(self.dossier.missing_count, 6)

    def test_an_agent_brings_more_and_a_companys_agent_two_authorisations(self):
        """M-09 H: on top of the other papers, and only while there is one."""
        self.dossier.with_user(self.officer).has_agent = True
        kinds = self.dossier.paper_ids.mapped("kind")
        self.assertEqual(kinds.count("authorisation"), 1)
        self.dossier.has_agent = False
        self.assertEqual(len(self.dossier.paper_ids), 6)
        company = self.open_dossier(self.trader, self.make_unit("3-1"), has_agent=True)
        both = company.paper_ids.filtered(lambda it: it.kind == "authorisation")
        self.assertEqual(len(both), 2)
        self.assertEqual(company.party_type, "company")

    def test_the_papers_follow_the_kind_of_party(self):
        """D-05: what was brought stays, and counts no more."""
        notice = self.received("notice")
        self.dossier.with_user(self.officer).party_type = "transferee"
        kept = self.dossier.paper_ids.filtered(lambda it: not it.is_required)
        self.assertEqual(kept, notice)
        self.assertIn("Certificate of title", self.names(self.dossier))
        self.dossier.party_type = "household"
        self.assertTrue(notice.is_required, "it is needed again, and is there")
        self.assertEqual(len(self.dossier.paper_ids), 6)

    def test_a_lease_asks_for_the_papers_of_its_case(self):
        """M-12: the company's own property, an owner's home, an entrusted shop."""
        home = self.open_dossier(self.customer, self.make_unit("1"), "tenant")
        self.assertEqual(home.lease, "home")
        self.assertEqual(len(home.paper_ids), 2)
        shop = self.make_unit("S1", "shop")
        entrusted = self.open_dossier(self.trader, shop, "tenant")
        self.assertEqual(entrusted.lease, "entrusted")
        self.assertIn("safety", entrusted.paper_ids.mapped("kind"))
        self.assertFalse(any(entrusted.paper_ids.mapped("due_on")), "no grace")
        ours = self.make_unit("S2", "shop")
        self.env["property.unit.party"].create(
            {
                "unit_id": ours.id,
                "partner_id": self.company.partner_id.id,
                "role": "owner",
                "date_from": "2020-01-01",
            }
        )
        own = self.open_dossier(self.trader, ours, "tenant", since="2026-01-31")
        self.assertEqual(own.lease, "own")
        due = own.paper_ids.filtered("due_on")
        self.assertEqual(due.mapped("kind"), ["licence", "identity", "photo"])
        self.assertEqual({str(day) for day in due.mapped("due_on")}, {"2026-04-30"})
        self.assertFalse(any(due.mapped("is_blocking")))
        self.assertEqual(own.blocking_count, 1, "the lease itself")

    def test_the_three_months_may_count_from_the_opening(self):
        """M-12 cfg: from the lease, or from the move-in."""
        self.company.dossier_lease_start = "opened"
        own = self.open_dossier(
            self.trader, self.make_unit("S3", "shop"), "tenant", lease="own"
        )
        due = own.paper_ids.filtered("due_on").mapped("due_on")
        months = self.today().month + 3
        self.assertEqual({it.month for it in due}, {(months - 1) % 12 + 1})

    def test_who_moves_in_alone_has_the_other_list_where_it_is_set(self):
        """M-09 cfg: 003 2.1-1; where it has no list, that of the mass move-in."""
        self.company.dossier_move_in = "single"
        alone = self.open_dossier(self.customer, self.make_unit("4-1"), has_agent=True)
        self.assertIn("Owner's registration form", self.names(alone))
        self.assertIn("Colour photo of who lives here", self.names(alone))
        self.assertEqual(len(alone.paper_ids), 7)
        space = self.open_dossier(self.customer, self.make_unit("P1", "parking"))
        self.assertEqual(space.party_type, "parking")
        self.assertEqual(len(space.paper_ids), 6)
        office = self.open_dossier(self.trader, self.make_unit("O1", "office"))
        self.add(office, "staff", "Li Na")
        self.assertNotIn("photo", office.paper_ids.mapped("kind"), "no dwelling")

    def test_a_companys_own_list_goes_before_everybodys(self):
        """M-09: as each company changes it."""
        shared = self.lists("checklist_household")
        own = shared.with_user(self.registrar).copy({"company_id": self.company.id})
        own.line_ids[1:].unlink()
        dossier = self.open_dossier(self.customer, self.make_unit("4-2"))
        self.assertEqual(self.names(dossier), ["Notice to take over the unit"])

    def test_a_changed_list_touches_new_dossiers_and_those_opened_again(self):
        """M-09: the others only when it is applied to them, which says what it does."""
        brought = self.received("notice")
        household = self.lists("checklist_household").with_user(self.registrar)
        notice, contract, identity = household.line_ids[:3]
        identity.copies = 4
        (notice | contract).unlink()
        household.line_ids = [Command.create({"name": "Pet card", "kind": "other"})]
        self.assertEqual(len(self.dossier.paper_ids), 6)
        self.assertEqual(self.paper_of("identity").copies, 3)
        new = self.open_dossier(self.trader, self.make_unit("4-3"))
        new.party_type = "household"
        self.assertIn("Pet card", self.names(new))
        self.dossier.has_agent = True
        self.assertNotIn("Pet card", self.names(self.dossier), "only what it changed")

        wizard = self.env["partner.dossier.checklist.application"]
        applied = wizard.with_user(self.registrar).create(
            {"checklist_id": household.id}
        )
        applied = applied.with_context(allowed_company_ids=self.company.ids)
        self.assertEqual(applied.dossier_count, 2)
        self.assertEqual(applied.new_count, 1)
        self.assertEqual(applied.dropped_count, 1)
        self.assertEqual(applied.kept_count, 1)
        self.assertEqual(applied.changed_count, 1)
        applied.action_apply()
        self.assertIn("Pet card", self.names(self.dossier))
        self.assertEqual(self.paper_of("identity").copies, 4)
        self.assertFalse(self.paper_of("contract"))
        self.assertFalse(brought.is_required)
        again = household.affected_dossiers().checklist_changes()
        self.assertFalse(any(again.values()), "nothing is left to do")

    def test_a_dossier_opened_again_takes_the_list_as_it_is_now(self):
        """M-09: its step goes back, or it comes back from the archive."""
        household = self.lists("checklist_household")
        household.line_ids = [Command.create({"name": "Pet card", "kind": "other"})]
        self.dossier.sudo().write({"step": "organised"})
        self.assertNotIn("Pet card", self.names(self.dossier))
        self.dossier.sudo().write({"step": "collected"})
        self.assertIn("Pet card", self.names(self.dossier))
        household.line_ids = [Command.create({"name": "Gate pass", "kind": "other"})]
        self.dossier.active = False
        self.dossier.active = True
        self.assertIn("Gate pass", self.names(self.dossier))

    def test_a_list_that_dossiers_were_opened_with_is_archived(self):
        """M-09: what a dossier was asked for stays to be seen."""
        household = self.lists("checklist_household")
        with self.refused("archive it instead"):
            household.unlink()
        unused = household.copy({"company_id": self.company.id})
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_a_paper_speaks_the_language_of_who_reads_it(self):
        """M-09: a dossier opened in one language is read in the other."""
        self.env["res.lang"]._activate_lang("zh_CN")
        line = self.lists("checklist_household").line_ids[0]
        line.with_context(lang="zh_CN").name = "《收楼通知书》"
        dossier = self.open_dossier(self.customer, self.make_unit("4-5"))
        notice = dossier.paper_ids[0]
        self.assertEqual(notice.name, "Notice to take over the unit")
        self.assertEqual(notice.with_context(lang="zh_CN").name, "《收楼通知书》")

    def test_opening_fifty_dossiers_takes_the_queries_of_five(self):
        """Speed: the papers of all of them come in a few statements."""
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(60)])

        def queries(partners):
            values = [
                {
                    "partner_id": it.id,
                    "site_id": self.garden.id,
                    "party_type": "household",
                }
                for it in partners
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["partner.dossier"].create(values)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(people[:1])
        few, many = queries(people[1:6]), queries(people[6:56])
        self.assertLessEqual(many - few, 45 * 3, (few, many))
        papers = self.env["partner.dossier.paper"].search_count(
            [("partner_id", "in", people.ids)]
        )
        self.assertEqual(papers, 56 * 6)
