from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.models import BaseModel

from .papers import SCAN, WHY, PapersCase, day

VERBS = ("read", "write")
ARCHIVE = "archive_retention.archive_retention_group_"
READER = "confidential_access.confidential_access_group_reader"


class TestSecurityArchive(PapersCase):
    """D-07: what is filed of owners and of tenants stays apart in the archive."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        user, keeper, head = (ARCHIVE + it for it in ("user", "custodian", "manager"))
        cls.clerk = cls.make_user("archive-clerk", f"{user},{READER}", cls.garden)
        cls.head = cls.make_user("archive-head", f"{head},{READER}", cls.garden)
        cls.archivist = cls.make_user(
            "archive-keeper", keeper, cls.garden, role="custodian"
        )
        cls.renting = cls.open_dossier(
            cls.trader, cls.make_unit("S1", "shop"), "tenant", lease="own"
        )
        cls.owners = cls.filed(cls.dossier, cls.of_owners)
        cls.tenants = cls.filed(cls.renting, cls.of_tenants)

    @classmethod
    def filed(cls, dossier, officer):
        """A paper of the dossier, filed by who keeps the archive alone."""
        paper = dossier.paper_ids.filtered(
            lambda it: it.kind in ("contract", "identity")
        )[:1].with_user(officer)
        paper.action_receive(SCAN, "scan.png")
        paper.action_check_and_verify()
        document = paper.document_id.with_user(cls.archivist)
        document.action_check_and_file()
        cls.env["archive.event"].with_user(cls.archivist).stamp(
            document, "lease_end", "2026-02-28"
        )
        return document.sudo()

    def seen(self, user, document):
        """Which of the document, its file and its event somebody finds."""
        records = (document, document.version_ids, document.event_ids)
        self.assertTrue(all(records))
        return {
            it._name
            for it in records
            if it.with_user(user).sudo(False).search([("id", "=", it.id)])
            and it.with_user(user).sudo(False).has_access("read")
        }

    def print_and_file(self, records, report, user=None):
        archive_class = self.company.dossier_class("owner")
        filing = (
            self.env["archive.paper.filing"]
            .with_user(user or self.custodian)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create(
                {
                    "report_id": self.env.ref(f"partner_dossier.{report}").id,
                    "site_id": self.garden.id,
                    "class_id": archive_class.id,
                }
            )
        )
        return self.env["archive.document"].browse(filing.action_file()["res_id"])

    def test_each_class_is_found_by_who_keeps_its_dossiers_or_the_archive(self):
        everything = {"archive.document", "archive.version", "archive.event"}
        for user in (self.boss, self.custodian, self.archivist, self.head):
            for document in (self.owners, self.tenants):
                self.assertEqual(self.seen(user, document), everything, user.login)
        self.assertEqual(self.seen(self.of_owners, self.owners), everything)
        self.assertEqual(self.seen(self.of_tenants, self.tenants), everything)
        self.assertFalse(self.seen(self.of_owners, self.tenants))
        self.assertFalse(self.seen(self.of_tenants, self.owners))
        for document in (self.owners, self.tenants):
            self.assertFalse(self.seen(self.clerk, document), "no dossier, no paper")

    def test_what_is_not_from_a_dossier_is_found_as_ever(self):
        """A-10: by the site and the level."""
        document = self.owners.with_user(self.archivist).create(
            {
                "title": "Fire plan",
                "class_id": self.owners.class_id.id,
                "volume_id": self.owners.volume_id.id,
                "signed_date": "2026-01-05",
                "ink": "black",
            }
        )
        for user in (self.clerk, self.of_owners, self.of_tenants):
            self.assertTrue(document.with_user(user).has_access("read"))
            self.assertTrue(document.with_user(user).search([("id", "=", document.id)]))

    def test_no_count_list_or_index_tells_of_the_others(self):
        for user, seen, hidden in (
            (self.of_owners, self.owners, self.tenants),
            (self.of_tenants, self.tenants, self.owners),
        ):
            documents = self.env["archive.document"].with_user(user)
            here = [("site_id", "=", self.garden.id)]
            self.assertEqual(documents.search(here), seen)
            self.assertEqual(documents._read_group(here, [], ["__count"]), [(1,)])
            self.assertFalse(documents.name_search(hidden.reference))
            self.assertFalse(
                documents.version_ids.search([("document_id.title", "like", "")])
                & hidden.version_ids
            )
            self.env.invalidate_all()
            for document, count in ((seen, 1), (hidden, 0)):
                partner = document.partner_id.with_user(user).sudo(False)
                volume = document.volume_id.with_user(user).sudo(False)
                self.assertEqual(partner.archive_count, count)
                self.assertEqual(len(partner.get_archive_index()), count)
                self.assertEqual(volume.document_count, count)
                self.assertEqual(len(volume.document_ids), count)

    def test_no_title_or_file_comes_out_by_its_id(self):
        for user, seen, hidden in (
            (self.of_owners, self.owners, self.tenants),
            (self.of_tenants, self.tenants, self.owners),
        ):
            for record in (seen, seen.version_ids):
                files = record.with_user(user).sudo(False).action_consult(WHY * 2)
                self.assertTrue(files["files"])
            for record in (hidden, hidden.version_ids):
                theirs = record.with_user(user).sudo(False)
                for ask in (
                    lambda it: it.read(),
                    lambda it: it.action_door(),
                    lambda it: it.action_consult(WHY * 2),
                ):
                    with self.enter_registry_test_mode():
                        self.assertRaises(AccessError, ask, theirs)
            files = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", "archive.version"),
                        ("res_id", "in", hidden.version_ids.ids),
                        ("res_field", "=", "content"),
                    ]
                )
            )
            self.assertTrue(files)
            with self.assertRaises(AccessError):
                files.with_user(user).sudo(False).read(["datas", "name"])

    def test_nobody_says_by_hand_whose_it_is(self):
        for values in ({"party_class": False}, {"dossier_id": False}):
            with self.assertRaises(AccessError):
                self.owners.with_user(self.custodian).write(values)

    def test_it_follows_the_class_of_its_dossier(self):
        self.dossier.party_type = "tenant_household"
        self.env.flush_all()
        self.assertEqual(self.owners.party_class, "tenant")
        self.assertTrue(self.seen(self.of_tenants, self.owners))
        self.assertFalse(self.seen(self.of_owners, self.owners))

    def test_who_keeps_the_archive_lends_and_destroys_what_is_from_dossiers(self):
        """A-06, A-07: with no right on dossiers; who only takes part sees no title."""
        document = self.owners.with_user(self.archivist).sudo(False)
        signed = {"handed_by": "He Xue", "received_by": "Liu Yang"}
        borrowed = {"partner_id": self.customer.id, "due_at": self.in_five_days()}
        document.enter_movement("loan", {**signed, **borrowed})
        document.enter_movement("return", signed)
        self.owners.write({"retention_state": "running", "due_date": "2026-02-01"})
        batch = self.env["archive.disposal"].with_user(self.archivist).propose(document)
        line = batch.line_ids
        self.assertEqual(line.title, self.owners.title)
        for user in (self.clerk, self.of_tenants):
            self.env.invalidate_all()
            shown = line.with_user(user).read(["reference", "title"])[0]
            self.assertEqual(shown["reference"], self.owners.reference)
            self.assertFalse(shown["title"])
        batch.with_user(self.clerk).action_review()
        batch.with_user(self.boss).action_approve()
        batch.with_user(self.of_tenants).action_witness()
        batch.action_execute()
        self.assertEqual(self.owners.state, "disposed")
        self.assertFalse(self.seen_title(self.of_tenants), "nor its tombstone")

    def in_five_days(self):
        return fields.Datetime.now() + timedelta(days=5)

    def seen_title(self, user):
        documents = self.env["archive.document"].with_user(user)
        return documents.search([("title", "=", self.owners.title)])

    def test_a_hold_keeps_what_its_keeper_does_not_see(self):
        """A-09"""
        self.head.group_ids = [Command.unlink(self.env.ref(READER).id)]
        hold = self.env["archive.hold"].with_user(self.head)
        hold = hold.create({"name": "Suit", "reason": "A suit"})
        hold.write({"partner_ids": self.customer.ids})
        self.assertTrue(self.owners.is_held)
        self.assertFalse(self.tenants.is_held)

    def test_what_is_printed_of_dossiers_is_filed_with_their_class(self):
        """A-03: of one, of several, and not of both classes at once."""
        card = "partner_dossier_report_card"
        one = self.print_and_file(self.renting, card)
        self.assertEqual((one.dossier_id, one.party_class), (self.renting, "tenant"))
        both = self.renting | self.tenants_dossier
        several = self.print_and_file(both, card)
        self.assertFalse(several.dossier_id)
        self.assertEqual(several.party_class, "tenant")
        with self.assertRaisesRegex(UserError, "filed apart"):
            self.print_and_file(self.renting | self.dossier, card)
        self.assertFalse(
            self.env["archive.document"]
            .with_user(self.of_owners)
            .search([("id", "in", (one | several).ids)])
        )

    def test_an_archive_that_is_there_already_is_told_apart_by_an_update(self):
        by_hand = self.owners.create(
            {
                "title": "By hand",
                "class_id": self.owners.class_id.id,
                "volume_id": self.owners.volume_id.id,
                "signed_date": day("2026-01-05"),
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE archive_document DROP dossier_id, DROP party_class"
        )
        with patch.object(BaseModel, "_auto_init"):  # its indexes are another matter
            self.env["archive.document"]._auto_init()
        self.env.invalidate_all()
        documents = self.owners | self.tenants | by_hand
        self.assertEqual(
            [(it.dossier_id, it.party_class) for it in documents],
            [
                (self.dossier, "owner"),
                (self.renting, "tenant"),
                (self.dossier.browse(), False),
            ],
        )
