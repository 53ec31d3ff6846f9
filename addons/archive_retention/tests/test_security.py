from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .common import ArchiveCase

VERBS = ("read", "write", "create", "unlink")
READ, CHANGE, ALL = {"read"}, {"read", "write", "create"}, set(VERBS)


class TestSecurity(ArchiveCase):
    """Every role, every verb."""

    def rights(self, user, record):
        records = record.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def check_model(self, name, user, custodian, registrar):
        model = self.env[name]
        for person in (self.officer, self.reader, self.boss, self.head):
            self.assertEqual(self.rights(person, model), user, (name, person.login))
        for person in (self.custodian, self.elsewhere):
            self.assertEqual(self.rights(person, model), custodian, name)
        self.assertEqual(self.rights(self.registrar, model), registrar, name)
        for person in (self.employee, self.administrator, self.portal, self.visitor):
            self.assertFalse(self.rights(person, model), (name, person.login))

    def test_what_each_role_may_do(self):
        self.check_model("archive.schedule", READ, READ, ALL)
        self.check_model("archive.class", READ, READ, ALL)
        self.check_model("archive.volume", READ, CHANGE, READ)
        self.check_model("archive.document", CHANGE, ALL, CHANGE)
        self.check_model("archive.version", READ, READ, READ)
        self.check_model("archive.event", READ, READ, READ)
        self.check_model("archive.item", READ, CHANGE, READ)
        for name in ("archive.movement", "archive.loan", "archive.reminder"):
            self.check_model(name, READ, READ, READ)
        for name in ("archive.disposal", "archive.disposal.line"):
            self.check_model(name, READ, READ, READ)
        for name in ("archive.inspection", "archive.finding"):
            self.check_model(name, READ, CHANGE, READ)
        self.check_model("archive.paper.filing", set(), ALL, set())
        self.check_model("archive.hold", READ, READ, CHANGE)
        self.check_model("archive.hold.release", set(), set(), ALL)
        self.check_model("archive.line.keep", ALL, ALL, ALL)
        self.check_model("archive.event.entry", set(), ALL, set())
        self.check_model("archive.movement.entry", set(), ALL, set())

    def records(self, level):
        document = self.filed(b"something", level=level)
        self.env["archive.event"].with_user(self.custodian).stamp(
            document, "lease_end", "2026-02-28"
        )
        self.lend(document)
        loan = document.loan_id
        return (
            *(document, document.version_ids, document.event_ids),
            *(loan, loan.movement_id, loan.reminder_ids),
        )

    def site_records(self):
        """What is shown to all of a site's people, whatever its level."""
        site = {"site_id": self.garden.id}
        custodian = self.env(user=self.custodian)
        inspection = custodian["archive.inspection"].create(site)
        yield self.volume
        yield inspection
        yield custodian["archive.finding"].create(
            {
                "inspection_id": inspection.id,
                "name": "Mould",
                "remedy": "Air",
                "due_at": "2026-03-02 02:00:00",
            }
        )
        yield custodian["archive.item"].create({"name": "Disk", "code": "D", **site})
        batch = self.approved(self.due())
        yield from (batch, batch.line_ids)
        yield self.env["archive.hold"].create({"name": "x", "reason": "x", **site})

    def test_another_site_or_company_sees_nothing(self):
        foreign = self.env["res.company"].create({"name": "Hillside Property"})
        records = (*self.records("internal"), *self.site_records())
        for record in records:
            self.assertTrue(self.rights(self.officer, record), record)
            self.assertTrue(self.rights(self.head, record), record)
            self.assertFalse(self.rights(self.elsewhere, record), record)
        self.head.write(
            {"company_ids": [(6, 0, foreign.ids)], "company_id": foreign.id}
        )
        for record in (*records, self.leases):
            self.assertFalse(self.rights(self.head, record), record)
        self.assertFalse(self.rights(self.head, self.schedule))

    def test_what_is_confidential_is_found_by_readers(self):
        """A-10."""
        for level in ("confidential", "access_card"):
            for record in self.records(level):
                self.assertTrue(self.rights(self.reader, record))
                shown = record._name in ("archive.loan", "archive.movement")
                shown |= record._name == "archive.reminder"
                self.assertEqual(bool(self.rights(self.officer, record)), shown)
        self.assertTrue(self.rights(self.officer, self.hand_in(self.officer)))

    def test_what_one_handed_in_is_not_found_any_more_once_it_is_filed(self):
        """A-10."""
        document = self.hand_in(self.officer)
        document.with_user(self.custodian).action_check_and_file()
        self.assertFalse(self.rights(self.officer, document))

    def test_the_administrator_of_odoo_sees_nothing(self):
        for record in (*self.records("public"), *self.site_records()):
            self.assertFalse(self.rights(self.administrator, record))

    def test_what_is_not_for_rpc_is_not_called_over_it(self):
        for model, names in (
            ("archive.document", ("add_version", "enter", "open_file")),
            ("archive.version", ("keep",)),
            ("archive.event", ("stamp", "latest", "correct")),
            ("archive.class", ("schedules",)),
            ("archive.document", ("enter_movement",)),
            ("archive.movement", ("enter", "correct")),
            ("archive.disposal", ("propose", "check_certificate")),
            ("archive.disposal.line", ("open_for", "keep_back")),
            ("archive.hold", ("names",)),
            ("archive.loan", ("begin", "end", "mark_done", "move_due")),
            ("service.site", ("custodians", "check_custodian")),
        ):
            for name in names:
                with self.assertRaises(AccessError):
                    get_public_method(self.env[model], name)
