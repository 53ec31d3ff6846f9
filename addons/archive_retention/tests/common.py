import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.confidential_access.tests.common import PeopleCase

USER = "archive_retention.archive_retention_group_user"
CUSTODIAN = "archive_retention.archive_retention_group_custodian"
MANAGER = "archive_retention.archive_retention_group_manager"
READER = "confidential_access.confidential_access_group_reader"
WHY = "The tenant asks"
MARK = b"what the lease says between the lines"


@tagged("post_install", "-at_install")
class ArchiveCase(PeopleCase):
    """A branch with two sites, a class with a schedule, a volume, people by role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Riverside Property"})
        cls.branch = cls.make_site("NB")
        cls.garden = cls.make_site("GH", parent_id=cls.branch.id)
        cls.tower = cls.make_site("XT", parent_id=cls.branch.id)
        cls.employee = cls.make_user("archive-employee", "", cls.garden)
        cls.officer = cls.make_user("archive-officer", USER, cls.garden)
        cls.reader = cls.make_user("archive-reader", f"{USER},{READER}", cls.garden)
        cls.custodian = cls.make_user(
            "archive-custodian", CUSTODIAN, cls.garden, role="custodian"
        )
        cls.elsewhere = cls.make_user(
            "archive-elsewhere", CUSTODIAN, cls.tower, role="custodian"
        )
        cls.boss = cls.make_user(
            "archive-boss", f"{USER},{READER}", cls.garden, role="site_manager"
        )
        cls.head = cls.make_user(
            "archive-head", f"{USER},{READER}", cls.branch, role="site_manager"
        )
        cls.registrar = cls.make_user(
            "archive-registrar", f"{MANAGER},{READER}", cls.branch
        )
        cls.administrator = cls.make_user(
            "archive-admin", "base.group_system,base.group_partner_manager"
        )
        cls.portal = cls.make_user("archive-portal", "base.group_portal")
        cls.visitor = cls.make_user("archive-visitor", "base.group_public")
        cls.customer = cls.env["res.partner"].create({"name": "Song Jianping"})
        cls.schedule = cls.make_schedule("L10", event="lease_end", years=10)
        cls.leases = cls.env["archive.class"].create(
            {
                "name": "Leases",
                "code": "L",
                "company_id": cls.company.id,
                "schedule_ids": cls.schedule.ids,
            }
        )
        cls.volume = cls.env["archive.volume"].create(
            {
                "name": "Leases of building 3",
                "site_id": cls.garden.id,
                "partner_id": cls.customer.id,
                "place": "Room 2",
            }
        )

    @classmethod
    def make_schedule(cls, code, **values):
        return cls.env["archive.schedule"].create(
            {"name": code, "code": code, "company_id": cls.company.id, **values}
        )

    @classmethod
    def hand_in(cls, user=None, **values):
        """A document that nothing keeps from being filed."""
        documents = cls.env["archive.document"].with_user(user or cls.custodian)
        return documents.create(
            {
                "title": "Lease of 3-1201",
                "class_id": cls.leases.id,
                "volume_id": cls.volume.id,
                "signed_date": "2026-01-05",
                "medium": "paper",
                "ink": "black",
                **values,
            }
        )

    @classmethod
    def filed(cls, content=None, **values):
        document = cls.hand_in(**values)
        if content:
            document.add_version(base64.b64encode(content), "lease.txt")
        document.action_check_and_file()
        return document

    def lend(self, items, user=None, **values):
        """Lend for five days, signed on both sides."""
        return items.with_user(user or self.custodian).enter_movement(
            "loan",
            {
                "partner_id": self.reader.partner_id.id,
                "due_at": fields.Datetime.now() + timedelta(days=5),
                "handed_by": "He Xue",
                "received_by": "Liu Yang",
                **values,
            },
        )

    def give_back(self, items):
        return items.with_user(self.custodian).enter_movement(
            "return", {"handed_by": "Liu Yang", "received_by": "He Xue"}
        )

    def due(self, content=None, **values):
        """A filed document whose retention has passed."""
        document = self.filed(content, **values)
        self.env["archive.event"].with_user(self.custodian).stamp(
            document, "lease_end", "2026-01-06"
        )
        document.sudo().due_date = "2026-02-01"
        return document

    def approved(self, documents):
        """A batch that only has to be executed, before its witness."""
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(documents)
        batch.with_user(self.reader).action_review()
        batch.with_user(self.boss).action_approve()
        batch.with_user(self.officer).action_witness()
        return batch

    def sweep(self):
        """What the scheduled job does where a deadline has passed."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()

    def purge(self, batch):
        """What the scheduled job does in two transactions."""
        batch.sudo()._purge()
        self.env.flush_all()
        batch.sudo()._verify()
