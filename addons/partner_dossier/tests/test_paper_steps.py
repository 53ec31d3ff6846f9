import base64
from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form

from .papers import PICTURE, SCAN, WHY, PapersCase


class TestPaperSteps(PapersCase):
    """D-03, D-05: missing, received, verified, expired or waived, one door per step."""

    def test_a_scan_dropped_on_a_missing_paper_is_received(self):
        """D-05: by whom and when; the scan is behind the door."""
        paper = self.paper_of("identity")
        with Form(paper) as form:
            form.scan_entry = SCAN
        self.assertEqual(paper.status, "received")
        self.assertEqual(paper.received_by_id, self.officer)
        self.assertEqual(paper.received_on, self.today())
        self.assertTrue(paper.has_scan)
        self.assertFalse(paper.scan_entry)
        self.assertEqual(base64.b64decode(paper.sudo().scan), PICTURE)
        with self.assertRaises(AccessError):
            paper.scan  # noqa: B018
        self.assertEqual(self.dossier.completeness, 0, "not verified yet")

    def test_nothing_typed_receives_nothing(self):
        paper = self.paper_of("identity")
        with Form(paper) as form:
            form.signed_on = "2026-01-05"
        self.assertEqual(paper.status, "missing")

    def test_a_paper_is_received_without_a_scan_too(self):
        """D-05: it lies on the desk."""
        paper = self.received(content=None)
        self.assertEqual((paper.status, paper.has_scan), ("received", False))

    def test_what_is_no_scan_is_refused_in_one_sentence(self):
        """D-05: a program, a page with a script, nothing, a damaged PDF, too much."""
        paper = self.paper_of("identity")
        for content, name, words in (
            (b"MZ\x90\x00" + b"\0" * 60, "scan.exe", "choose a PDF or a picture"),
            (b"#!/bin/sh\nrm", "scan.png", "choose a PDF or a picture"),
            (b"<svg onload='x'/>", "scan.svg", "choose a PDF or a picture"),
            (b"%PDF-1.4 broken", "scan.pdf", "damaged"),
            (b"\x89PNG" * 400_000, "scan.png", "up to 1 MB are kept"),
        ):
            self.company.archive_scan_mb = 1
            with self.refused(words):
                paper.action_receive(base64.b64encode(content), name)
        self.assertEqual((paper.status, paper.has_scan), ("missing", False))

    def test_verified_by_the_officer_it_is_handed_in_to_the_archive(self):
        """D-05, A-03: complete and authentic; the custodian files it."""
        paper = self.received()
        paper.action_check_and_verify()
        self.assertEqual(paper.status, "verified")
        self.assertEqual(paper.verified_by_id, self.officer)
        self.assertTrue(paper.is_complete and paper.is_authentic)
        document = paper.document_id
        self.assertEqual(document.state, "draft")
        self.assertEqual(document.title, "Owner's ID card 3-1201")
        self.assertEqual(document.partner_id, self.customer)
        self.assertEqual(document.volume_id.partner_id, self.customer)
        self.assertEqual(document.class_id.code, "KH-YZ")
        self.assertEqual(document.medium, "both")
        self.assertEqual(document.signed_date, self.today())
        self.assertFalse(document.is_original)
        self.assertEqual(base64.b64decode(document.sudo().content), PICTURE)
        self.assertFalse(paper.sudo().scan, "one file, one retention")
        self.assertTrue(paper.has_scan)
        self.assertEqual(self.dossier.completeness, 14)
        action = paper.action_door()
        self.assertEqual(action["params"]["model"], "archive.document")

    def test_verified_by_the_custodian_it_is_filed_at_once(self):
        """D-09: with its number, into the customer's open volume."""
        volume = self.env["archive.volume"].create(
            {"site_id": self.garden.id, "partner_id": self.customer.id}
        )
        for kind in ("identity", "bank"):
            self.received(kind, user=self.custodian).action_check_and_verify()
        documents = self.dossier.paper_ids.document_id
        self.assertEqual(documents.mapped("state"), ["filed"] * 2)
        self.assertEqual(documents.volume_id, volume)
        self.assertEqual(set(documents.mapped("number")), {1, 2})

    def test_an_original_that_is_kept_goes_in_as_such_and_in_a_form_that_lasts(self):
        """A-01: no ballpoint."""
        paper = self.received("form", user=self.custodian)
        paper.ink = "ballpoint"
        with self.refused("does not last"):
            paper.action_check_and_verify()
        paper.ink = "black"
        paper.signed_on = "2026-01-05"
        paper.action_check_and_verify()
        self.assertTrue(paper.document_id.is_original)
        self.assertEqual(str(paper.document_id.signed_date), "2026-01-05")

    def test_tenants_papers_lie_in_a_volume_and_class_of_their_own(self):
        """D-07: of a customer who owns one flat and rents another too."""
        renting = self.open_dossier(self.customer, self.make_unit("9"), "tenant")
        self.received().action_check_and_verify()
        theirs = self.received("contract", user=self.letting, dossier=renting)
        theirs.action_check_and_verify()
        document = theirs.document_id
        self.assertEqual(document.class_id.code, "KH-ZH")
        self.assertNotEqual(
            document.volume_id, self.paper_of("identity").document_id.volume_id
        )

    def test_the_class_speaks_every_language_that_is_read_here(self):
        """D-07: whoever verified the first paper of an owner."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.received().action_check_and_verify()
        archive_class = self.paper_of("identity").document_id.class_id
        self.assertEqual(archive_class.name, "Owners' Dossiers")
        self.assertTrue(archive_class.with_context(lang="zh_CN").name)
        self.assertEqual(self.company.dossier_class("owner"), archive_class)

    def test_the_supplements_of_a_dossier_are_the_papers_brought(self):
        """D-02, D-03: counted and opened from its section."""
        self.received()
        self.paper_of("photo").with_user(self.boss).action_waive(WHY)
        counts = self.dossier.with_user(self.officer).section_counts()
        self.assertEqual(counts["supplements"], {self.dossier.id: 1})
        action = self.dossier.with_user(self.officer).open_section("supplements")
        papers = self.env["partner.dossier.paper"].search(action["domain"])
        self.assertEqual(papers, self.dossier.paper_ids)

    def test_a_line_may_name_the_class_of_its_papers(self):
        """A-09: how long a paper is kept depends on its class."""
        leases = self.env["archive.class"].create(
            {"name": "Deeds", "code": "D", "company_id": self.company.id}
        )
        line = self.paper_of("contract").line_id.sudo()
        line = line.with_company(self.company)
        line.archive_class_id = leases
        self.received("contract").action_check_and_verify()
        self.assertEqual(self.paper_of("contract").document_id.class_id, leases)

    def test_what_is_not_confirmed_is_not_verified(self):
        """D-05: original seen, complete, authentic; nothing is filed then."""
        paper = self.received()
        with self.refused("seen the original"):
            paper.action_verify()
        paper.original_seen = True
        with self.refused("complete, and that it is authentic"):
            paper.action_verify()
        self.assertEqual((paper.status, paper.document_id.id), ("received", False))
        with self.refused("is verified"):
            self.paper_of("bank").action_check_and_verify()

    def test_a_verified_paper_stays_as_it_was_confirmed(self):
        """D-05: and is received anew only when it has expired."""
        paper = self.received()
        paper.action_check_and_verify()
        with self.refused("verified already"):
            paper.action_receive()
        for values in ({"is_authentic": False}, {"valid_until": "2030-01-01"}):
            with self.refused("verified or waived"):
                paper.write(values)

    def test_what_is_not_as_it_should_be_is_given_back(self):
        """D-05: it is missing again, and why is on record."""
        paper = self.received()
        self.assertEqual(paper.action_return()["target"], "new")
        with self.refused("Say why"):
            paper.action_return(" ")
        paper.action_return("The back is not there")
        self.assertEqual((paper.status, paper.has_scan), ("missing", False))
        self.assertFalse(paper.sudo().scan)
        self.assertEqual(paper.reason, "The back is not there")

    def test_what_blocks_is_waived_by_the_manager_with_a_reason(self):
        """D-05: by whom, when and why; then it counts."""
        paper = self.paper_of("photo")
        with self.refused("manager alone waives"):
            paper.action_waive(WHY)
        mine = paper.with_user(self.boss)
        wizard = self.env["partner.dossier.paper.reason"].with_user(self.boss)
        context = mine.action_waive()["context"]
        wizard.with_context(**context).create({"reason": WHY}).action_apply()
        self.assertEqual((paper.status, paper.reason), ("waived", WHY))
        self.assertEqual(paper.waived_by_id, self.boss)
        self.assertEqual(paper.waived_on, self.today())
        self.assertEqual(self.dossier.missing_count, 5)
        self.assertEqual(self.dossier.completeness, 14)
        paper.action_receive(SCAN, "after all.png")
        self.assertEqual((paper.status, paper.waived_by_id.id), ("received", False))

    def test_an_officer_waives_where_it_is_set_so(self):
        """D-05 cfg."""
        self.company.dossier_manager_waives = False
        self.paper_of("photo").action_waive(WHY)
        self.assertEqual(self.paper_of("photo").status, "waived")

    def test_several_are_waived_or_none(self):
        """D-05: the sentence names each that can't be."""
        self.received("notice").action_check_and_verify()
        papers = self.dossier.paper_ids.with_user(self.boss)
        with self.refused("Notice to take over the unit"):
            papers.action_waive(WHY)
        self.assertEqual(set(papers.mapped("status")), {"missing", "verified"})

    def test_only_the_steps_write_what_they_set(self):
        """D-05: over RPC as well."""
        paper = self.paper_of("identity")
        for values in (
            {"status": "verified"},
            {"verified_by_id": self.officer.id},
            {"has_scan": True},
            {"is_required": False},
            {"copies": 0},
            {"line_id": False},
        ):
            with self.assertRaises(AccessError):
                paper.write(values)
        with self.refused("waived with a reason"):
            paper.unlink()

    def test_a_paper_that_no_list_asks_for_may_be_added(self):
        """D-03: such as the application for a nameplate (铭牌)."""
        papers = self.env["partner.dossier.paper"].with_user(self.officer)
        plate = papers.create(
            {"dossier_id": self.dossier.id, "name": "Nameplate", "kind": "nameplate"}
        )
        self.assertEqual(self.dossier.missing_count, 6, "it is not needed")
        plate.action_receive(SCAN, "plate.png")
        plate.action_check_and_verify()
        self.assertEqual(self.dossier.completeness, 0)
        papers.create({"dossier_id": self.dossier.id, "name": "By mistake"}).unlink()

    # -- until when --

    def company_dossier(self):
        return self.open_dossier(self.trader, self.make_unit("6-1"))

    def test_a_licence_nears_its_inspection(self):
        """D-03: the custodian is reminded thirty days before, and enters it."""
        licence = self.received("licence", dossier=self.company_dossier())
        self.assertEqual(str(licence.valid_until)[:4], str(self.today().year + 1))
        licence.valid_until = self.today() + timedelta(days=40)
        licence.action_check_and_verify()
        self.sweep()
        self.assertFalse(licence.activity_ids)
        with freeze_time(licence.valid_until - timedelta(days=29)):
            self.sweep()
            activity = licence.activity_ids
            self.assertEqual(activity.user_id, self.custodian)
            self.assertIn("is inspected by", activity.summary)
            self.assertIn(licence.dossier_id.reference, activity.summary)
            self.assertEqual(licence.status, "verified")
            licence.action_renew()
            self.assertFalse(licence.activity_ids)
            self.assertEqual(licence.inspected_on, self.today())
            self.assertEqual(licence.inspected_by_id, self.officer)
            self.assertGreater(licence.valid_until, self.today() + timedelta(days=360))
            self.sweep()
            self.assertFalse(licence.activity_ids)

    def test_a_licence_that_was_not_inspected_expires(self):
        """D-03, D-05: by the sweep; the dossier is incomplete then."""
        dossier = self.company_dossier()
        licence = self.received("licence", dossier=dossier)
        licence.valid_until = self.today() + timedelta(days=2)
        licence.action_check_and_verify()
        complete = dossier.completeness
        with freeze_time(licence.valid_until + timedelta(days=2)):
            self.sweep()
            self.assertEqual(licence.status, "expired")
            self.assertLess(dossier.completeness, complete)
            self.assertIn(
                "was good until", licence.activity_ids.sorted("id")[-1:].summary
            )
            self.assertEqual(dossier.paper_ids[0], licence, "what expired comes first")
            licence.action_renew()
            self.assertEqual(licence.status, "verified")
            self.assertEqual(dossier.completeness, complete)

    def test_on_its_last_day_a_paper_is_good(self):
        """D-05: the day counts at the site, whose clock is eight hours ahead."""
        licence = self.received("licence", dossier=self.company_dossier())
        licence.valid_until = last = self.today() + timedelta(days=3)
        licence.action_check_and_verify()
        with freeze_time(f"{last} 15:59:00"):
            self.sweep()
            self.assertEqual(licence.status, "verified")
        with freeze_time(f"{last} 16:01:00"):
            self.sweep()
            self.assertEqual(licence.status, "expired")

    def test_what_expired_is_received_anew(self):
        """D-05: another document; the old one stays in the archive."""
        licence = self.received("licence", dossier=self.company_dossier())
        licence.action_check_and_verify()
        old = licence.document_id
        with freeze_time(licence.valid_until + timedelta(days=2)):
            self.sweep()
            self.assertEqual(licence.status, "expired")
            licence.valid_until = self.today() + timedelta(days=90)
            licence.action_receive(SCAN, "new.png")
            licence.action_check_and_verify()
        self.assertNotEqual(licence.document_id, old)
        self.assertTrue(old.exists())

    def test_a_paper_good_for_a_time_needs_its_last_day(self):
        """D-05: and is not verified once that has passed."""
        papers = self.env["partner.dossier.paper"].with_user(self.officer)
        permit = papers.create(
            {"dossier_id": self.dossier.id, "name": "Permit", "validity_kind": "until"}
        )
        permit.action_receive()
        with self.refused("last day"):
            permit.action_check_and_verify()
        permit.valid_until = self.today() - timedelta(days=1)
        with self.refused("It expired on"):
            permit.action_check_and_verify()
        permit.valid_until = self.today()
        permit.action_check_and_verify()
        with self.refused("not inspected every year"):
            permit.action_renew()

    def test_a_paper_that_does_not_come_in_time_raises_an_activity(self):
        """M-12: licence, IDs and photos within three months of the lease."""
        lease = self.open_dossier(
            self.trader,
            self.make_unit("S1", "shop"),
            "tenant",
            since=str(self.today()),
            lease="own",
        )
        licence = self.paper_of("licence", dossier=lease, user=self.letting)
        self.sweep()
        self.assertFalse(licence.is_late or licence.activity_ids)
        late = self.env["partner.dossier.paper"].with_user(self.letting)
        with freeze_time(licence.due_on + timedelta(days=2)):
            self.sweep()
            self.env.invalidate_all()
            self.assertTrue(licence.is_late)
            self.assertIn("was to come by", licence.activity_ids.summary)
            found = late.search([("is_late", "=", True), ("dossier_id", "=", lease.id)])
            self.assertEqual(len(found), 3)
            licence.action_receive()
            self.assertFalse(licence.is_late or licence.activity_ids)

    def test_who_may_not_see_the_dossier_is_not_asked(self):
        """D-07: the manager is, where the custodian keeps owners' dossiers only."""
        tenant = self.env.ref("partner_dossier.partner_dossier_group_tenant")
        self.custodian.group_ids = [Command.unlink(tenant.id)]
        lease = self.open_dossier(
            self.trader, self.make_unit("S1", "shop"), "tenant", lease="own"
        )
        lease.paper_ids.filtered("due_on")[:1].ask_custodian()
        self.assertEqual(lease.paper_ids.activity_ids.user_id, self.boss)
