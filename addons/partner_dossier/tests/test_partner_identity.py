from base64 import b64decode

from odoo.exceptions import AccessError
from odoo.tests import Form

from .common import NUMBER, SCAN, DossierCase


class TestPartnerIdentity(DossierCase):
    """D-08: a customer's papers, on the contact by name only."""

    def test_what_is_entered_goes_behind_the_door(self):
        papers = self.Identity.with_user(self.reader)
        with Form(papers.with_context(default_partner_id=self.customer.id)) as form:
            form.site_id = self.garden
            form.number_entry = f" {NUMBER} "
        paper = form.record
        self.assertEqual(paper.sudo().number, NUMBER)
        self.assertEqual(paper.masked_number, "**************3450")
        self.assertFalse(paper.number_entry)
        with self.assertRaises(AccessError):
            paper.number  # noqa: B018
        entry = self.env["confidential.access.log"].search([], limit=1)
        self.assertEqual((entry.channel, entry.user_id), ("enter", self.reader))

    def test_nothing_is_entered_when_nothing_is_typed(self):
        before = self.paper.sudo().number
        paper = self.paper.with_user(self.reader)
        with Form(paper) as form:
            form.valid_until = "2030-01-01"
        self.assertEqual(self.paper.sudo().number, before)
        self.assertFalse(paper.scan_entry)

    def test_the_reader_consults_it(self):
        shown = self.paper.with_user(self.reader).action_consult("A parcel for him")
        self.assertEqual(shown["values"][0]["value"], NUMBER)
        self.assertTrue(shown["files"])
        self.assertEqual(self.paper.sudo().scan_entry, False)

    def test_an_access_card_record_has_its_own_level(self):
        self.assertEqual(self.card.level, "access_card")
        self.assertEqual(self.paper.level, "confidential")
        with self.assertRaises(AccessError):
            self.card.with_user(self.reader).level = "public"
        self.card.with_user(self.reader).kind = "id_card"
        self.assertEqual(self.card.level, "access_card", "nobody opens it that way")

    def test_the_contact_leads_to_its_papers_and_shows_nothing(self):
        contact = self.customer.with_user(self.reader)
        action = contact.action_open_identities()
        self.assertEqual(self.Identity.search(action["domain"]), self.paper | self.card)
        view = contact.get_view(view_type="form")["arch"]
        self.assertIn("action_open_identities", view)
        theirs = self.customer.with_user(self.employee).get_view(view_type="form")
        self.assertNotIn("action_open_identities", theirs["arch"])
        mine = self.Identity.with_user(self.elsewhere).search(action["domain"])
        self.assertFalse(mine)

    def test_merged_contacts_keep_their_papers(self):
        other = self.env["res.partner"].create({"name": "Song J. P."})
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge.create({})._merge((self.customer | other).ids, other)
        self.assertEqual(self.paper.partner_id, other)
        self.assertEqual(b64decode(self.paper.sudo().scan), SCAN)
