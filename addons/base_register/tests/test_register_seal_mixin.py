from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw, retrying
from odoo.tests import HttpCase, new_test_user
from odoo.tools import SQL, mute_logger

from odoo.addons.base_register import guard, uninstall_hook

from . import registers
from .common import SealCase

SENTENCE = (
    "The entries of “Test Turns” are sealed and can't be changed or deleted any more; "
    "a correction is a new entry."
)
TRIGGERS = """
    SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
     WHERE proname = %s AND tgrelid = %s::regclass
"""


class TestRegisterSealMixin(SealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.turn = cls.Turn.create({"seq": 1, "kind": "served", "note": "By the door"})
        cls.visit = cls.Visit.create({"kind": "first"})

    def update(self, *names):
        registers.update_models(self.registry, self.cr, *names)

    def extend(self, model, definition):
        """Do what an update does that brings more fields, until the test is over."""
        model_class = self.registry[model._name]
        self.addCleanup(self.registry._setup_models__, self.cr, [model._name])
        bases = model_class._base_classes__
        self.addCleanup(setattr, model_class, "_base_classes__", bases)
        registers.add_models(self.registry, self.cr, definition)

    # -- what is refused --

    def test_a_sealed_column_never_changes(self):
        """Whoever changes it: a user, code with all rights, plain SQL."""
        values = {
            "seq": 2,
            "happened_at": "2026-01-01 08:00:00",
            "kind": "skipped",
            "amount": 0.1,
            "details": {"a": 1},
            "initials": "x",
            "place_id": self.env.company.id,
            "correction_of_id": self.Turn.create({}).id,
        }
        for name, value in values.items():
            with self.subTest(name, way="user"), self.assert_refused():
                self.turn.with_user(self.administrator).write({name: value})
                self.env.flush_all()
            with self.subTest(name, way="sudo"), self.assert_refused():
                self.turn.sudo().write({name: value})
                self.env.flush_all()
            with self.subTest(name, way="SQL"), self.assert_refused():
                self.env.cr.execute(
                    SQL(
                        "UPDATE register_test_turn SET %s = NULL",
                        SQL.identifier(name),
                    )
                    if self.turn[name]
                    else SQL(
                        "UPDATE register_test_turn SET %s = %s",
                        SQL.identifier(name),
                        '{"a": 1}' if name == "details" else value,
                    )
                )
        self.env.invalidate_all()
        self.assertEqual((self.turn.seq, self.turn.kind), (1, "served"))

    def test_a_sealed_entry_is_never_deleted(self):
        with self.assert_refused(database=False) as refusal:
            self.turn.sudo().unlink()
        self.assertEqual(str(refusal.exception), SENTENCE)
        with self.assert_refused():
            self.env.cr.execute("DELETE FROM register_test_turn")
        self.assertTrue(self.turn.exists())

    def test_a_sealed_register_is_never_emptied(self):
        for table in ("register_test_turn", "register_test_visit", "register_seal"):
            with self.subTest(table), self.assert_refused():
                self.env.cr.execute(f"TRUNCATE {table} CASCADE")

    def test_the_user_reads_one_sentence(self):
        """A call over RPC ends in a message that names the register."""
        for verb, arguments in (("write", [{"kind": "skipped"}]), ("unlink", [])):
            with self.subTest(verb):
                message = self.call_in_vain(verb, arguments)
                message = message.removeprefix("The operation cannot be completed: ")
                self.assertEqual(message, SENTENCE)

    def call_in_vain(self, verb, arguments):
        with (
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
            mute_logger("odoo.sql_db"),
        ):
            turn = self.turn.with_env(self.env(cr=cr, user=self.administrator))
            work = partial(call_kw, turn, verb, [turn.ids, *arguments], {})
            try:  # assertRaises would want its savepoint back
                retrying(work, turn.env)
            except ValidationError as refusal:
                return str(refusal)
        raise AssertionError(f"{verb} was not refused")

    def test_an_import_says_it_on_its_line(self):
        self.turn.export_data(["id"])  # gives it an XML ID
        xml_id = self.turn.get_external_id()[self.turn.id]
        with mute_logger("odoo.sql_db"):
            result = self.Turn.load(["id", "kind"], [[xml_id, "skipped"]])
        self.assertFalse(result["ids"])
        self.assertIn(SENTENCE, [message["message"] for message in result["messages"]])

    def test_what_is_not_sealed_changes(self):
        self.turn.write({"note": "By the window", "seq": 1})
        self.env.flush_all()
        self.assertEqual(self.turn.label, "1: By the window")

    # -- sealed later --

    def test_an_entry_changes_until_it_is_sealed(self):
        self.visit.kind = "second"
        self.visit.write({"kind": "third", "sealed_at": fields.Datetime.now()})
        self.env.flush_all()
        for values in ({"kind": "fourth"}, {"sealed_at": False}, {"approver": 2}):
            with self.subTest(values), self.assert_refused():
                self.visit.write(values)
                self.env.flush_all()
        with self.assert_refused(database=False):
            self.visit.unlink()
        self.Visit.create({}).unlink()

    def test_a_seal_on_false_is_none(self):
        """A tick box seals too, and one that isn't ticked doesn't."""
        self.env.cr.execute("CREATE TABLE register_test_box (done bool, kind text)")
        guard.guard_table(self.env.cr, "register_test_box", ["done", "kind"], "done")
        self.env.cr.execute("INSERT INTO register_test_box VALUES (false, 'a')")
        self.env.cr.execute("UPDATE register_test_box SET kind = 'b'")
        self.env.cr.execute("UPDATE register_test_box SET done = true")
        with self.assert_refused():
            self.env.cr.execute("UPDATE register_test_box SET done = false")

    # -- what must go on working --

    def test_a_field_computed_after_the_insert_is_stored(self):
        """Odoo inserts the row and updates it with what it computed."""
        turn = self.Turn.create({"seq": 7, "note": "New"})
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT label FROM register_test_turn WHERE id = %s", [turn.id]
        )
        self.assertEqual(self.env.cr.fetchone(), ("7: New",))

    def test_an_update_fills_new_columns_and_seals_them(self):
        """A new field with a default, one that is computed, one that isn't sealed."""

        class GradedTurn(models.Model):
            _module = None
            _name = "register.test.turn"
            _inherit = ["register.test.turn"]
            _seal_fields = ("grade", "double")

            grade = fields.Char(default="a")
            place = fields.Char(default="hall")
            double = fields.Integer(
                compute="_compute_double", store=True, precompute=True
            )

            @api.depends("seq")
            def _compute_double(self):
                for turn in self:
                    turn.double = 2 * turn.seq

        self.extend(self.Turn, GradedTurn)
        self.env.cr.execute(
            "SELECT grade, place, double FROM register_test_turn WHERE id = %s",
            [self.turn.id],
        )
        self.assertEqual(self.env.cr.fetchone(), ("a", "hall", 2))
        turn = self.env["register.test.turn"].browse(self.turn.id)
        turn.place = "yard"
        self.env.flush_all()
        for name, value in (("grade", "b"), ("double", 3), ("kind", "skipped")):
            with self.subTest(name), self.assert_refused():
                turn[name] = value
                self.env.flush_all()

    def test_an_update_seals_what_is_sealed_from_now_on(self):
        """The list of sealed columns changed both ways; twice is like once."""
        definition = registers.Turn
        self.addCleanup(setattr, definition, "_seal_fields", definition._seal_fields)
        definition._seal_fields = ("seq", "note")
        for _ in range(2):
            self.update("register.test.turn")
        self.env.cr.execute(TRIGGERS, [guard.FUNCTION, "register_test_turn"])
        self.assertEqual(self.env.cr.fetchone(), (2,))
        self.turn.kind = "skipped"
        self.env.flush_all()
        with self.assert_refused():
            self.turn.note = "By the window"
            self.env.flush_all()

    def test_an_update_switches_the_guard_on_again(self):
        self.env.cr.execute("ALTER TABLE register_test_turn DISABLE TRIGGER USER")
        self.update("register.test.turn")
        with self.assert_refused():
            self.env.cr.execute("UPDATE register_test_turn SET seq = 9")

    def test_a_user_who_made_entries_can_be_deleted(self):
        """The database then empties create_uid and write_uid by itself."""
        user = new_test_user(self.env, "register-leaver", "base.group_user")
        turn = self.Turn.with_user(user).sudo().create({"seq": 3})
        self.assertEqual(turn.create_uid, user)
        user.unlink()
        self.env.invalidate_all()
        self.assertFalse(turn.sudo(False).with_env(self.env).create_uid)
        self.assertEqual(turn.with_env(self.env).seq, 3)

    def merge(self, partners, into):
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge(partners.ids, into)
        self.env.invalidate_all()

    def test_contacts_of_entries_can_be_merged(self):
        one, other = self.env["res.partner"].create([{"name": "Li"}, {"name": "LI"}])
        turn = self.Turn.create({"seq": 4, "partner_id": other.id})
        self.merge(one | other, one)
        self.assertEqual((turn.partner_id, turn.seq), (one, 4))

    def test_a_merge_of_contacts_deletes_no_entry(self):
        """Where both contacts can't stand in the register, the merge gives way."""
        self.env.cr.execute("ALTER TABLE register_test_turn ADD UNIQUE (partner_id)")
        one, other = self.env["res.partner"].create([{"name": "Li"}, {"name": "LI"}])
        turns = self.Turn.create([{"partner_id": one.id}, {"partner_id": other.id}])
        with self.assert_refused():
            self.merge(one | other, one)
        self.env.invalidate_all()
        self.assertEqual(turns.exists().partner_id, one | other)

    def test_uninstalling_leaves_no_function(self):
        """Tables take their triggers along, but a function belongs to no table."""
        uninstall_hook(self.env)
        self.env.cr.execute("SELECT FROM pg_proc WHERE proname ~ '^register_'")
        self.assertFalse(self.env.cr.fetchall())
        self.env.cr.execute("UPDATE register_test_turn SET seq = 9")

    def test_a_seal_costs_no_statement(self):
        """The trigger is in the database: 40 entries take as much as without a seal."""
        plain = self.env["register.test.plain"]
        values = [{"kind": "served"}] * 40
        warm = (plain, self.Visit)
        for model in warm:
            model.create(values)
            self.env.flush_all()
        for model in warm:
            with self.subTest(model._name), self.assertQueryCount(1):
                model.create(values)
                self.env.flush_all()

    # -- corrections --

    def test_a_correction_is_a_new_entry(self):
        correction = self.turn.correct({"kind": "skipped"})
        self.assertEqual((correction.seq, correction.kind), (1, "skipped"))
        self.assertEqual(correction.correction_of_id, self.turn)
        self.assertEqual(self.turn.corrected_by_ids, correction)
        self.assertEqual(self.turn.kind, "served")
        again = correction.correct({"kind": "served"})
        self.assertEqual(again.correction_of_id, correction)
        with self.assert_refused():
            correction.correction_of_id = False
            self.env.flush_all()

    def test_what_is_not_sealed_yet_is_changed_not_corrected(self):
        with self.assertRaisesRegex(UserError, "isn't sealed yet"):
            self.visit.correct({"kind": "second"})
        with self.assertRaisesRegex(ValidationError, "isn't sealed yet"):
            self.Visit.create({"correction_of_id": self.visit.id})
        self.visit.sealed_at = fields.Datetime.now()
        correction = self.visit.correct({"kind": "second"})
        self.assertFalse(correction.sealed_at)
        correction.kind = "third"
        self.env.flush_all()

    def test_a_correction_is_not_made_over_rpc(self):
        """Who offers corrections checks who may make them."""
        with self.assertRaises(UserError):
            call_kw(self.turn, "correct", [self.turn.ids, {"kind": "x"}], {})

    # -- for who declares a register --

    def test_a_seal_on_what_is_no_column_is_an_error(self):
        definition = registers.Turn
        self.addCleanup(setattr, definition, "_seal_fields", definition._seal_fields)
        for name in ("nothing", "corrected_by_ids", "seal_id", "id", "label"):
            definition._seal_fields = (name,)
            with self.subTest(name), self.assertRaisesRegex(ValueError, f"'{name}'"):
                self.update("register.test.turn")


class TestRegisterSealWebClient(SealCase, HttpCase):
    def test_the_web_client_shows_one_sentence(self):
        turn = self.Turn.create({"kind": "served"})
        self.authenticate("register-administrator", "register-administrator")
        for verb, arguments in (
            ("web_save", [{"kind": "skipped"}, {"kind": {}}]),
            ("unlink", []),
        ):
            call = {
                "model": turn._name,
                "method": verb,
                "args": [turn.ids, *arguments],
                "kwargs": {},
            }
            with self.subTest(verb), mute_logger("odoo.sql_db", "odoo.http"):
                answer = self.url_open(
                    f"/web/dataset/call_kw/{turn._name}/{verb}",
                    json={"jsonrpc": "2.0", "method": "call", "params": call},
                ).json()
                error = answer["error"]["data"]
                self.assertEqual(error["name"], "odoo.exceptions.ValidationError")
                message = error["message"]
                message = message.removeprefix("The operation cannot be completed: ")
                self.assertEqual(message, SENTENCE)
