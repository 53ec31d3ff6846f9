from odoo.tests import HttpCase

from .register_common import RegisterCase


class TestRegisterTours(HttpCase, RegisterCase):
    def test_a_notice_is_handed_out_and_signed_for(self):
        """D-12: from the dossier, with both signatures on the screen."""
        self.start_tour(
            f"/odoo/dossiers/{self.owner.id}",
            "dossier_notice_signed",
            login=self.officer.login,
        )
        notice = self.env["partner.notice"].search([("dossier_id", "=", self.owner.id)])
        self.assertEqual(notice.status, "signed")
        self.assertEqual(
            notice.signature_ids.mapped("name"), [self.officer.name, "Li Na"]
        )
        self.assertEqual(set(notice.signature_ids.mapped("medium")), {"screen"})
