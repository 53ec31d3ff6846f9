import itertools

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from .common import UnitCase

VERBS = ("read", "create", "write", "unlink")


@freeze_time("2026-03-02 04:00:00")
class TestSecurity(UnitCase):
    """For each role what it may.

    With "property.building", "property.unit" and "property.unit.party", and with
    "property.unit.transfer" and "property.unit.transfer.owner". Every other verb is
    refused.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = itertools.count(1)
        cls.line = cls.party(cls.wang, share=10)
        far_unit = cls.unit("3-1", cls.bj_3)
        far_line = cls.party(cls.wang, unit_id=far_unit.id, share=10)
        foreign_unit = cls.unit("3-1", cls.river_3)
        foreign_line = cls.party(cls.wang, unit_id=foreign_unit.id, share=10)
        cls.near = (cls.gh_3, cls.flat, cls.line)
        cls.far = (cls.bj_3, far_unit, far_line)
        cls.foreign = (cls.river_3, foreign_unit, foreign_line)

    def do(self, user, verb, record):
        record = record.with_user(user)
        record.invalidate_recordset()
        told = record.sudo()
        with mute_logger("odoo.sql_db"), self.cr.savepoint():
            match verb, record._name:
                case "read", _:
                    record.read(["company_id"])
                case "create", "property.building":
                    site = told.site_id.id
                    record.create({"name": "X", "code": self.new(), "site_id": site})
                case "create", "property.unit":
                    building = told.building_id.id
                    record.create({"code": self.new(), "building_id": building})
                case "create", _:
                    values = {"unit_id": told.unit_id.id, "partner_id": self.li.id}
                    record.create({**values, "role": "tenant"})
                case "write", "property.building":
                    record.write({"floors": 3})
                case "write", "property.unit":
                    record.write({"floor": 3})
                case "write", _:
                    record.write({"date_to": "2027-01-01"})

    def new(self):
        """A code that nothing has yet."""
        return f"X{next(self.numbers)}"

    def deletable(self, record):
        """The record itself, or one like it that nothing refers to."""
        if record._name == "property.unit.party":
            return record
        if record._name == "property.unit":
            return self.unit(self.new(), record.sudo().building_id)
        site = record.sudo().site_id
        return record.sudo().create(
            {"name": "Y", "code": self.new(), "site_id": site.id}
        )

    def assert_may(self, user, allowed, records):
        for record in records:
            for verb in VERBS:
                if verb == "unlink":
                    record = self.deletable(record)
                    act = record.with_user(user).unlink
                else:
                    act = lambda r=record, v=verb: self.do(user, v, r)  # noqa: E731
                with self.subTest(user=user.login, verb=verb, model=record._name):
                    if verb in allowed:
                        act()
                        continue
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        act()

    def test_customers_of_the_portal_read_what_is_theirs_and_change_nothing(self):
        """M-13: at any site of their company."""
        for records in (self.near, self.far, self.foreign):
            self.assert_may(self.portal, set(), records)
        owner = self.customer(self.wang)
        for records in (self.near, self.far):
            self.assert_may(owner, {"read"}, records)
        self.assert_may(owner, set(), self.foreign)

    def test_an_employee_without_the_right_may_nothing(self):
        self.env["service.site.member"].create(
            {"site_id": self.gh.id, "user_id": self.employee.id}
        )
        for records in (self.near, self.far, self.foreign):
            self.assert_may(self.employee, set(), records)

    def test_a_user_reads_the_own_sites(self):
        self.assert_may(self.reader, {"read"}, self.near)
        for records in (self.far, self.foreign):
            self.assert_may(self.reader, set(), records)

    def test_an_officer_changes_the_own_sites_and_deletes_nothing(self):
        self.assert_may(self.officer, {"read", "create", "write"}, self.near)
        for records in (self.far, self.foreign):
            self.assert_may(self.officer, set(), records)
        self.assert_may(self.bj_officer, set(), self.near)

    def test_an_administrator_may_everything_in_the_own_company(self):
        self.assert_may(self.manager, set(), self.foreign)
        self.assert_may(self.stranger, set(), self.near)
        for records in (self.near, self.far):
            self.assert_may(self.manager, set(VERBS), records)

    def test_nothing_is_moved_to_a_site_of_others(self):
        flat = self.next_door.with_user(self.officer)
        with self.assertRaises(AccessError), self.cr.savepoint():
            flat.building_id = self.bj_3
        empty = self.gh_3.create({"name": "4", "code": "4", "site_id": self.gh.id})
        with self.assertRaises(AccessError), self.cr.savepoint():
            empty.with_user(self.officer).site_id = self.bj

    def test_only_officers_transfer_and_only_at_the_own_sites(self):
        values = {"unit_id": self.flat.id, "reason": "Sale"}
        for user in (self.reader, self.employee, self.portal):
            for model, vals in (
                ("property.unit.transfer", values),
                ("property.unit.transfer.owner", {"partner_id": self.li.id}),
            ):
                records = self.env[model].with_user(user)
                with self.assertRaises(AccessError), self.cr.savepoint():
                    records.create(dict(vals))
                for act in (
                    lambda it=records: it.search([]),
                    lambda it=records: it.browse(1).write({}),
                    lambda it=records: it.browse(1).unlink(),
                ):
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        act()
        wizard = self.env["property.unit.transfer"].with_user(self.bj_officer)
        with self.assertRaises(AccessError), self.cr.savepoint():
            wizard.with_context(default_unit_id=self.flat.id).create(
                {
                    "reason": "Sale",
                    "new_owner_ids": [(0, 0, {"partner_id": self.li.id})],
                }
            ).action_apply()
        self.assertEqual(len(self.flat.party_ids), 1)

    def test_methods_for_code_are_not_called_over_rpc(self):
        flat = self.flat.with_user(self.officer)
        for method in ("_transfer", "_lock_parties", "_occupied", "_contacts"):
            with self.assertRaises(AccessError):
                call_kw(flat, method, [flat.ids], {})

    def test_parties_are_not_read_through_the_contact(self):
        """Nor searched for, by who may not see units."""
        wang = self.wang.with_user(self.employee)
        for name in ("unit_party_ids", "unit_summary"):
            with self.assertRaises(AccessError):
                wang.read([name])
        with self.assertRaises(AccessError):
            wang.search([("unit_party_ids.unit_code", "=", "3-1201")])
        found = self.wang.with_user(self.bj_officer).unit_party_ids
        self.assertEqual(found, self.far[2])
