from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from .common import FloorCase


class TestFloorPin(FloorCase):
    """A person's number on the shared tablet: theirs alone, and not to be guessed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry_enter_test_mode_cls()
        cls.pins = cls.env["floor.pin"]
        cls.pins.with_user(cls.rep1).set_own("2468", "2468")

    def kept(self):
        return self.pins.sudo().search([("user_id", "=", self.rep1.id)])

    def refused(self, pin, user=None):
        """What the tablet says; assertRaises would roll back the count as well."""
        try:
            self.pins.check(user or self.rep1, pin)
        except AccessError as refusal:
            return str(refusal)
        finally:
            self.env.invalidate_all()
        return None

    def test_the_right_pin_passes(self):
        self.pins.with_user(self.floor_supervisor).check(self.rep1, "2468")

    def test_only_the_hash_is_kept(self):
        self.assertNotIn("2468", self.kept().pin_hash)
        self.assertTrue(self.kept().pin_hash.startswith("$pbkdf2-sha512$"))

    def test_another_pin_does_not_pass_and_is_counted(self):
        self.assertIn("Tries left: 4", self.refused("1357"))
        self.assertIn("Tries left: 3", self.refused(""))
        self.assertIn("Tries left: 2", self.refused(False))
        self.assertEqual(self.kept().wrong_tries, 3)

    def test_the_right_pin_forgives_wrong_ones(self):
        self.refused("1357")
        self.pins.check(self.rep1, "2468")
        self.assertIn("Tries left: 4", self.refused("1357"))

    def test_after_some_wrong_ones_the_right_one_does_not_pass_either(self):
        for _attempt in range(4):
            self.refused("1357")
        self.assertIn("again in 10 minutes", self.refused("1357"))
        self.assertIn("again in 10 minutes", self.refused("2468"))

    def test_a_guesser_gets_five_of_ten_thousand(self):
        """Trying them all, also while it is locked, tells nothing more."""
        said = {self.refused(f"{pin:04}") for pin in range(0, 12)}
        self.assertEqual(len(said), 5)
        self.assertEqual(sum("wrong too often" in it for it in said), 1)

    def test_the_lock_ends_by_itself(self):
        for _attempt in range(5):
            self.refused("1357")
        later = fields.Datetime.now() + timedelta(minutes=11)
        with patch.object(fields.Datetime, "now", lambda *_args: later):
            self.pins.check(self.rep1, "2468")
        self.env.invalidate_all()
        self.assertFalse(self.kept().locked_until)

    def test_tries_and_minutes_are_settings(self):
        self.company.write({"floor_pin_tries": 2, "floor_pin_lock_minutes": 3})
        self.assertIn("Tries left: 1", self.refused("1357"))
        self.assertIn("again in 3 minutes", self.refused("1357"))

    def test_settings_that_lock_nobody_are_refused(self):
        for wrong in (
            {"floor_pin_tries": 0},
            {"floor_pin_lock_minutes": 0},
            {"floor_signed_seconds": -1},
            {"floor_signed_seconds": 601},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.company.write(wrong)

    def test_who_has_none_is_told_where_to_set_it(self):
        self.assertIn("has no PIN yet", self.refused("2468", self.rep2))

    def test_a_pin_is_four_to_eight_digits(self):
        own = self.pins.with_user(self.rep2)
        for wrong in ("", False, "123", "123456789", "12a4", "-1234", "１２３４"):
            with self.assertRaises(ValidationError):
                own.set_own(wrong, wrong)
        own.set_own("12345678", "12345678")
        own.check(self.rep2, "12345678")

    def test_both_must_be_the_same(self):
        with self.assertRaises(ValidationError):
            self.pins.with_user(self.rep2).set_own("1234", "1243")

    def test_a_new_pin_replaces_the_old_one_and_its_lock(self):
        for _attempt in range(5):
            self.refused("1357")
        self.pins.with_user(self.rep1).set_own("8642", "8642")
        self.env.flush_all()
        self.pins.check(self.rep1, "8642")
        self.assertIn("not the PIN", self.refused("2468"))

    def test_a_reset_leaves_none(self):
        self.pins.reset(self.rep1)
        self.assertIn("has no PIN yet", self.refused("2468"))
        self.assertEqual(self.pins.who_has_one(self.rep1), set())

    # -- security --

    def test_nobody_reads_or_writes_a_pin(self):
        everybody = (
            self.rep1 | self.floor_supervisor | self.sales_director | self.employee
        ) | self.env.ref("base.user_admin")
        for user in everybody:
            kept = self.kept().with_user(user)
            for field in ("user_id", "pin_hash", "wrong_tries", "locked_until"):
                with self.assertRaises(AccessError):
                    kept.read([field])
            with self.assertRaises(AccessError):
                kept.write({"wrong_tries": 0})
            with self.assertRaises(AccessError):
                kept.unlink()
            with self.assertRaises(AccessError):
                kept.create({"user_id": user.id, "pin_hash": "x"})
            with self.assertRaises(AccessError):
                kept.search([("pin_hash", "like", "a")])

    def test_the_window_is_for_the_floor_and_each_sees_their_own(self):
        windows = self.env["floor.pin.set"]
        for outsider in (self.employee, self.portal):
            with self.assertRaises(AccessError):
                windows.with_user(outsider).create({"pin": "1234"})
        window = windows.with_user(self.rep1).create({"pin": "1234"})
        with self.assertRaises(AccessError):
            window.with_user(self.rep2).read(["pin"])
