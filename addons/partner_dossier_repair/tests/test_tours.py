from odoo.tests import HttpCase

from .common import ProductCase


class TestTours(HttpCase, ProductCase):
    def test_a_number_is_read_out_on_the_phone(self):
        """D-17: typed by an officer, it tells the buyer, the repair and the dossier."""
        self.carry(self.customer, "2025-05-05 02:00:00")
        self.repair("No flame", "2025-10-01 02:00:00")
        self.start_tour(
            "/odoo/owners-dossiers",
            "dossier_serial_number",
            login=self.officer.login,
        )
