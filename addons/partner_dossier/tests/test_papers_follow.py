from datetime import timedelta

from odoo.exceptions import AccessError

from odoo.addons.charter_base.policies.months import add_months

from .papers import SCAN, WHY, PapersCase, day


class TestPapersFollow(PapersCase):
    """M-09, M-12: an agent who is entered, and a first day that is corrected."""

    def names(self, dossier):
        return sorted(dossier.paper_ids.mapped("title"))

    def agent(self, dossier, user=None, **values):
        scope = {"scope": "Takes the keys over", **values}
        return self.add(dossier, "agent", "Mr Ding", user=user, **scope)

    def test_who_enters_an_agent_asks_for_the_agents_papers(self):
        """M-09: of a household and of a company, as if one had ticked it."""
        company = self.open_dossier(self.trader, self.make_unit("3-1"))
        for dossier in (self.dossier, company):
            twin = self.open_dossier(
                dossier.partner_id, self.make_unit(f"T{dossier.id}"), has_agent=True
            )
            plain = self.names(dossier)
            self.agent(dossier, self.officer)
            self.assertTrue(dossier.has_agent)
            self.assertEqual(self.names(dossier), self.names(twin))
            self.assertNotEqual(self.names(dossier), plain)
        self.add(self.tenants_dossier, "contact")
        self.assertFalse(self.tenants_dossier.has_agent)

    def test_a_new_dossier_with_an_agent_has_the_agents_papers(self):
        """M-09: entered in one go."""
        tenure = self.make_tenure(
            self.customer, "owner", "2026-01-05", self.make_unit("3-2")
        )
        person = {"role": "agent", "name": "Mr Ding", "scope": "All of it"}
        dossier = self.make_dossier(tenure, member_ids=[(0, 0, person)])
        self.assertTrue(dossier.has_agent)
        self.assertIn("authorisation", " ".join(self.names(dossier)).lower())

    def test_an_agent_who_ends_takes_nothing_back(self):
        """M-09: what was asked for stays; who unticks it by hand asks no more."""
        agent = self.agent(self.dossier, self.officer)
        asked = self.names(self.dossier)
        agent.end(self.today(), WHY)
        self.assertTrue(self.dossier.has_agent)
        self.assertEqual(self.names(self.dossier), asked)
        self.dossier.has_agent = False
        self.assertLess(len(self.names(self.dossier)), len(asked))
        self.agent(self.dossier, self.officer, date_from=self.today())
        self.assertEqual(self.names(self.dossier), asked)

    def test_of_a_filed_dossier_the_custodian_enters_the_agent(self):
        """D-09: the index says that there is one."""
        self.dossier.sudo().step = "filed"
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.agent(self.dossier, self.officer)
        self.env.invalidate_all()
        self.assertFalse(self.dossier.has_agent)
        self.agent(self.dossier, self.custodian)
        self.assertTrue(self.dossier.has_agent)

    def lease_from(self, since):
        return self.open_dossier(
            self.trader, self.make_unit("S4", "shop"), "tenant", since, lease="own"
        )

    def days(self, papers):
        return set(map(str, papers.mapped("due_on")))

    def test_a_corrected_first_day_moves_what_is_still_missing(self):
        """M-12: three months from the day on which the lease began after all."""
        lease = self.lease_from("2026-01-31")
        papers = lease.paper_ids.filtered("due_on")
        self.assertEqual(self.days(papers), {"2026-04-30"})
        came, waived, agreed, missing = papers[0], papers[1], papers[2:], papers[3:]
        self.add(lease, "staff", "Li Na")
        missing = lease.paper_ids.filtered("due_on") - papers
        self.assertTrue(came and waived and agreed and missing)
        came.with_user(self.letting).action_receive(SCAN, "scan.png")
        waived.with_user(self.boss).action_waive(WHY)
        agreed.due_on = "2026-12-24"
        immediate = lease.paper_ids - lease.paper_ids.filtered("due_on")
        self.assertTrue(immediate)
        lease.unit_party_id.date_from = "2026-03-15"
        self.assertEqual(lease.date_from, day("2026-03-15"))
        self.assertEqual(self.days(missing), {"2026-06-15"})
        self.assertEqual(self.days(came + waived), {"2026-04-30"})
        self.assertEqual(self.days(agreed), {"2026-12-24"})
        self.assertFalse(any(immediate.mapped("due_on")))

    def test_the_sweep_looks_on_the_new_day(self):
        """D-05: what was asked about the old one is asked no more."""
        lease = self.lease_from("2025-01-31")
        paper = lease.paper_ids.filtered("due_on")[0]
        self.sweep()
        self.assertTrue(paper.is_late)
        self.assertTrue(paper.activity_ids)
        start = self.today() - timedelta(days=3)
        lease.unit_party_id.date_from = start
        self.assertFalse(paper.is_late)
        self.assertFalse(paper.activity_ids)
        self.assertEqual(
            paper.deadline_ids.mapped("due_at"),
            [self.garden.moment_at(paper.due_on + timedelta(days=1))],
        )
        self.sweep()
        self.assertFalse(paper.activity_ids)
        self.assertEqual(paper.due_on, add_months(start, 3))

    def test_the_first_day_of_a_dossier_counts_as_well(self):
        """M-12: corrected in the dossier alone; not where its opening counts."""
        dossier = self.lease_from("2026-01-31")
        papers = dossier.paper_ids.filtered("due_on")
        dossier.with_user(self.letting).date_from = "2026-02-01"
        self.assertEqual(self.days(papers), {"2026-05-01"})
        self.company.dossier_lease_start = "opened"
        dossier.date_from = "2026-03-01"
        self.assertEqual(self.days(papers), {"2026-05-01"})
