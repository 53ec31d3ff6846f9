from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from .common import UnitCase


class TestTours(HttpCase, UnitCase):
    """What an officer does in the browser, and what it leaves on record."""

    def test_a_unit_is_sold(self):
        """M-13: found by its code, passed on through the dialog."""
        old = self.party(self.wang)
        self.start_tour("/odoo/units", "property_unit_sold", login=self.officer.login)
        new = self.flat.party_ids - old
        self.assertEqual((new.partner_id, new.role, new.share), (self.li, "owner", 100))
        self.assertEqual((new.reason, new.create_uid), ("Sale 2026-118", self.officer))
        self.assertEqual(new.date_from, old.date_to + timedelta(days=1))
        self.assertAlmostEqual(
            new.date_from, fields.Date.today(), delta=timedelta(days=1)
        )
