from psycopg2 import IntegrityError
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .common import TenureCase

WHY = "The owner asks when he bought the flat"


class TestDossier(TenureCase):
    """One dossier per customer, site and tenure: what it says of itself."""

    def test_a_dossier_says_what_the_customer_is_here(self):
        """D-05, D-07: the kind of party, and so the class, follow the tenure."""
        space = self.make_dossier(
            self.make_tenure(self.customer, "owner", "2020-01-01", self.space)
        )
        found = [
            (it.party_type, it.party_class, it.date_from.year)
            for it in (self.owners_dossier, self.tenants_dossier, space)
        ]
        self.assertEqual(
            found,
            [
                ("household", "owner", 2020),
                ("tenant_company", "tenant", 2024),
                ("parking", "owner", 2020),
            ],
        )

    def test_its_name_is_its_number_and_tells_nothing(self):
        """D-08: numbers run without gaps at each site."""
        number = self.owners_dossier.number
        self.assertEqual(self.owners_dossier.display_name, f"GH-D{number:05d}")
        self.assertEqual(self.tenants_dossier.number, number + 1)

    @freeze_time("2026-03-02 01:00:00")
    def test_who_leaves_is_a_past_customer_and_who_comes_a_future_one(self):
        """D-15: past, present, future follow the tenure; nothing stored follows the
        clock.
        """
        coming = self.make_dossier(
            self.make_tenure(self.lessee, "tenant", "2026-03-03", self.space)
        )
        self.renting.date_to = "2026-03-01"
        mine = self.owners_dossier | self.tenants_dossier | coming
        for relation, dossier in (
            ("present", self.owners_dossier),
            ("past", self.tenants_dossier),
            ("future", coming),
        ):
            self.assertEqual(dossier.relation, relation)
            found = self.Dossier.search(
                [("relation", "=", relation), ("id", "in", mine.ids)]
            )
            self.assertEqual(found, dossier)
        others = self.Dossier.search(
            [("relation", "!=", "past"), ("id", "in", mine.ids)]
        )
        self.assertEqual(others, mine - self.tenants_dossier)

    def test_a_prospect_without_a_unit_has_one_dossier_at_a_site(self):
        """D-04: who may become an owner has a dossier as well."""
        values = {"partner_id": self.lessee.id, "site_id": self.garden.id}
        dossier = self.Dossier.create(values)
        self.assertEqual(dossier.relation, "future")
        self.assertEqual(dossier.party_type, "company")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.Dossier.create(values)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.make_dossier(self.owning)

    def test_a_tenure_of_somebody_else_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "is not the tenure of"):
            self.Dossier.create(
                {
                    "partner_id": self.lessee.id,
                    "site_id": self.garden.id,
                    "unit_party_id": self.make_tenure(
                        self.customer, "resident", "2021-01-01"
                    ).id,
                }
            )

    def test_it_is_found_by_number_by_customer_and_by_unit(self):
        """D-17: from the number of the unit to whose it is."""
        names = self.Dossier.with_user(self.custodian)
        for words in (self.owners_dossier.reference, "Song Jian", "3-1201"):
            found = [key for key, _name in names.name_search(words)]
            self.assertIn(self.owners_dossier.id, found, words)

    def test_a_birth_date_to_come_is_refused_and_others_are_consulted(self):
        """D-04, D-08: birth date and income are behind the door."""
        dossier = self.owners_dossier.with_user(self.officer)
        with self.assertRaisesRegex(ValidationError, "Nobody is born"):
            dossier.birth_date_entry = "2999-01-01"
        dossier.write({"birth_date_entry": "1978-05-12", "income_band_entry": "c"})
        with self.assertRaises(AccessError):
            dossier.read(["birth_date"])
        shown = dossier.action_consult(WHY)["values"]
        self.assertEqual(
            [str(line["value"]) for line in shown],
            ["1978-05-12", "200,000 to 500,000"],
        )

    def test_a_company_has_its_features_state_and_trade_on_record(self):
        """D-16, G-09: entered on its dossier, given to it in its file, and erased."""
        company = {
            "proprietor": "Hengtai Group",
            "first_trade_on": "2016-05-20",
            "staff_count": 42,
            "assets": 38000000,
        }
        features = {
            "service_area": "Pudong",
            "selling_power": "Three shops",
            "potential": "A fourth one",
            "results": "Better than last year",
            "competitors": "Rents from two others",
            "reputation": "Pays on the day",
            "credit_problems": "None so far",
        }
        dossier = self.tenants_dossier.with_user(self.of_tenants)
        dossier.write({**company, **features})
        given = dict(dossier.personal_rows(WHY))
        for value in (*features.values(), "Hengtai Group"):
            self.assertIn(value, given.values())
        arch = dossier.get_view(view_type="form")["arch"]
        for name in (*company, *features):
            self.assertIn(f'name="{name}"', arch)
        dossier.erase_personal()
        self.assertFalse(any(dossier[name] for name in (*company, *features)))

    def test_it_is_neither_duplicated_nor_deleted(self):
        for refused in (self.owners_dossier.copy, self.owners_dossier.unlink):
            with self.assertRaises(UserError):
                refused()

    def test_merged_contacts_keep_both_dossiers(self):
        """Two contacts of one owner become one: no dossier is lost, nor its number."""
        twin = self.env["res.partner"].create({"name": "Song Jian Ping"})
        other = self.make_dossier(
            self.make_tenure(twin, "owner", "2021-01-01", self.space)
        )
        prospects = self.Dossier.create(
            [
                {"partner_id": it.id, "site_id": self.garden.id}
                for it in (self.customer, twin)
            ]
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer, extra_checks=False)
        self.assertEqual(other.partner_id, self.customer)
        self.assertEqual(prospects.partner_id, self.customer)
        self.assertEqual(prospects.mapped("active"), [True, False])
        kept, left = prospects
        self.assertEqual(kept.activity_ids.user_id, self.custodian)
        self.assertIn(left.reference, kept.activity_ids.summary)

    def test_eighty_dossiers_are_listed_with_few_statements(self):
        """However many: one query each for dossiers, customers, units, activities."""
        partners = self.env["res.partner"].create(
            [{"name": f"Owner {n}"} for n in range(80)]
        )
        self.Dossier.create(
            [{"partner_id": it.id, "site_id": self.garden.id} for it in partners]
        )
        wanted = {
            "reference": {},
            "partner_id": {"fields": {"display_name": {}}},
            "unit_id": {"fields": {"display_name": {}}},
            "party_type": {},
            "relation": {},
            "step": {},
        }
        dossiers = self.Dossier.with_user(self.custodian)
        domain = [("partner_id", "in", partners.ids)]

        def listed(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = dossiers.web_search_read(domain, wanted, limit=limit)
            self.assertEqual(len(found["records"]), limit)
            return self.env.cr.sql_log_count - before

        listed(1)
        few, many = listed(5), listed(80)
        self.assertLessEqual(many, few)
        self.assertLessEqual(many, 6)


class TestLife(TenureCase):
    """The steps of a dossier, and that it stays current."""

    def test_a_dossier_goes_from_collecting_to_use(self):
        """D-01: each step with who moved it; filing is the custodian's (D-09)."""
        dossier = self.owners_dossier.with_user(self.officer)
        dossier.sudo().blocking_count = 0
        dossier.action_next_step()
        with self.assertRaisesRegex(UserError, r"custodian of its site.*\(D-09\)"):
            dossier.action_next_step()
        mine = dossier.with_user(self.custodian)
        mine.action_next_step()
        mine.action_next_step()
        with self.assertRaisesRegex(UserError, "is in use"):
            mine.action_next_step()
        self.assertEqual(
            mine.step_ids.sorted("id").mapped(lambda it: (it.step, it.user_id))[1:],
            [
                ("organised", self.officer),
                ("filed", self.custodian),
                ("in_use", self.custodian),
            ],
        )

    def test_a_filed_dossier_is_opened_again_for_a_reason(self):
        """D-01, D-09: by the custodian; what it is stays the custodian's to change."""
        dossier = self.owners_dossier
        dossier.sudo().blocking_count = 0
        dossier.move_to("organised")
        dossier.with_user(self.custodian).move_to("filed")
        officer = dossier.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "custodian"):
            officer.party_type = "transferee"
        officer.occupation = "Architect"
        wizard = self.env["partner.dossier.reopening"].with_user(self.custodian)
        with self.assertRaisesRegex(UserError, r"Say why.*\(D-01\)"):
            dossier.with_user(self.custodian).move_to("organised", " ")
        wizard.create(
            {"dossier_id": dossier.id, "reason": "A co-owner came"}
        ).action_apply()
        self.assertEqual(dossier.step, "organised")
        self.assertEqual(dossier.step_ids[:1].reason, "A co-owner came")

    def test_nobody_writes_the_step(self):
        with self.assertRaises(AccessError):
            self.owners_dossier.with_user(self.custodian).step = "filed"

    def test_a_step_on_record_never_changes(self):
        """D-01: sealed as it is entered."""
        entry = self.owners_dossier.step_ids[:1]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
        ):
            entry.reason = "It never happened"
            entry.flush_recordset()

    def test_a_paper_that_is_missing_blocks_the_filing(self):
        """D-05: unless the company says otherwise."""
        dossier = self.owners_dossier.with_user(self.custodian)
        dossier.move_to("organised")
        dossier.sudo().blocking_count = 2
        with self.assertRaisesRegex(UserError, r"2 papers are missing.*\(D-05\)"):
            dossier.action_next_step()
        self.company.dossier_filed_complete = False
        dossier.action_next_step()
        self.assertEqual(dossier.step, "filed")

    def test_what_was_not_confirmed_for_a_year_comes_up_once(self):
        """D-10: one activity for the custodian, however many sections; done with the
        last confirmation, and the next is due a year later.
        """
        with freeze_time("2026-03-02 01:00:00"):
            dossier = self.make_dossier(
                self.make_tenure(self.customer, "owner", "2026-01-01", self.space)
            )
        self.assertEqual(len(dossier.section_ids), 11)
        with freeze_time("2027-03-01 15:59:00"):
            self.sweep()
            self.assertFalse(dossier.activity_ids)
        with freeze_time("2027-03-01 16:01:00"):  # midnight in Shanghai
            self.sweep()
            self.assertEqual(dossier.activity_ids.user_id, self.custodian)
            self.assertEqual(len(dossier.activity_ids), 1)
            mine = dossier.with_user(self.custodian)
            mine.section_ids[:1].action_confirm()
            self.assertTrue(dossier.activity_ids)
            mine.action_confirm_all()
        self.assertFalse(dossier.activity_ids)
        self.assertEqual(len(dossier.section_ids), 11)
        first = dossier.section_ids[:1]
        self.assertEqual(first.confirmed_by_id, self.custodian)
        self.assertEqual(str(first.due_at), "2028-03-01 16:00:00")

    def test_nobody_is_asked_about_who_has_left(self):
        """D-10, D-15: the dossier of a past customer stays as it is."""
        self.renting.date_to = "2025-01-01"
        self.tenants_dossier.section_ids.sudo().due_at = "2025-06-01 00:00:00"
        self.sweep()
        self.assertFalse(self.tenants_dossier.activity_ids)

    def test_sections_count_what_the_archive_holds(self):
        """D-02: each opens what it counts, as its reader sees it."""
        files = self.env["archive.class"].create(
            {
                "name": "Fitting out",
                "code": "RE",
                "company_id": self.company.id,
                "dossier_section": "renovation",
            }
        )
        volume = self.env["archive.volume"].with_user(self.custodian)
        volume = volume.create(
            {"site_id": self.garden.id, "partner_id": self.customer.id}
        )
        self.env["archive.document"].with_user(self.custodian).create(
            {
                "title": "Plan of the kitchen",
                "class_id": files.id,
                "volume_id": volume.id,
                "signed_date": "2026-01-05",
                "medium": "electronic",
            }
        )
        sections = self.owners_dossier.with_user(self.custodian).section_ids
        counts = {it.kind: it.entry_count for it in sections}
        self.assertEqual(counts["renovation"], 1)
        self.assertEqual(counts["move_in"], 0)
        section = sections.filtered(lambda it: it.kind == "renovation")
        action = section.action_open()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.mapped("title"), ["Plan of the kitchen"])

    def test_opening_many_dossiers_takes_few_statements(self):
        """A hundred more cost what their rows cost."""
        partners = self.env["res.partner"].create(
            [{"name": f"Owner {n}"} for n in range(110)]
        )
        values = [{"partner_id": it.id, "site_id": self.garden.id} for it in partners]
        made = self.Dossier.with_user(self.officer)
        made.create(values[:10])
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        made.create(values[10:])
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 200)


