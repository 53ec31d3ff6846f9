from odoo.tests import Form

from .common import HistoryCase


class TestHistory(HistoryCase):
    """D-02, D-17: linked and counted, never copied."""

    def test_a_dossier_counts_what_its_customer_asked_for_at_the_site(self):
        """D-02: repairs; complaints and suggestions; of contacts as well."""
        contact = self.env["res.partner"].create(
            {"name": "Her son", "parent_id": self.partner.id}
        )
        repairs = self.make_ticket() + self.make_ticket(partner=contact)
        complaints = self.make_ticket("complaint") + self.make_ticket("suggestion")
        self.make_ticket("question")
        self.make_ticket(site=self.tower)
        self.make_ticket(partner=self.before)
        dossier = self.dossier.with_user(self.officer)
        self.assertEqual((dossier.repair_count, dossier.complaint_count), (2, 2))
        counts = dossier._section_counts()
        self.assertEqual(counts["repairs"], {dossier.id: 2})
        self.assertEqual(counts["complaints"], {dossier.id: 2})
        tickets = self.env["helpdesk.ticket"].with_user(self.officer)
        for kind, expected in (("repairs", repairs), ("complaints", complaints)):
            action = dossier._section_action(kind)
            self.assertEqual(tickets.search(action["domain"]), expected.sorted())
        self.assertEqual(
            tickets.search(dossier.action_open_repairs()["domain"]), repairs.sorted()
        )
        self.assertEqual(
            tickets.search(dossier.action_open_complaints()["domain"]),
            complaints.sorted(),
        )
        self.assertTrue(dossier._section_action("correspondence"))

    def test_many_dossiers_cost_no_more_than_one(self):
        """D-02: one statement for each kind, however many dossiers."""
        dossiers = self.dossier
        for number in range(79):
            partner = self.env["res.partner"].create({"name": f"Owner {number}"})
            dossiers += dossiers.create(
                {"partner_id": partner.id, "site_id": self.garden.id}
            )
        self.make_ticket()
        mine = dossiers.with_user(self.officer)
        names = ["repair_count", "complaint_count"]
        mine[0].read(names)
        for chosen in (mine[:2], mine):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(10):
                chosen.read(names)

    def test_the_look_up_tells_the_history_of_a_unit_the_latest_first(self):
        """D-17: of the buyer and of who was there before."""
        old = self.make_ticket(partner=self.before, received_at="2019-05-01 02:00:00")
        new = self.make_ticket("complaint", received_at="2026-01-05 02:00:00")
        form = Form(self.env["partner.look.up"].with_user(self.officer))
        form.query = "3-1201"
        found = form.save()
        self.assertEqual(found.ticket_ids.ids, [new.id, old.id])
        self.assertEqual(
            found.party_ids.partner_id.ids, [self.partner.id, self.before.id]
        )
        form.query = new.number
        self.assertEqual(form.save().unit_ids, self.unit)
        form.query = "9-9999"
        self.assertFalse(form.save().ticket_ids)
