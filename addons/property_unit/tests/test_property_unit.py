from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import UnitCase


@freeze_time("2026-03-02 04:00:00")
class TestPropertyUnit(UnitCase):
    """D-17: a unit is found by its code, and says who is in it on any day."""

    def test_a_code_is_written_one_way_and_is_unique_at_its_site(self):
        """D-17: at another site it is another unit."""
        unit = self.unit(" a－０１ ")
        self.assertEqual((unit.code, unit.display_name), ("A-01", "A-01 · GH"))
        self.unit("A-01", self.bj_3)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.unit("a/01")
        for code in ("Tower", "3_1", "3 1"):
            with self.assertRaisesRegex(ValidationError, "is no code of a unit"):
                self.unit(code)

    def test_a_unit_is_found_however_its_code_is_typed(self):
        """D-17: the beginning is enough, the middle is not."""
        for text in ("3-1201", "３－１２０１", "3/1201", "3-120", "3-1201 · GH"):
            found = self.Unit.name_search(text)
            self.assertIn((self.flat.id, "3-1201 · GH"), found)
        self.assertFalse(self.Unit.name_search("1201"))

    def test_occupied_units_of_any_day_by_one_query(self):
        """D-17: owners, tenants and residents count, agents do not."""
        self.party(self.wang, until="2025-06-30")
        self.party(self.li, "tenant", since="2026-01-01")
        self.party(self.zhou, "agent", unit_id=self.next_door.id)
        units = self.flat | self.next_door
        domain = [("id", "in", units.ids)]
        self.env.flush_all()
        for day, count in (
            ("2023-12-31", 0),
            ("2024-01-01", 1),
            ("2025-06-30", 1),
            ("2025-07-01", 0),
            ("2026-01-01", 1),
        ):
            with self.subTest(day=day), self.assertQueryCount(1):
                self.assertEqual(len(self.Unit._occupied(domain, day)), count)
        with self.assertQueryCount(1):
            groups = self.Unit._read_group(
                [*domain, ("occupied_on", "=", "2024-05-01")], ["kind"], ["__count"]
            )
        self.assertEqual(groups, [("flat", 1)])

    def test_the_vacant_ones_are_the_others(self):
        """D-17: as the filters of the search box ask."""
        self.party(self.li, "tenant", since="2026-01-01")
        mine = [("building_id", "=", self.gh_3.id)]
        occupied = self.Unit.search([*mine, ("occupied_on", "=", "today")])
        vacant = self.Unit.search([*mine, ("occupied_on", "!=", "today")])
        self.assertEqual((occupied, vacant), (self.flat, self.next_door))
        self.assertEqual(self.Unit.search([*mine, ("occupied_on", "=", False)]), vacant)
        self.assertEqual((self.gh_3.unit_count, self.gh_3.occupied_count), (2, 1))

    def test_today_is_the_day_of_the_site(self):
        """D-17: at half past four in London it is tomorrow in Shanghai."""
        self.party(self.wang, until="2026-03-02")
        self.party(self.li, since="2026-03-03")
        self.assertEqual(self.flat.owner_name, "Wang Fang")
        self.flat.invalidate_recordset()
        with freeze_time("2026-03-02 16:30:00"):
            self.assertEqual(self.flat.owner_name, "Li Na")

    def test_lists_show_owners_and_tenants_by_few_queries(self):
        """D-17: as many for two units as for forty."""
        self.party(self.wang, share=60)
        self.party(self.li, "co_owner", since="2025-05-01", share=40)
        self.party(self.zhou, "tenant")
        units = self.Unit.create(
            [{"code": f"9-{n}", "building_id": self.gh_3.id} for n in range(40)]
        )
        self.Party.create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": self.zhou.id,
                    "date_from": "2020-01-01",
                }
                for unit in units
            ]
        )
        fields = ["owner_name", "owner_phone", "owner_since", "tenant_name"]
        reader = self.Unit.with_user(self.reader)
        costs = []
        # the first two fill the caches of rules: of units, then of sites
        for some in (*[units[:2]] * 3, units | self.flat):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = reader.browse(some.ids).read(fields)
            costs.append(self.cr.sql_log_count - before)
        self.assertEqual(costs[2:], [4, 4])
        flat = rows[-1]
        self.assertEqual(flat["owner_name"], "Wang Fang、Li Na")
        self.assertEqual(flat["owner_phone"], "138 0160 1201")
        self.assertEqual(str(flat["owner_since"]), "2025-05-01")
        self.assertEqual(flat["tenant_name"], "Zhou Bin")

    def test_a_building_with_units_stays_at_its_site(self):
        with self.assertRaisesRegex(UserError, "stays at its site"):
            self.gh_3.site_id = self.bj
        empty = self.gh_3.create({"name": "4", "code": "4", "site_id": self.gh.id})
        empty.site_id = self.bj

    def test_a_building_is_found_by_site_and_code(self):
        buildings = self.env["property.building"]
        self.assertEqual(
            buildings.name_search("GH-3"), [(self.gh_3.id, "GH-3 Garden House 3")]
        )
        self.assertEqual(
            buildings.search([("display_name", "in", ["GH-3"])]), self.gh_3
        )

    def test_a_unit_with_parties_is_archived_not_deleted(self):
        self.party(self.wang)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.flat.unlink()
            self.env.flush_all()

    def test_a_party_of_another_company_is_refused(self):
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        with self.assertRaisesRegex(UserError, "company"):
            self.party(theirs)

    def test_a_building_form_takes_units_at_once(self):
        self.gh_3.with_user(self.officer).unit_ids = [
            Command.create({"code": "3-0101", "kind": "shop"})
        ]
        unit = self.Unit.search([("code", "=", "3-0101")])
        self.assertEqual((unit.site_id, unit.company_id), (self.gh, self.company))
