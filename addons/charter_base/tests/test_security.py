from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.service.model import call_kw

from . import sample
from .common import CharterCase

VERBS = ("read", "write", "create", "unlink")
DECIDED = {
    "rule_ids": [],
    "reason": "Mine",
    "facts": {"mine": 1},
    "settings": {"mine": 1},
    "decided_by_id": 1,
    "decided_at": "2026-03-02 01:00:00",
    "is_override": True,
    "proposal": {"mine": 1},
    "proposed_reason": "Mine",
}
MOVED = {
    "original_due_at": "2026-03-02 01:00:00",
    "moved_reason": "Mine",
    "late_since": "2026-03-02 01:00:00",
    "done_at": "2026-03-02 01:00:00",
    "done_by_id": 1,
    "state": "done",
}


class TestSecurity(CharterCase):
    """Who may do what with "charter.rule": employees read, administrators word it."""

    def assert_forbidden(self, user, *verbs):
        for verb in verbs:
            rule = self.joint.with_user(user)
            rule.invalidate_recordset()
            with self.assertRaises(AccessError, msg=f"{user.login} may {verb}"):
                match verb:
                    case "read":
                        rule.read(["title"])
                    case "write":
                        rule.write({"title": "Mine"})
                    case "create":
                        rule.create({"code": "K-98", "title": "Mine"})
                    case "unlink":
                        rule.unlink()

    def test_an_employee_reads_rules_and_nothing_else(self):
        rule = self.joint.with_user(self.employee)
        self.assertEqual(rule.read(["code"])[0]["code"], "C-04")
        self.assert_forbidden(self.employee, "write", "create", "unlink")

    def test_a_customer_of_the_portal_may_nothing(self):
        self.assert_forbidden(self.customer, *VERBS)

    def test_a_visitor_may_nothing(self):
        self.assert_forbidden(self.visitor, *VERBS)

    def test_an_administrator_words_a_title_and_nothing_else(self):
        rule = self.joint.with_user(self.administrator)
        rule.title = "Joint complaints"
        rule.active = False
        self.assertEqual(self.joint.title, "Joint complaints")
        self.assert_forbidden(self.administrator, "create", "unlink")
        for values in ({"code": "K-98"}, {"area": "K"}):
            with self.assertRaises(AccessError):
                rule.write(values)


class TestGuards(CharterCase):
    """One door per state, for whatever model has the mixins."""

    def guarded(self):
        yield from ((sample.GRADE, name, value) for name, value in DECIDED.items())
        yield from ((sample.DEADLINE, name, value) for name, value in MOVED.items())

    def test_all_guarded_fields_are_tried(self):
        for model, fields in ((sample.GRADE, DECIDED), (sample.DEADLINE, MOVED)):
            guarded = self.env[model]._get_guarded("_guarded_fields")
            self.assertEqual(guarded, fields.keys())

    def test_nobody_types_them_over_rpc(self):
        """Not even an administrator."""
        for user in (self.employee, self.administrator):
            for model, name, value in self.guarded():
                record = self.env[model].create({"name": "One"})
                asked = record.with_user(user)
                with self.assertRaisesRegex(AccessError, "by hand", msg=name):
                    call_kw(asked, "write", [record.ids, {name: value}], {})
                with self.assertRaisesRegex(AccessError, "by hand", msg=name):
                    call_kw(asked, "create", [[{"name": "Two"}, {name: value}]], {})
                with self.assertRaisesRegex(AccessError, "by hand", msg=name):
                    call_kw(asked, "web_save", [[], {name: value}, {}], {})

    def test_the_sentence_names_the_fields(self):
        with self.assertRaisesRegex(
            AccessError, "“Done By”, “Status” can't be entered by hand"
        ):
            self.Deadline.with_user(self.employee).create(
                {"state": "done", "done_by_id": 1}
            )

    def test_a_default_opens_no_door(self):
        """Neither one of the context nor one that somebody saved for himself."""
        self.make_user_default(sample.DEADLINE, "state", "done")
        self.make_user_default(sample.DEADLINE, "moved_reason", "Mine")
        self.make_user_default(sample.DEADLINE, "name", "From my defaults")
        context = {f"default_{name}": value for name, value in MOVED.items()}
        for given in ({}, context):
            deadline = self.Deadline.with_user(self.employee).with_context(**given)
            made = deadline.create({})
            self.assertEqual(made.name, "From my defaults")
            self.assertEqual(made.state, "pending")
            for name in MOVED.keys() - {"state"}:
                self.assertFalse(made[name], name)
        context = {f"default_{name}": value for name, value in DECIDED.items()}
        made = self.Grade.with_user(self.employee).with_context(**context).create({})
        for name in DECIDED:
            self.assertFalse(made[name], name)

    def test_a_guarded_link_has_its_default_as_a_form_takes_it(self):
        """An id, not a record: no answer to a browser could hold that."""
        matters = self.Grade.with_user(self.employee)
        matters = matters.with_context(default_decided_by_id=1)
        who_asks = patch.object(
            matters._fields["decided_by_id"], "default", lambda model: model.env.user
        )
        with who_asks:
            defaults = matters.default_get(["decided_by_id"])
        self.assertEqual(defaults, {"decided_by_id": self.employee.id})

    def make_user_default(self, model, name, value):
        defaults = self.env["ir.default"].with_user(self.employee)
        defaults.set(model, name, value, user_id=True)

    def test_a_moment_is_given_once_and_then_only_moved(self):
        mine = self.Deadline.with_user(self.employee)
        deadline = mine.create({"due_at": "2026-03-02 01:00:00"})
        with self.assertRaises(AccessError):
            deadline.due_at = "2030-03-02 01:00:00"
        deadline.name = "Reply"
        self.assertEqual(deadline.state, "pending")

    def test_an_addon_s_own_field_joins_the_guarded_ones(self):
        cls = self.registry[sample.DEADLINE]
        parent = sample.SampleDeadline
        parent._guarded_fields = frozenset({"name"})
        self.addCleanup(delattr, parent, "_guarded_fields")
        deadline = self.env[cls._name].with_user(self.employee)
        for values in ({"name": "Mine"}, {"state": "done"}):
            with self.assertRaises(AccessError):
                deadline.create(values)

    def test_no_door_opens_over_rpc(self):
        for model, method in (
            (sample.GRADE, "record_decision"),
            (sample.GRADE, "decision_values"),
            (sample.DEADLINE, "mark_done"),
            (sample.DEADLINE, "move_due"),
            (sample.DEADLINE, "_cron_sweep"),
            ("charter.rule", "by_codes"),
        ):
            for user in (self.employee, self.administrator):
                with self.assertRaises(AccessError, msg=method):
                    call_kw(self.env[model].with_user(user), method, [[]], {})
