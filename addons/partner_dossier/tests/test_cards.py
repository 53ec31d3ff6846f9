from lxml import html

from odoo import fields
from odoo.tests import freeze_time

from .common import TenureCase

WHY = "The owner wants to see the card"


class TestCards(TenureCase):
    """What prints of a dossier: tracking card, cover, index."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owners_dossier.write(
            {"birth_date_entry": "1978-05-12", "occupation": "Architect"}
        )
        cls.owning.purchase_price = 3080000

    def printed(self, name, user):
        reports = self.env["ir.actions.report"].with_user(user)
        content, _kind = reports._render_qweb_html(
            f"partner_dossier.partner_dossier_{name}", self.owners_dossier.ids
        )
        return " ".join(html.fromstring(content).text_content().split())

    def test_the_card_shows_all_but_what_is_private(self):
        """D-04: particulars, purchases, sections; of what is private, how to get it."""
        text = self.printed("card", self.officer)
        for words in ("Song Jianping", "3-1201", "Architect", "3,080,000", "Repair"):
            self.assertIn(words, text)
        self.assertIn("behind the door", text)
        self.assertNotIn("1978", text)

    def test_who_has_just_consulted_the_dossier_prints_the_rest(self):
        """D-04, D-08: for some minutes, that person alone; the log says so."""
        self.owners_dossier.with_user(self.officer).action_consult(WHY)
        self.assertIn("1978-05-12", self.printed("card", self.officer))
        self.assertNotIn("1978", self.printed("card", self.custodian))
        entry = self.env["confidential.access.log"].search(
            [
                ("res_model", "=", "partner.dossier"),
                ("res_id", "=", self.owners_dossier.id),
                ("channel", "=", "file"),
            ]
        )
        self.assertEqual(entry.user_id, self.officer)
        self.assertEqual(entry.purpose, WHY)
        later = fields.Datetime.add(fields.Datetime.now(), minutes=11)
        with freeze_time(later):
            self.assertNotIn("1978", self.printed("card", self.officer))

    def test_cover_and_index_name_the_customer_and_nothing_private(self):
        """A-05, D-08: what is stuck on a binder is read by whoever passes."""
        for name in ("cover", "index"):
            text = self.printed(name, self.custodian)
            self.assertIn("Song Jianping", text)
            self.assertIn(self.owners_dossier.reference, text)
            self.assertNotIn("1978", text)
