from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestNotAtPos(TransactionCase):
    def test_vip_programs_stay_out_of_the_point_of_sale(self):
        """L-03, L-18: those that ship, and whoever tries."""
        programs = self.env["loyalty.program"].search([("vip_role", "!=", False)])
        self.assertEqual(len(programs), 4)
        self.assertFalse(any(programs.mapped("pos_ok")))
        with self.assertRaises(ValidationError):
            programs[0].pos_ok = True
