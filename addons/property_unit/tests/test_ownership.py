from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import UnitCase


@freeze_time("2026-03-02 04:00:00")
class TestOwnership(UnitCase):
    """M-13: who owns a unit, and how it passes on."""

    def assert_refused(self, sentence, act):
        with self.assertRaisesRegex(UserError, sentence), self.cr.savepoint():
            act()

    def transfer(self, *owners, user=None, **values):
        wizard = self.env["property.unit.transfer"].with_user(user or self.officer)
        return wizard.with_context(default_unit_id=self.flat.id).create(
            {
                "day": "2026-03-02",
                "reason": "Sale",
                "new_owner_ids": [
                    Command.create({"partner_id": who.id, "share": share})
                    for who, share in owners
                ],
                **values,
            }
        )

    def test_an_owner_has_the_whole_and_others_nothing(self):
        """M-13: unless a share is given."""
        shares = [self.party(self.wang).share, self.party(self.li, "tenant").share]
        self.assertEqual(shares, [100, 0])

    def test_two_full_owners_at_once_are_refused(self):
        """M-13: with the names, the unit and the day in one sentence."""
        self.party(self.wang)
        self.assert_refused(
            "From 2025-01-01 on, 3-1201 would have two full owners, Wang Fang、Li Na",
            lambda: self.party(self.li, since="2025-01-01"),
        )
        self.assert_refused(
            "two full owners",
            lambda: self.party(self.li, since="2020-01-01", until="2024-01-01"),
        )
        self.party(self.li, since="2020-01-01", until="2023-12-31")

    def test_shares_of_more_than_the_whole_are_refused(self):
        """M-13: on any day."""
        self.party(self.wang, share=60)
        self.party(self.li, "co_owner", until="2025-12-31", share=40)
        self.assert_refused(
            "would hold 100.01 %, more than 100 %",
            lambda: self.party(self.zhou, "co_owner", since="2025-12-31", share=0.01),
        )
        self.party(self.zhou, "co_owner", since="2026-01-01", share=40)

    def test_a_co_owner_needs_a_share_and_a_tenant_has_none(self):
        """M-13: one clear sentence each."""
        self.assert_refused(
            "Wang Fang owns 0.00 % of 3-1201", lambda: self.party(self.wang, "co_owner")
        )
        self.assert_refused(
            "leave the share empty", lambda: self.party(self.wang, "tenant", share=5)
        )

    def test_the_same_role_twice_at_once_is_refused(self):
        """M-13: another role is another matter."""
        self.party(self.wang, "tenant")
        self.assert_refused(
            "Wang Fang.* has this role at 3-1201 already",
            lambda: self.party(self.wang, "tenant", since="2025-01-01"),
        )
        self.party(self.wang, "resident")

    def test_nobody_leaves_before_coming(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.party(self.wang, until="2023-12-31")

    def test_the_database_itself_refuses_two_full_owners(self):
        """M-13: whoever writes past the program."""
        self.party(self.wang)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                """INSERT INTO property_unit_party
                          (unit_id, partner_id, role, date_from, share)
                   VALUES (%s, %s, 'owner', '2025-01-01', 100)""",
                [self.flat.id, self.li.id],
            )
            self.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_one_save_ends_a_line_and_begins_another(self):
        """M-13: as the form sends it."""
        old = self.party(self.wang)
        with Form(self.flat.with_user(self.officer)) as form:
            with form.party_ids.edit(0) as line:
                line.date_to = "2026-03-01"
            with form.party_ids.new() as line:
                line.partner_id = self.li
                line.date_from = "2026-03-02"
        self.assertEqual(old.date_to.isoformat(), "2026-03-01")
        self.assertEqual(self.flat.owner_name, "Li Na")

    def test_who_was_what_stays_on_record(self):
        """M-13: for administrators too."""
        line = self.party(self.wang)
        for user in (self.officer, self.manager):
            mine = line.with_user(user)
            for values in (
                {"partner_id": self.li.id},
                {"role": "tenant"},
                {"unit_id": self.next_door.id},
            ):
                self.assert_refused(
                    "stays on record", lambda v=values, it=mine: it.write(v)
                )

    def test_an_officer_ends_a_line_and_an_administrator_corrects_it(self):
        """M-13: what is over is over."""
        line = self.party(self.wang).with_user(self.officer)
        line.date_to = "2026-03-01"
        sentence = "Wang Fang's time at 3-1201 is over"
        self.assert_refused(sentence, lambda: line.write({"date_to": False}))
        self.assert_refused(sentence, lambda: line.write({"share": 50}))
        other = self.party(self.li, since="2026-03-02").with_user(self.officer)
        for values in ({"share": 50}, {"date_from": "2026-04-01"}):
            self.assert_refused("stay as they were", lambda v=values: other.write(v))
        line.with_user(self.manager).share = 50
        other.reason = "A sale"

    def test_a_transfer_keeps_the_history(self):
        """M-13: the old owners end the day before, the tenants stay."""
        self.party(self.wang, share=50)
        self.party(self.li, "co_owner", share=50)
        self.party(self.zhou, "tenant", since="2025-01-01")
        self.party(self.li, "resident", since="2025-02-01")
        wizard = self.transfer((self.zhou, 70), (self.li, 30), residents_leave=True)
        self.assertEqual(wizard.owner_ids, self.wang | self.li)
        self.assertEqual(wizard.total, 100)
        wizard.action_apply()
        self.assertEqual(
            self.history(),
            [
                ("Wang Fang", "owner", "2024-01-01", "2026-03-01", 50),
                ("Li Na", "co_owner", "2024-01-01", "2026-03-01", 50),
                ("Zhou Bin", "tenant", "2025-01-01", False, 0),
                ("Li Na", "resident", "2025-02-01", "2026-03-01", 0),
                ("Zhou Bin", "owner", "2026-03-02", False, 70),
                ("Li Na", "co_owner", "2026-03-02", False, 30),
            ],
        )
        new = self.flat.party_ids.filtered(lambda it: it.share == 70)
        self.assertEqual((new.reason, new.create_uid), ("Sale", self.officer))

    def test_a_transfer_that_cannot_be_is_refused_before_anything_is_written(self):
        """M-13: one clear sentence each."""
        self.party(self.wang)
        for sentence, wizard in (
            ("Say who the new owner of 3-1201 is", self.transfer()),
            (
                "Wang Fang owns 3-1201 from 2024-01-01; choose a later day",
                self.transfer((self.li, 100), day="2024-01-01"),
            ),
            ("two full owners", self.transfer((self.li, 100), (self.zhou, 100))),
            ("more than 100 %", self.transfer((self.li, 60), (self.zhou, 60))),
        ):
            self.assert_refused(sentence, wizard.action_apply)
        owner = [("Wang Fang", "owner", "2024-01-01", False, 100)]
        self.assertEqual(self.history(), owner)

    def test_a_dialog_opened_before_another_transfer_is_refused(self):
        """M-13: who presses the button sees whom the unit leaves."""
        self.party(self.wang)
        one, other = self.transfer((self.li, 100)), self.transfer((self.zhou, 100))
        one.action_apply()
        self.assert_refused("have changed since you opened", other.action_apply)

    def test_the_dialog_opens_from_the_unit(self):
        """M-13: with the owners of now."""
        self.party(self.wang)
        action = self.flat.with_user(self.officer).action_transfer()
        wizard = self.env[action["res_model"]].with_user(self.officer)
        form = Form(wizard.with_context(**action["context"]))
        self.assertEqual(form.owner_ids[:], self.wang)
