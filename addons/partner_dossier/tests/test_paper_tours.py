from odoo.tests import HttpCase

from .papers import PapersCase


class TestPaperTours(HttpCase, PapersCase):
    def test_a_scan_is_dropped_verified_and_the_dossier_more_complete(self):
        """D-05: on the missing line, without opening it."""
        paper = self.paper_of("identity")
        self.start_tour(
            f"/odoo/owners-dossiers/{self.dossier.id}",
            "dossier_paper_verified",
            login=self.officer.login,
        )
        self.env.invalidate_all()
        self.assertEqual(paper.status, "verified")
        self.assertEqual(paper.received_by_id, self.officer)
        self.assertEqual(paper.document_id.state, "draft")
        self.assertTrue(paper.document_id.has_file)
        self.assertEqual(self.dossier.completeness, 14)
