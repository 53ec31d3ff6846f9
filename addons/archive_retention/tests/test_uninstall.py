from unittest.mock import patch

from odoo.exceptions import UserError

from .common import ArchiveCase


class TestUninstall(ArchiveCase):
    """A-09: what must be kept is not uninstalled with its addon."""

    def module(self, name):
        return self.env["ir.module.module"].search([("name", "=", name)])

    def uninstall(self, name):
        path = "odoo.addons.base.models.ir_module.IrModuleModule.button_uninstall"
        with patch(path, return_value=True):
            return self.module(name).button_uninstall()

    def test_permanent_and_held_documents_refuse_it(self):
        documents = self.env["archive.document"].sudo()
        documents.search([]).write({"is_held": False, "retention_state": "waiting"})
        self.leases.schedule_ids = self.make_schedule("EVER", kind="permanent")
        document = self.filed()
        for name in ("archive_retention", "confidential_access", "service_site"):
            with self.assertRaisesRegex(UserError, "1 of its documents"):
                self.uninstall(name)
        document.sudo().write({"retention_state": "waiting", "is_held": True})
        with self.assertRaisesRegex(UserError, "on hold"):
            self.uninstall("archive_retention")

    def test_nothing_else_is_kept_from_going(self):
        self.leases.schedule_ids = self.make_schedule("EVER", kind="permanent")
        self.filed()
        others = self.env["ir.module.module"].search([("state", "=", "uninstalled")])
        with patch(
            "odoo.addons.base.models.ir_module.IrModuleModule.button_uninstall",
            return_value=True,
        ):
            self.assertTrue(others[:1].button_uninstall())

    def test_an_archive_without_such_documents_goes(self):
        self.env["archive.document"].sudo().search([]).write(
            {"is_held": False, "retention_state": "waiting"}
        )
        self.filed()
        self.assertTrue(self.uninstall("archive_retention"))
