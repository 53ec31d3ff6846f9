import base64
import os
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MARK, ArchiveCase


class TestDisposal(ArchiveCase):
    """A-07, A-09, A-11."""

    def hold(self, documents, name="Suit"):
        return self.env["archive.hold"].create(
            {
                "name": name,
                "reason": "The court",
                "site_id": self.garden.id,
                "document_ids": documents.ids,
            }
        )

    def execute(self, batch, user=None):
        batch.with_user(user or self.custodian).action_execute()

    def paths(self, document):
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "archive.version"),
                    ("res_id", "in", document.version_ids.ids),
                    ("res_field", "=", "content"),
                ]
            )
        )
        return [files._full_path(it.store_fname) for it in files]

    def test_from_the_proposal_to_the_tombstone(self):
        """A-07: paper and file go together; what is left says what there was."""
        document = self.due(MARK, medium="both")
        [path] = self.paths(document)
        self.assertTrue(os.path.exists(path))
        batch = self.approved(document)
        self.assertEqual(batch.line_ids.method, "shred")
        self.assertEqual(batch.sudo().rule_ids.code, "A-07")
        with self.assertRaisesRegex(ValidationError, "after its files"):
            batch.action_print_certificate()
        self.execute(batch)
        self.assertEqual((batch.state, document.state), ("executed", "disposed"))
        with self.assertRaisesRegex(ValidationError, "after its files"):
            batch.action_print_certificate()
        self.purge(batch)
        self.assertEqual((batch.state, batch.line_ids.state), ("purged", "purged"))
        self.assertFalse(os.path.exists(path))
        self.assertFalse(document.has_file)
        self.assertFalse(document.sudo().content)
        self.assertTrue(batch.certificate_number)
        self.assertTrue(document.reference)
        self.assertEqual(document.version_ids.sha256, batch.line_ids.sha256)
        self.assertIn("L10", document.authority)
        self.assertTrue(batch.action_print_certificate())

    def test_what_others_have_too_stays_and_is_named(self):
        """A-07: unlinking is not destruction."""
        twin = self.env["ir.attachment"].create({"name": "x", "raw": MARK})
        document = self.due(MARK, medium="both")
        [path] = self.paths(document)
        batch = self.approved(document)
        self.execute(batch)
        self.purge(batch)
        self.assertTrue(os.path.exists(path))
        self.assertEqual(batch.line_ids.twins, f"ir.attachment {twin.id}")
        self.assertEqual(batch.state, "purged")

    def test_a_held_one_stays_and_is_named_and_the_rest_goes(self):
        """A-09: looked at again when it is executed."""
        documents = self.due() | self.due() | self.due() | self.due()
        batch = self.approved(documents)
        self.hold(documents[1])
        self.lend(documents[2])
        documents[3].sudo().level = "public"
        self.execute(batch)
        self.assertEqual(
            documents.mapped("state"), ["disposed", "filed", "filed", "disposed"]
        )
        lines = batch.line_ids
        self.assertIn("Held by “Suit”", lines[1].reason)
        self.assertIn("lent", lines[2].reason)
        self.purge(batch)
        self.assertEqual(batch.state, "purged")

    def test_what_became_confidential_is_not_torn(self):
        """A-07."""
        document = self.due(level="internal")
        batch = self.approved(document)
        self.assertEqual(batch.line_ids.method, "tear")
        document.sudo().level = "confidential"
        self.execute(batch)
        self.assertIn("became confidential", batch.line_ids.reason)
        self.assertEqual(document.state, "filed")

    def test_nobody_does_it_alone(self):
        """A-07: proposed, reviewed, approved by another, before a witness."""
        document = self.due()
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(document)
        with self.assertRaisesRegex(AccessError, "somebody else decides"):
            batch.action_review()
        with self.assertRaisesRegex(UserError, "does not come now"):
            batch.with_user(self.boss).action_approve()
        batch.with_user(self.boss).action_review()
        with self.assertRaisesRegex(AccessError, "somebody else approves"):
            batch.with_user(self.boss).action_approve()
        with self.assertRaisesRegex(AccessError, "manager of its site"):
            batch.with_user(self.reader).action_approve()
        batch.with_user(self.head).action_approve()
        with self.assertRaisesRegex(UserError, "witness has to be present"):
            self.execute(batch)
        batch.action_witness()
        with self.assertRaisesRegex(AccessError, "You are the witness"):
            self.execute(batch)
        batch.with_user(self.reader).action_witness()
        with self.assertRaisesRegex(AccessError, "custodian"):
            self.execute(batch, self.boss)
        self.execute(batch)
        self.assertEqual(batch.operator_id, self.custodian)

    def test_a_double_click_destroys_once(self):
        document = self.due()
        batch = self.approved(document)
        self.execute(batch)
        at = batch.executed_at
        self.execute(batch)
        self.assertEqual(batch.executed_at, at)
        self.assertEqual(len(batch.line_ids), 1)

    def test_only_what_is_due_is_proposed(self):
        """A-09: named with its reason, and nothing is proposed."""
        self.leases.schedule_ids |= self.make_schedule("EVER", kind="permanent")
        permanent = self.filed(title="Visit record")
        self.leases.schedule_ids = self.schedule
        waiting = self.filed()
        early = self.due()
        early.sudo().due_date = date(2999, 1, 1)
        lent = self.due()
        self.lend(lent)
        due = self.due()
        for document, reason in (
            (permanent, "for ever"),
            (waiting, "not begun to count"),
            (early, "until 2999-01-01"),
            (lent, "lent"),
        ):
            with self.assertRaisesRegex(UserError, f"{document.reference}: .*{reason}"):
                (due | document).action_propose()
        mine = [("site_id", "=", self.garden.id)]
        self.assertFalse(self.env["archive.disposal"].search(mine))
        self.assertTrue(due.action_propose())
        with self.assertRaisesRegex(UserError, "Another disposal"):
            due.action_propose()

    def test_a_review_keeps_what_it_takes_out(self):
        """A-09: until a day to come, with a reason."""
        documents = self.due() | self.due()
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(documents)
        line = batch.line_ids[0].with_user(self.reader)
        for until, reason in ((date(2999, 1, 1), ""), (date(2026, 1, 1), "For him")):
            with self.assertRaises(UserError):
                line.action_keep(until, reason)
        self.env["archive.line.keep"].with_user(self.reader).create(
            {"line_id": line.id, "until": "2999-01-01", "reason": "The tenant asked"}
        ).action_apply()
        self.assertEqual(documents[0].due_date, date(2999, 1, 1))
        self.assertEqual((line.state, line.reason), ("kept", "The tenant asked"))
        batch.with_user(self.reader).action_review()
        batch.with_user(self.boss).action_approve()
        batch.with_user(self.officer).action_witness()
        self.execute(batch)
        self.assertEqual(documents.mapped("state"), ["filed", "disposed"])

    def test_a_cancelled_batch_lets_go_its_documents(self):
        document = self.due()
        batch = self.approved(document)
        with self.assertRaises(AccessError):
            batch.with_user(self.reader).action_cancel()
        batch.action_cancel()
        self.assertTrue(document.action_propose())
        with self.assertRaises(UserError):
            self.execute(batch)
        with self.assertRaises(UserError):
            batch.sudo().unlink()

    def test_a_carrier_is_destroyed_and_a_file_purged(self):
        """A-11."""
        carrier = self.due(medium="carrier", ink=False)
        self.assertEqual(carrier.disposal_method(), "destroy")
        file = self.due(MARK, medium="electronic", ink=False)
        batch = self.approved(file)
        self.execute(batch)
        self.purge(batch)
        self.assertEqual(batch.line_ids.state, "purged")

    def test_what_is_due_comes_up_by_itself_in_batches(self):
        """A-09."""
        documents = self.due() | self.due() | self.due()
        self.hold(documents[0])
        self.company.archive_review_batch = 1
        model = self.env["archive.disposal"]
        batch = model._propose_due(self.garden)
        batch._ask_for_review()
        self.assertEqual(batch.line_ids.document_id, documents[1])
        self.assertEqual(batch.activity_ids.user_id, self.custodian)
        self.assertEqual(
            model._propose_due(self.garden).line_ids.document_id, documents[2]
        )
        self.assertFalse(model._propose_due(self.garden))

    def test_titles_are_shown_to_whom_the_document_is_shown(self):
        """A-10."""
        document = self.due()
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(document)
        self.assertEqual(batch.line_ids.title, document.title)
        self.assertFalse(batch.line_ids.with_user(self.officer).title)

    def test_nobody_writes_what_the_steps_write(self):
        batch = self.approved(self.due())
        for user in (self.custodian, self.boss, self.registrar, self.administrator):
            for record in (batch, batch.line_ids):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"state": "purged"})

    def test_a_tombstone_stays_as_it_is(self):
        document = self.due()
        batch = self.approved(document)
        self.execute(batch)
        with self.assertRaisesRegex(UserError, "tombstone"):
            document.title = "Something else"
        with self.assertRaisesRegex(UserError, "tombstone"):
            document.add_version(base64.b64encode(b"again"), "x.txt")
        with self.assertRaises(UserError):
            document.unlink()
        with self.assertRaisesRegex(UserError, "keeping"):
            self.lend(document)
