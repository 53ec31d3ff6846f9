from odoo.exceptions import AccessError

from .common import HistoryCase


class TestSecurity(HistoryCase):
    """D-08: the dossier for who keeps it, the tickets for who handles them."""

    def test_who_sees_no_tickets_is_told_of_none(self):
        self.make_ticket()
        dossier = self.dossier.with_user(self.keeper)
        self.assertEqual(dossier.repair_count, 0)
        self.assertEqual(dossier._section_counts()["repairs"], {})
        look = self.env["partner.look.up"].with_user(self.keeper)
        look = look.new({"query": "3-1201"})
        self.assertEqual(look.party_ids.partner_id._origin, self.partner + self.before)
        self.assertFalse(look.ticket_ids)

    def test_who_handles_tickets_sees_no_dossier(self):
        dossiers = self.env["partner.dossier"].with_user(self.agent)
        for verb in ("read", "write", "create", "unlink"):
            self.assertFalse(dossiers.has_access(verb))
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.agent).read(["repair_count"])
        self.assertFalse(
            self.env["partner.look.up"].with_user(self.agent).has_access("create")
        )
