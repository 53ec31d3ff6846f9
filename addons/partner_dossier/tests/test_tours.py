from odoo.tests import HttpCase

from .common import DossierCase


class TestTours(HttpCase, DossierCase):
    """D-08: what two people do in two browsers, and what it leaves on record."""

    def test_an_approval_is_asked_for_given_used_and_refused_the_second_time(self):
        url = f"/odoo/identity-papers/{self.card.id}"
        self.start_tour(url, "dossier_card_asked", login=self.reader.login)
        grant = self.env["confidential.grant"].search([("res_id", "=", self.card.id)])
        self.assertEqual(grant.state, "requested")
        self.assertEqual(grant.purpose, "He lost a card")
        self.start_tour(
            "/odoo/approvals-to-consult",
            "dossier_card_granted",
            login=self.manager.login,
        )
        self.assertEqual(grant.state, "granted")
        self.start_tour(url, "dossier_card_read", login=self.reader.login)
        self.assertEqual(grant.state, "used")
        log = self.env["confidential.access.log"].search(
            [("channel", "=", "consult")], order="id"
        )
        self.assertEqual(
            [(entry.result, entry.reason) for entry in log], [("allowed", "granted")]
        )