class TestCustomer(TenureCase):
    """One customer, and everything about them."""

    def test_a_contact_without_one_leads_to_its_form_with_the_unit_proposed(self):
        """D-07: a company that rents is a tenant, whatever was chosen first."""
        newcomer = self.env["res.partner"].create({"name": "Y", "is_company": True})
        shop, other = self.env["property.unit"].create(
            [
                {"building_id": self.flat.building_id.id, "code": code, "kind": "shop"}
                for code in ("3-0101", "3-0102")
            ]
        )
        past = self.make_tenure(
            newcomer, "owner", "2020-01-01", other, date_to="2021-01-01"
        )
        renting = self.make_tenure(newcomer, "tenant", "2024-01-01", shop)
        action = newcomer.with_user(self.officer).action_open_dossiers()
        self.assertFalse(action["res_id"])
        dossiers = self.Dossier.with_user(self.officer)
        form = Form(dossiers.with_context(**action["context"]))
        self.assertEqual(form.unit_party_id, renting)
        self.assertEqual(form.party_type, "tenant_company")
        form.unit_party_id = past
        self.assertEqual(form.party_type, "company")
        form.party_type = "transferee"
        form.unit_party_id = renting
        self.assertEqual(form.party_type, "transferee", "what a person says stays")
        form.party_type = "tenant_company"
        dossier = form.save()
        self.assertEqual(dossier.party_class, "tenant")
        again = Form(dossiers.with_context(**action["context"]))
        self.assertFalse(again.unit_party_id, "it has its dossier")

    def test_of_two_units_none_is_proposed(self):
        newcomer = self.env["res.partner"].create({"name": "Y"})
        self.make_tenure(newcomer, "owner", "2020-01-01", self.space)
        self.make_tenure(newcomer, "tenant", "2020-01-01")
        form = Form(self.Dossier.with_user(self.officer))
        form.partner_id = newcomer
        self.assertFalse(form.unit_party_id)

    def test_the_contact_leads_to_its_dossier(self):
        partner = self.customer.with_user(self.custodian)
        self.assertEqual(partner.dossier_count, 1)
        action = partner.action_open_dossiers()
        self.assertEqual(action["res_id"], self.owners_dossier.id)

    def test_the_contact_says_how_complete_it_is(self):
        """D-05: in whole percent, never more than there is; the least of several."""
        partner = self.customer.with_user(self.custodian)
        other = self.Dossier.create(
            {"partner_id": partner.id, "site_id": self.garden.id}
        )
        for first, second, shown in ((99.9, 100, 99), (100, 100, 100), (80, 33.4, 33)):
            self.owners_dossier.sudo().completeness = first
            other.sudo().completeness = second
            partner.invalidate_recordset(["dossier_completeness"])
            self.assertEqual(partner.dossier_completeness, shown)
        self.assertEqual(partner.dossier_count, 2)

    def test_counts_of_eighty_customers_take_three_statements(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Owner {n}"} for n in range(80)]
        )
        self.Dossier.create(
            [{"partner_id": it.id, "site_id": self.garden.id} for it in partners]
        )
        mine = partners.with_user(self.custodian)
        shown = ("dossier_count", "dossier_completeness", "archive_count")
        self.env.invalidate_all()
        for name in ("unit_summary", *shown):
            mine.mapped(name)
        mine.invalidate_recordset(["unit_summary", *shown])
        with self.assertQueryCount(3):
            counts = [mine.mapped(name) for name in shown]
            mine.mapped("unit_summary")
        self.assertEqual(counts[0], [1] * 80)

    def test_who_keeps_owners_does_not_see_tenants(self):
        """D-07: the classes are restricted apart."""
        both = self.owners_dossier | self.tenants_dossier
        for user, seen in (
            (self.officer, both),
            (self.of_owners, self.owners_dossier),
            (self.of_tenants, self.tenants_dossier),
            (self.far, self.Dossier),
        ):
            mine = self.Dossier.with_user(user).search([("id", "in", both.ids)])
            self.assertEqual(mine.sudo(), seen.sudo(), user.login)
            for name in ("step", "section"):
                parts = self.env[f"partner.dossier.{name}"].with_user(user)
                found = parts.search([("dossier_id", "in", both.ids)])
                self.assertEqual(found.sudo().dossier_id, seen.sudo(), user.login)
        self.of_owners.group_ids = [
            Command.unlink(
                self.env.ref("partner_dossier.partner_dossier_group_owner").id
            )
        ]
        with self.assertRaises(AccessError):
            self.Dossier.with_user(self.of_owners).search([("id", "in", both.ids)])
