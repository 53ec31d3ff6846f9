import base64
from datetime import timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import ArchiveCase

SIGNED = base64.b64encode(b"signature")


class TestMovements(ArchiveCase):
    """A-06, A-12."""

    def setUp(self):
        super().setUp()
        self.document = self.filed()
        self.item = (
            self.env["archive.item"]
            .with_user(self.custodian)
            .create({"name": "Disk 3", "code": "D3", "site_id": self.garden.id})
        )

    def refuses(self, sentence, rule="A-06"):
        return self.assertRaisesRegex(UserError, rf"{sentence}.*\({rule}\)")

    def test_what_is_lent_is_neither_lent_again_nor_sent_away_until_it_is_back(self):
        for it in (self.document, self.item):
            self.lend(it)
            self.assertEqual(it.custody, "lent")
            with self.refuses("has to come back first"):
                self.lend(it)
            with self.refuses("has to come back first"):
                it.enter_movement("dispatch", {"partner_id": self.customer.id})
            loan = it.loan_id
            self.give_back(it)
            self.assertEqual((it.custody, loan.state), ("in", "done"))
            self.assertFalse(it.loan_id)
            with self.refuses("was not lent"):
                self.give_back(it)

    def test_what_is_lent_is_not_given_up(self):
        """A-12."""
        self.lend(self.item)
        with self.assertRaisesRegex(UserError, "come back"):
            self.item.active = False
        self.give_back(self.item)
        self.item.active = False

    def test_a_loan_ends_by_a_day(self):
        now = fields.Datetime.now()
        for due_at, sentence in (
            (False, "until when"),
            (now - timedelta(days=1), "in the past"),
            (now + timedelta(days=31), "30 days at most"),
        ):
            with self.refuses(sentence):
                self.lend(self.document, due_at=due_at)
        self.assertEqual(self.document.custody, "in")
        self.assertFalse(self.document.loan_id)
        self.assertFalse(
            self.env["archive.loan"].search([("document_id", "=", self.document.id)])
        )

    def test_both_sides_sign_and_somebody_is_named(self):
        with self.refuses("sign"):
            self.lend(self.document, received_by="")
        with self.refuses("Say who has it"):
            self.lend(self.document, partner_id=False)

    def test_the_custodian_keeps_the_register(self):
        """D-09."""
        for user in (self.reader, self.boss):
            with self.refuses("custodian"):
                self.lend(self.document, user)
        with self.assertRaises(AccessError):
            self.lend(self.document, self.elsewhere)

    def test_one_that_can_t_be_lent_keeps_the_others_here_and_is_named(self):
        other = self.filed(title="Letter")
        self.lend(other)
        with self.refuses(f"{other.reference}: It is lent"):
            self.lend(self.document | other)
        self.assertEqual(self.document.custody, "in")

    def test_an_entry_stays_as_it_is(self):
        entry = self.lend(
            self.document, handed_signature=SIGNED, received_signature=SIGNED
        )
        self.assertEqual(entry.reference, self.document.reference)
        self.assertEqual(entry.user_id, self.custodian)
        self.assertTrue(entry.handed_sha256)
        for statement in (
            "UPDATE archive_movement SET due_at = '2030-01-01'",
            "DELETE FROM archive_movement",
        ):
            with (
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement)

    def test_a_transfer_says_where_it_lies_then(self):
        signed = {"handed_by": "a", "received_by": "b"}
        with self.refuses("where it goes"):
            self.document.enter_movement("transfer", signed)
        entry = self.document.enter_movement("transfer", {**signed, "place": "Room 5"})
        self.assertEqual((entry.place_from, entry.place), ("Room 2", "Room 5"))
        self.assertEqual(self.document.place, "Room 5")
        with self.assertRaises(AccessError):
            self.document.place = "Elsewhere"

    def test_what_left_comes_in_again_by_a_receipt(self):
        signed = {"handed_by": "a", "received_by": "b"}
        with self.refuses("is here"):
            self.item.enter_movement("receipt", signed)
        self.item.enter_movement("dispatch", {**signed, "partner_id": self.customer.id})
        self.assertEqual(self.item.custody, "out")
        with self.refuses("has left"):
            self.lend(self.item)
        self.item.enter_movement("receipt", signed)
        self.assertEqual(self.item.custody, "in")

    def test_what_is_on_hold_is_not_sent_away(self):
        """A-09."""
        self.document.sudo().is_held = True
        with self.refuses("on hold"):
            self.document.enter_movement(
                "dispatch",
                {"partner_id": self.customer.id, "handed_by": "a", "received_by": "b"},
            )
        self.assertTrue(self.lend(self.document))

    def test_reminders_escalate_until_it_is_back(self):
        """A-06: the borrower before, the custodian when late, then the manager."""
        start = fields.Datetime.to_datetime("2026-03-02 02:00:00")
        with freeze_time(start):
            self.lend(self.document)
            loan = self.document.loan_id.sudo()
            self.assertEqual(loan.state, "pending")
        day = timedelta(days=1)
        told = []
        for moment in (4 * day, 5 * day, 8 * day):
            with freeze_time(start + moment + timedelta(minutes=1)):
                self.sweep()
                told.append(loan.activity_ids.user_id)
        self.assertEqual(told[0], self.reader)
        self.assertEqual(told[1], self.reader | self.custodian)
        self.assertEqual(told[2], self.reader | self.custodian | self.boss)
        self.assertEqual(loan.state, "late")
        self.assertIn("Late: ", "".join(loan.activity_ids.mapped("summary")))
        with freeze_time(start + 9 * day):
            self.give_back(self.document)
        self.assertEqual(loan.state, "done")
        self.assertEqual(loan.late_since, start + 5 * day)
        self.assertFalse(loan.activity_ids)
        self.assertEqual(set(loan.reminder_ids.mapped("state")), {"done"})

    def test_the_dialog_enters_what_is_chosen(self):
        wizard = self.env["archive.movement.entry"].with_user(self.custodian)
        context = self.document.action_move()["context"]
        with Form(wizard.with_context(**context)) as form:
            self.assertEqual(form.kind, "loan")
            form.partner_id = self.reader.partner_id
            self.assertEqual(form.handed_by, self.custodian.name)
        form.record.action_apply()
        self.assertEqual(self.document.custody, "lent")
        context = self.document.action_move()["context"]
        with Form(wizard.with_context(**context)) as form:
            self.assertEqual(form.kind, "return")
            form.partner_id = self.reader.partner_id
        form.record.action_apply()
        self.assertEqual(self.document.custody, "in")

    def test_a_loan_costs_the_same_for_one_and_for_many(self):
        counts = []
        for amount in (2, 12):
            documents = self.env["archive.document"].with_user(self.custodian)
            for _n in range(amount):
                documents |= self.hand_in()
            documents.action_check_and_file()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.lend(documents)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 14)
