from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.service.model import call_kw

from .common import UnitCase

# Just before and after a midnight in Shanghai, where the sites are.
LATE, EARLY = "15:59:59", "16:00:00"


@freeze_time("2026-03-02 04:00:00")
class TestPortalAccess(UnitCase):
    """M-13: a customer sees a unit while a party of it, whichever way they ask."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whose own zone is none of the sites' matter
        cls.seller = cls.customer(cls.wang, tz="America/Los_Angeles")
        cls.buyer = cls.customer(cls.li, tz="Pacific/Auckland")

    def rpc(self, user, model, method, *args, **kwargs):
        """As a program would call it, with nothing remembered from before."""
        self.env.flush_all()
        self.env.invalidate_all()
        records = self.env(user=user, context={"lang": "en_US"})[model]
        return call_kw(records, method, list(args), kwargs)

    def found(self, user, model):
        """The ids that every way of searching agrees on."""
        ids = self.rpc(user, model, "search", [])
        self.assertEqual(self.rpc(user, model, "search_count", []), len(ids))
        rows = self.rpc(user, model, "search_read", [], ["display_name"])
        self.assertEqual([row["id"] for row in rows], ids)
        rows = self.rpc(user, model, "web_search_read", [], {"id": {}})
        self.assertEqual([row["id"] for row in rows["records"]], ids)
        pairs = self.rpc(user, model, "name_search", "")
        self.assertCountEqual([key for key, _name in pairs], ids)
        for method in ("formatted_read_group", "web_read_group"):
            groups = self.rpc(user, model, method, [], ["site_id"], ["__count"])
            groups = groups["groups"] if isinstance(groups, dict) else groups
            self.assertEqual(sum(group["__count"] for group in groups), len(ids))
        return ids

    def is_read(self, user, record):
        """Whether every way of reading by id agrees, and with the searches."""
        model, ids = record._name, record.ids
        read = record.id in self.found(user, model)
        for method, fields in (
            ("read", ["display_name"]),
            ("web_read", {"display_name": {}}),
        ):
            if read:
                self.assertTrue(self.rpc(user, model, method, ids, fields))
                continue
            with self.assertRaises(AccessError):
                self.rpc(user, model, method, ids, fields)
        return read

    def sees(self, user, line):
        """Whether a line, its unit and its building are seen: all of them, or none."""
        unit = line.unit_id
        seen = {self.is_read(user, record) for record in (line, unit, unit.building_id)}
        self.assertEqual(len(seen), 1)
        return seen.pop()

    def test_from_the_first_to_the_last_day_at_the_site(self):
        """M-13: both count; no cache of rules has to be emptied in between."""
        line = self.party(self.wang, since="2026-03-05", until="2026-03-06")
        for moment, seen in (
            (f"2026-03-04 {LATE}", False),
            (f"2026-03-04 {EARLY}", True),
            (f"2026-03-06 {LATE}", True),
            (f"2026-03-06 {EARLY}", False),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertIs(self.sees(self.seller, line), seen)

    def test_each_site_has_its_own_midnight(self):
        """M-13: at noon in Shanghai it is still yesterday in Los Angeles."""
        self.bj.tz = "America/Los_Angeles"
        there = self.unit("3-1201", self.bj_3)
        near = self.party(self.wang, since="2026-03-02")
        far = self.party(self.wang, since="2026-03-02", unit_id=there.id)
        self.assertTrue(self.sees(self.seller, near))
        self.assertFalse(self.sees(self.seller, far))
        with freeze_time("2026-03-02 08:00:00"):
            self.assertTrue(self.sees(self.seller, far))

    def test_every_role_sees_the_unit(self):
        """M-13: an agent too, who holds nothing."""
        for role in ("owner", "tenant", "resident", "agent"):
            line = self.party(self.wang, role, until="2026-03-02")
            with self.subTest(role=role):
                self.assertTrue(self.sees(self.seller, line))
                line.unlink()
                self.assertFalse(self.found(self.seller, "property.unit"))

    def test_a_sold_unit_is_gone_the_day_it_passes_on(self):
        """M-13: for the old owner; the officers keep the history."""
        old = self.party(self.wang)
        self.env["property.unit.transfer"].with_user(self.officer).with_context(
            default_unit_id=self.flat.id
        ).create(
            {
                "day": "2026-03-10",
                "reason": "Sale",
                "new_owner_ids": [(0, 0, {"partner_id": self.li.id})],
            }
        ).action_apply()
        new = self.flat.party_ids - old
        for moment, owner in (
            (f"2026-03-09 {LATE}", self.seller),
            (f"2026-03-09 {EARLY}", self.buyer),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                for user, line in ((self.seller, old), (self.buyer, new)):
                    self.assertIs(self.sees(user, line), user == owner)
        with freeze_time("2026-03-20 04:00:00"):
            flat = self.flat.with_user(self.officer)
            self.assertEqual(flat.party_ids, new | old)
            for day in ("2026-03-09", "2026-03-10"):
                self.assertEqual(flat.search([("occupied_on", "=", day)]), flat)

    def test_an_end_set_to_an_earlier_day_counts_at_once(self):
        """M-13: and the other units stay."""
        line = self.party(self.wang)
        other = self.party(self.wang, unit_id=self.next_door.id)
        self.assertTrue(self.is_read(self.seller, self.flat))
        line.with_user(self.officer).date_to = "2026-02-01"
        for record, seen in (
            (line, False),
            (self.flat, False),
            (other, True),
            (self.next_door, True),
            (self.gh_3, True),
        ):
            self.assertIs(self.is_read(self.seller, record), seen)

    def test_what_was_read_before_does_not_linger(self):
        """M-13: within one transaction either."""
        line = self.party(self.wang)
        flat = self.flat.with_user(self.seller)
        self.assertTrue(flat.has_access("read"))
        line.date_to = "2026-03-01"
        self.assertFalse(flat.has_access("read"))
        line.date_to = False
        self.assertTrue(flat.has_access("read"))
        self.flat.active = False
        self.assertFalse(flat.has_access("read"))

    def test_an_archived_unit_is_seen_by_no_customer(self):
        line = self.party(self.wang)
        self.flat.active = False
        self.assertFalse(self.sees(self.seller, line))

    def test_a_building_is_seen_with_its_own_units_only(self):
        self.party(self.wang)
        neighbour = self.party(self.li, unit_id=self.next_door.id)
        self.assertEqual(self.found(self.seller, "property.unit"), self.flat.ids)
        self.assertFalse(self.is_read(self.seller, neighbour))
        self.assertFalse(self.is_read(self.seller, self.bj_3))

    def test_co_owners_do_not_see_each_other(self):
        """M-13: each the own line."""
        mine = self.party(self.wang, share=50)
        theirs = self.party(self.li, "co_owner", share=50)
        self.assertTrue(self.sees(self.seller, mine))
        self.assertTrue(self.sees(self.buyer, theirs))
        lines = "property.unit.party"
        self.assertEqual(self.found(self.seller, lines), mine.ids)
        self.assertEqual(self.found(self.buyer, lines), theirs.ids)

    def test_nothing_of_the_others_is_read_or_guessed(self):
        """M-13: neither as a field nor as a condition, an order or a group."""
        mine = self.party(self.wang, share=50)
        self.party(self.li, "co_owner", share=50)
        hidden = {
            self.flat: (
                "party_ids",
                "owner_ids",
                "owner_name",
                "owner_phone",
                "owner_since",
                "tenant_ids",
                "tenant_name",
                "tenant_since",
                "occupied_on",
                "is_mine",
            ),
            self.gh_3: ("partner_id", "unit_ids", "unit_count", "occupied_count"),
            mine: ("reason", "is_mine"),
        }
        for record, names in hidden.items():
            model = record._name
            self.assertFalse(
                set(names) & self.rpc(self.seller, model, "fields_get").keys()
            )
            for name in names:
                with self.subTest(name=name), self.assertRaises(AccessError):
                    self.rpc(self.seller, model, "read", record.ids, [name])
        for model, method, args in (
            ("property.unit", "onchange", ([], {}, [], {"code": {}})),
            ("property.unit.party", "onchange", ([], {}, [], {"unit_code": {}})),
            ("property.unit", "search", ([("party_ids.partner_id", "=", 1)],)),
            ("property.unit", "search", ([("party_ids", "any", [])],)),
            ("property.unit", "search", ([("occupied_on", "=", "today")],)),
            ("property.unit", "search", ([("building_id.unit_ids", "!=", False)],)),
            ("property.unit.party", "search", ([("unit_id.party_ids", "!=", 1)],)),
            ("property.unit.party", "search", ([("reason", "ilike", "a")],)),
            ("property.unit", "formatted_read_group", ([], ["party_ids"], [])),
            ("property.unit.party", "formatted_read_group", ([], ["reason"], [])),
        ):
            with self.subTest(args=args), self.assertRaises(AccessError):
                self.rpc(self.seller, model, method, *args)
        others = [("partner_id", "!=", self.wang.id)]
        self.assertFalse(self.rpc(self.seller, "property.unit.party", "search", others))

    def test_files_on_a_unit_are_for_employees(self):
        """M-13: a deed names people."""
        self.party(self.wang)
        file = {"name": "deed", "raw": b"Li Na", "res_model": "property.unit"}
        deed = self.env["ir.attachment"].create({**file, "res_id": self.flat.id})
        its_id = [("id", "=", deed.id)]
        self.assertEqual(
            self.rpc(self.reader, "ir.attachment", "search", its_id), deed.ids
        )
        self.assertFalse(self.rpc(self.seller, "ir.attachment", "search", its_id))
        with self.assertRaises(AccessError):
            self.rpc(self.seller, "ir.attachment", "read", deed.ids)

    def test_asking_costs_as_much_for_one_unit_as_for_twenty(self):
        """M-13: the lines and their sites, then the search itself."""
        units = self.Unit.create(
            [{"code": f"9-{n}", "building_id": self.gh_3.id} for n in range(20)]
        )
        self.party(self.wang, unit_id=units[0].id)
        mine = self.Unit.with_user(self.seller)
        costs = []
        for _turn in range(2):
            mine.search([])  # fills the cache of rules
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = mine.search([])
            found.check_access("read")
            costs.append((len(found), self.cr.sql_log_count - before))
            for unit in units[1:] if len(found) == 1 else ():
                self.party(self.wang, unit_id=unit.id)
        self.assertEqual([count for count, _cost in costs], [1, 20])
        self.assertEqual(costs[0][1], costs[1][1])

    def test_an_employee_s_rights_stay_those_of_the_sites(self):
        """M-13: a flat of one's own opens no other site, nor closes the own one."""
        there = self.unit("9-1", self.bj_3)
        self.party(self.officer.partner_id, unit_id=there.id)
        units = self.Unit.with_user(self.officer)
        self.assertFalse(units.search([("id", "=", there.id)]))
        self.assertIn(self.flat, units.search([]))
