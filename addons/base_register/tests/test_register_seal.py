from unittest.mock import patch

from odoo import Command, fields
from odoo.tools import mute_logger

from odoo.addons.base_register.models import register_seal

from . import registers
from .common import SealCase

LOG = "odoo.addons.base_register.models.register_seal"


class TestRegisterSeal(SealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.garden, cls.river = cls.env["res.company"].create(
            [{"name": "Jade Garden"}, {"name": "River View"}]
        )
        cls.turns = cls.Turn.create(
            [
                {
                    "seq": seq,
                    "kind": "served",
                    "amount": 0.1 + 0.2,
                    "details": {"z": "管理处", "a": [1, None]},
                    "happened_at": "2026-01-01 08:00:00",
                    "place_id": place.id,
                }
                for seq, place in enumerate([cls.garden, cls.river, cls.garden], 1)
            ]
        )

    def seal(self, register="register.test.turn"):
        return self.Seal._seal_batch(register)

    def seals(self, *domain):
        return self.Seal.search(list(domain), order="id")

    def findings(self, *registers):
        """What the check finds, as (kind, batch, numbers of entries)."""
        self.env.invalidate_all()
        with mute_logger(LOG):
            found = self.Seal.verify(registers or None)
        return [(it.kind, it.position, it.ids) for it in found]

    # -- batches --

    def test_each_site_has_batches_of_its_own(self):
        self.assertEqual(self.seal(), 3)
        garden, river = self.seals()
        self.assertEqual(
            [(it.scope, it.position, it.count) for it in (garden, river)],
            [(str(self.garden.id), 1, 2), (str(self.river.id), 1, 1)],
        )
        first, second, third = self.turns
        self.assertEqual((garden.first_id, garden.last_id), (first.id, third.id))
        self.assertEqual((first | third).seal_id, garden)
        self.assertEqual(second.seal_id, river)
        self.assertEqual(garden.scope_name, "Jade Garden")
        self.assertEqual(garden.register_name, "Test Turns")
        self.assertEqual(self.seal(), 0)

    def test_a_batch_builds_on_the_one_before_it(self):
        """The same entries after another batch would have another hash."""
        self.seal()
        more = self.Turn.create({"seq": 4, "place_id": self.garden.id})
        self.seal()
        first, second = self.seals(("scope", "=", str(self.garden.id)))
        self.assertEqual((second.position, more.seal_id), (2, second))
        self.assertEqual(second._get_hash(second, first.hash), second.hash)
        self.assertNotEqual(second._get_hash(second, ""), second.hash)

    def test_a_register_without_sites_is_one(self):
        self.Visit.create([{"sealed_at": fields.Datetime.now()}, {}])
        self.assertEqual(self.seal("register.test.visit"), 1)
        self.assertEqual(self.Visit.search([("seal_id", "!=", False)]).seal_id.count, 1)

    def test_what_is_sealed_late_is_in_a_later_batch(self):
        """Visits are approved in any order."""
        early, late = self.Visit.create([{}, {}])
        late.sealed_at = fields.Datetime.now()
        self.seal("register.test.visit")
        early.sealed_at = fields.Datetime.now()
        self.seal("register.test.visit")
        self.assertEqual([late.seal_id.position, early.seal_id.position], [1, 2])
        self.assertFalse(self.findings())

    def test_the_schedule_seals_everything_batch_by_batch(self):
        self.Turn.create([{"seq": seq, "place_id": self.river.id} for seq in range(9)])
        self.Visit.create({"sealed_at": fields.Datetime.now()})
        with (
            patch.object(register_seal, "BATCH_SIZE", 5),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            self.Seal.with_env(self.env(cr=cr))._cron_seal()
        self.assertFalse(self.Turn.search([("seal_id", "=", False)]))
        self.assertFalse(self.Visit.search([("seal_id", "=", False)]))
        turns = self.seals(("register", "=", "register.test.turn"))
        self.assertEqual(sum(turns.mapped("count")), 12)
        self.assertLessEqual(max(turns.mapped("count")), 5)
        self.assertFalse(self.findings())

    def test_a_batch_costs_as_much_as_an_entry(self):
        """Lock, look, last batches, insert, point: for any number of entries."""
        self.seal()
        for count in (1, 300):
            places = [self.garden.id, self.river.id]
            self.Turn.create([{"place_id": places[it % 2]} for it in range(count)])
            self.env.flush_all()
            with self.subTest(count), self.assertQueryCount(5):
                self.seal()

    def test_a_seal_is_sealed_itself(self):
        self.seal()
        seal = self.seals()[0]
        for name, value in (("hash", "0"), ("digests", {}), ("count", 9)):
            with self.subTest(name), self.assert_refused():
                seal.sudo()[name] = value
                self.env.flush_all()
        with self.assert_refused():
            seal.unlink()
        with self.assert_refused():
            self.env.cr.execute("DELETE FROM register_seal")

    def test_an_entry_stays_in_its_batch(self):
        self.seal()
        for value in ("NULL", str(self.seals()[-1].id)):
            with self.subTest(value), self.assert_refused():
                self.env.cr.execute(
                    f"UPDATE register_test_turn SET seal_id = {value}"
                    f" WHERE id = {self.turns[0].id}"
                )

    # -- the check --

    def test_what_nobody_touched_is_intact(self):
        self.seal()
        self.turns[0].note = "By the window"
        self.assertEqual(self.findings(), [])

    def test_a_changed_entry_is_named(self):
        self.seal()
        for name, value in (
            ("seq", "7"),
            ("amount", "0.3"),
            ("details", "'{}'"),
            ("kind", "NULL"),
            ("happened_at", "happened_at + interval '1 second'"),
            ("place_id", str(self.river.id)),
        ):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                with self.behind_the_guard("register_test_turn"):
                    self.env.cr.execute(
                        f"UPDATE register_test_turn SET {name} = {value}"
                        f" WHERE id = {self.turns[2].id}"
                    )
                self.assertEqual(self.findings(), [("changed", 1, (self.turns[2].id,))])
                savepoint.rollback()
        self.assertEqual(self.findings(), [])

    def test_a_deleted_entry_is_named(self):
        self.seal()
        gone = self.turns[0].id
        with self.behind_the_guard("register_test_turn"):
            self.env.cr.execute(f"DELETE FROM register_test_turn WHERE id = {gone}")
        self.assertEqual(self.findings(), [("deleted", 1, (gone,))])

    def test_an_entry_slipped_into_a_batch_is_named(self):
        self.seal()
        self.env.cr.execute(
            "INSERT INTO register_test_turn (seq, seal_id) VALUES (9, %s) RETURNING id",
            [self.turns[0].seal_id.id],
        )
        [entry] = self.env.cr.fetchone()
        self.assertEqual(self.findings(), [("added", 1, (entry,))])

    def test_an_entry_taken_out_of_its_batch_is_named(self):
        """To be sealed again with other values, say."""
        self.seal()
        entry = self.turns[1]
        with self.behind_the_guard("register_test_turn"):
            self.env.cr.execute(
                "UPDATE register_test_turn SET seal_id = NULL WHERE id = %s",
                [entry.id],
            )
        self.assertEqual(self.findings(), [("detached", 1, (entry.id,))])
        self.seal()
        self.assertEqual(self.findings(), [("detached", 1, (entry.id,))])

    def test_an_entry_that_points_at_a_foreign_batch_is_named(self):
        """It would be in no batch, and never come into one."""
        self.Visit.create({"sealed_at": fields.Datetime.now()})
        self.seal("register.test.visit")
        self.turns[0].seal_id = self.seals()[-1]
        self.env.flush_all()
        self.assertEqual(self.findings(), [("stray", 0, (self.turns[0].id,))])

    def test_an_altered_batch_is_named(self):
        """Not even with a digest that fits the entry it was altered for."""
        self.seal()
        for name, value in (
            ("digests", """'{"1": "0"}'"""),
            ("sealed_at", "sealed_at + interval '1 day'"),
            ("columns", "'[\"seq\"]'"),
            ("hash", "'0'"),
        ):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                with self.behind_the_guard("register_seal"):
                    self.env.cr.execute(
                        f"UPDATE register_seal SET {name} = {value}"
                        f" WHERE id = {self.turns[1].seal_id.id}"
                    )
                self.assertIn(("altered_batch", 1, ()), self.findings())
                savepoint.rollback()

    def test_a_missing_batch_is_named(self):
        """Though its entries are made to look as if they had never been in one."""
        self.seal()
        for _ in range(2):
            self.Turn.create({"place_id": self.garden.id})
            self.seal()
        second = self.seals(("position", "=", 2))
        with self.behind_the_guard("register_test_turn", "register_seal"):
            self.env.cr.execute(
                f"UPDATE register_test_turn SET seal_id = NULL"
                f" WHERE seal_id = {second.id};"
                f"DELETE FROM register_seal WHERE id = {second.id}"
            )
        self.assertEqual(self.findings(), [("missing_batch", 2, ())])

    def test_a_guard_that_is_off_is_named(self):
        for tamper in (
            "ALTER TABLE register_test_turn DISABLE TRIGGER USER",
            "DROP TRIGGER register_seal_row ON register_test_turn",
            "DROP TRIGGER register_seal_table ON register_test_turn",
            "ALTER TABLE register_seal DISABLE TRIGGER register_seal_row",
        ):
            with self.subTest(tamper), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(tamper)
                self.assertEqual(self.findings(), [("unguarded", 0, ())])
                savepoint.rollback()
        self.env.cr.execute(
            "CREATE OR REPLACE FUNCTION register_seal_guard() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        kinds = {kind for kind, _position, _ids in self.findings()}
        self.assertEqual(kinds, {"unguarded"})

    def test_batches_keep_the_columns_they_were_sealed_with(self):
        """An update that seals more, or less, breaks no older batch."""
        self.seal()
        with patch.object(registers.Turn, "_seal_fields", ("note", "seq")):
            self.Turn._guard_register()
            new = self.Turn.create({"note": "New"})
            self.seal()
            self.assertEqual(self.findings(), [])
        self.assertIn("kind", self.turns[0].seal_id.columns)
        self.assertNotIn("kind", new.seal_id.columns)

    def test_a_column_that_is_gone_is_named(self):
        self.seal()
        self.env.cr.execute("ALTER TABLE register_test_turn DROP COLUMN amount")
        self.assertEqual(
            self.findings(), [("dropped_column", 1, ()), ("dropped_column", 1, ())]
        )

    def test_the_register_of_an_addon_that_left_is_no_finding(self):
        self.seal()
        with patch.object(type(self.Seal), "_get_registers", lambda self: []):
            self.assertEqual(self.findings(), [])

    def test_an_administrator_reads_what_came_of_the_check(self):
        self.seal()
        check = self.Seal.with_user(self.administrator).action_check
        params = check()["params"]
        self.assertEqual(
            (params["type"], params["title"]), ("success", "All seals are intact")
        )
        self.assertIn(" entries in ", params["message"])
        with self.behind_the_guard("register_test_turn"):
            self.env.cr.execute("UPDATE register_test_turn SET seq = 7")
        with self.assertLogs(LOG, "WARNING"):
            params = check()["params"]
        self.assertEqual((params["type"], params["sticky"]), ("danger", True))
        first, _second, third = self.turns.ids
        self.assertIn(
            f"Test Turns, batch {self.garden.id}/1: entries {first}, {third} were "
            "changed after they were sealed.",
            params["message"],
        )

    def test_every_finding_has_its_sentence(self):
        self.seal()
        kinds = ("unguarded", "missing_batch", "altered_batch", "dropped_column")
        kinds += ("stray", "changed", "deleted", "detached", "added")
        findings = [
            self.turns[0].seal_id._prepare_finding(kind, ids=tuple(range(30)))
            for kind in kinds
        ]
        sentences = {self.Seal._get_finding_message(it) for it in findings}
        self.assertEqual(len(sentences), len(kinds))
        message = self.Seal._get_findings_message(findings)
        self.assertIn("4 more findings", message)

    def test_an_employee_reads_a_register_without_its_seals(self):
        """The pointer to the batch is for administrators."""
        self.seal()
        self.administrator.group_ids = [Command.link(self.ref("base.group_user"))]
        self.assertIn("seal_id", self.Turn.with_user(self.administrator).fields_get())
        self.assertNotIn("seal_id", self.Turn.with_user(self.employee).fields_get())
