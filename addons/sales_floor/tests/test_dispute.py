from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .case_common import CaseCase
from .common import MORNING


@freeze_time(MORNING)
class TestDispute(CaseCase):
    """F-23: what the rules leave open."""

    def setUp(self):
        super().setUp()
        self.visit = self.enter(self.receive())
        self.attribution = self.attributed(self.visit)

    # -- opened --

    def test_a_rep_opens_a_dispute_about_a_visit(self):
        """F-23: on the attribution of its customer; who must act is asked."""
        dispute = self.dispute()
        self.assertEqual(dispute.site_id, self.floor)
        self.assertEqual(dispute.partner_id, self.visit.partner_id)
        self.assertEqual(dispute.sudo().attribution_id, self.attribution)
        self.assertEqual((dispute.number, dispute.state), (1, "open"))
        self.assertEqual(self.todo(dispute), self.project_manager | self.rep2)
        self.assertEqual(dispute.step_ids.mapped("kind"), ["opened"])

    def test_a_dispute_lacking_something_is_refused(self):
        """One clear sentence, nothing written."""
        alone = [(0, 0, {"user_id": self.rep1.id})]
        for values, words in (
            ({"visit_id": False}, "which customer"),
            ({"matter": " "}, "what is disputed"),
            ({"party_ids": alone}, "two at least"),
        ):
            with self.subTest(values=values):
                self.refused(ValidationError, words, self.dispute, **values)
        self.assertFalse(self.here("floor.dispute"))

    def test_one_customer_is_disputed_once_at_a_time(self):
        self.dispute()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.dispute(self.rep2)

    def test_who_opens_it_gives_no_opinion_of_their_own(self):
        party = {"user_id": self.rep1.id, "fault": "None"}
        others = (0, 0, {"user_id": self.rep2.id})
        for values in (
            {"opinion": "Mine"},
            {"party_ids": [(0, 0, party), others]},
            {"share_ids": [(0, 0, self.share(1, 100, True))]},
        ):
            with self.subTest(values=values):
                self.refused(AccessError, "F-23", self.dispute, **values)

    def test_each_party_says_how_they_see_it_and_all_of_it_is_kept(self):
        """F-23: every dispute keeps its reasons."""
        dispute = self.dispute()
        dispute.with_user(self.rep2).say("She asked for me.")
        dispute.with_user(self.rep2).say("She asked for me, by name.")
        self.assertEqual(dispute.party_ids[1].says, "She asked for me, by name.")
        self.assertEqual(
            dispute.step_ids.mapped("text")[1:],
            ["She asked for me.", "She asked for me, by name."],
        )
        self.assertNotIn(self.rep2, self.todo(dispute))
        other = dispute.with_user(self.project_manager)
        self.refused(UserError, "who disputes", other.say, "I think")

    # -- the opinion --

    def test_the_project_manager_weighs_fault_and_contribution(self):
        """F-23: in writing, shares that add up to 100; then it is the director's."""
        dispute = self.dispute()
        self.give_opinion(dispute)
        self.assertEqual(dispute.state, "opinion")
        self.assertEqual(dispute.author_id, self.project_manager)
        self.assertEqual(self.todo(dispute), self.sales_director | self.rep2)
        self.assertIn("Rep 1 60 %", dispute.step_ids[-1].text)

    def test_an_opinion_that_lacks_something_is_refused(self):
        """F-23: by the rules of the opinion, each in its sentence."""
        dispute = self.dispute()
        mine = dispute.with_user(self.project_manager)
        self.refused(UserError, "write down", mine.action_give_opinion)
        mine.opinion = "Half each"
        self.refused(UserError, "what fault Rep 1", mine.action_give_opinion)
        mine.party_ids.write({"fault": "None"})
        self.refused(UserError, "Rep 1 contributed", mine.action_give_opinion)
        mine.party_ids.write({"contribution": "One visit"})
        for shares, words in (
            ([(1, 60, True), (2, 30, False)], "add up to 90.00 %"),
            ([(1, 60, True), (2, 41, False)], "add up to 101.00 %"),
            ([(1, 100, True), (2, 0, False)], "leave out"),
            ([(1, 50, True), (1, 50, False)], "Rep 1 has two"),
            ([(1, 60, False), (0, 20, False), (0, 20, False)], "the pool has two"),
        ):
            with self.subTest(shares=shares):
                mine.share_ids = [
                    (5,),
                    *((0, 0, self.share(*share)) for share in shares),
                ]
                self.refused(UserError, words, mine.action_give_opinion)
        mine.share_ids = [(5,), (0, 0, {**self.share(0, 100), "party": "rep"})]
        self.refused(UserError, "name who has each", mine.action_give_opinion)

    def test_only_the_project_manager_gives_the_opinion_and_no_party(self):
        dispute = self.dispute()
        for user in (self.sales_manager, self.sales_director, self.rep1):
            mine = dispute.with_user(user)
            self.refused(AccessError, "project manager", mine.action_give_opinion)
            self.refused(AccessError, "F-23", mine.write, {"opinion": "Mine"})
        own = [(0, 0, {"user_id": it.id}) for it in self.project_manager | self.rep2]
        other = self.enter(self.receive(), phone="139 2222 3333")
        dispute = self.dispute(visit_id=other.id, party_ids=own)
        mine = dispute.with_user(self.project_manager)
        self.refused(AccessError, "nobody decides", mine.action_give_opinion)
        self.refused(AccessError, "F-23", mine.write, {"opinion": "Mine"})

    def test_while_the_director_reads_it_nobody_writes(self):
        dispute = self.dispute()
        self.give_opinion(dispute)
        mine = dispute.with_user(self.project_manager)
        for act in (
            lambda: mine.write({"opinion": "Another"}),
            lambda: mine.share_ids[0].write({"percent": 100}),
            lambda: mine.party_ids[0].unlink(),
            mine.action_give_opinion,
        ):
            self.refused(UserError, "approves it or sends it back", act)

    # -- approved, or sent back --

    def test_approved_it_is_the_ruling_of_the_attribution(self):
        """F-23: owners and shares, as the policies read them."""
        dispute = self.dispute()
        self.give_opinion(dispute, ((1, 60), (2, 30), (0, 10)))
        dispute.with_user(self.sales_director).action_approve()
        self.assertEqual(dispute.state, "approved")
        self.assertEqual(dispute.decided_by_id, self.sales_director)
        self.assertEqual(dispute.rule_ids.code, "F-23")
        self.assertFalse(self.todo(dispute))
        rulings = self.env["floor.attribution"]._floor_rulings(self.attribution)
        ruling = rulings[self.attribution.id]
        self.assertEqual(ruling.reps, (self.rep1.id,))
        self.assertEqual(
            [(it.party, it.person, it.percent) for it in ruling.shares],
            [("rep", self.rep1.id, 60), ("rep", self.rep2.id, 30), ("pool", None, 10)],
        )

    def test_the_later_ruling_goes_before_the_earlier_one(self):
        for percent in (60, 80):
            dispute = self.dispute()
            self.give_opinion(dispute, ((1, percent), (2, 100 - percent)))
            dispute.with_user(self.sales_director).action_approve()
        rulings = self.env["floor.attribution"]._floor_rulings(self.attribution)
        self.assertEqual(rulings[self.attribution.id].shares[0].percent, 80)

    def test_an_open_dispute_rules_nothing(self):
        self.give_opinion(self.dispute())
        rulings = self.env["floor.attribution"]._floor_rulings(self.attribution)
        self.assertFalse(rulings)

    def test_of_a_customer_nobody_knows_yet_nothing_is_approved(self):
        """The visit is entered first: then it is known whose customer it is."""
        self.visit = self.receive(visitor_name="Mr Li")
        dispute = self.dispute()
        self.give_opinion(dispute)
        director = dispute.with_user(self.sales_director)
        self.refused(UserError, "enter the visit", director.action_approve)

    def test_only_the_sales_director_approves_and_no_party(self):
        dispute = self.dispute()
        director = dispute.with_user(self.sales_director)
        self.refused(UserError, "no opinion", director.action_approve)
        self.give_opinion(dispute)
        for user in (self.project_manager, self.sales_manager, self.rep2):
            mine = dispute.with_user(user)
            self.refused(AccessError, "sales director", mine.action_approve)
            self.refused(AccessError, "sales director", mine.send_back, "No")

    def test_nobody_approves_their_own_opinion_unless_the_company_allows_it(self):
        """F-23: where the project manager is sales director too."""
        self.env["service.site.member"].create(
            {
                "site_id": self.floor.id,
                "user_id": self.project_manager.id,
                "role": "sales_director",
                "date_from": "2020-01-01",
            }
        )
        dispute = self.dispute()
        self.give_opinion(dispute)
        mine = dispute.with_user(self.project_manager)
        self.refused(AccessError, "their own opinion", mine.action_approve)
        self.company.floor_dispute_same_person = True
        mine.action_approve()
        self.assertEqual(dispute.state, "approved")

    def test_sent_back_it_is_the_project_manager_s_turn_again(self):
        """F-23: with the reason; what was given before is kept."""
        dispute = self.dispute()
        self.give_opinion(dispute)
        dispute.with_user(self.sales_director).send_back("Ask the guard too.")
        self.assertEqual(dispute.state, "open")
        self.assertEqual(dispute.sent_back_reason, "Ask the guard too.")
        self.assertIn(self.project_manager, self.todo(dispute))
        director = dispute.with_user(self.sales_director)
        self.refused(UserError, "no opinion", director.action_approve)
        self.give_opinion(dispute, ((1, 50), (2, 50)))
        self.assertEqual(
            dispute.step_ids.mapped("kind"),
            ["opened", "opinion", "sent_back", "opinion"],
        )
        self.assertFalse(dispute.sent_back_reason)

    def test_once_approved_nothing_of_it_changes_for_anybody(self):
        """F-23: sealed, with all that was said, code with all rights included."""
        files = self.env["ir.attachment"]
        dispute = self.dispute()
        files.create(
            {
                "name": "photo.txt",
                "raw": b"A photo",
                "res_model": dispute._name,
                "res_id": dispute.id,
            }
        )
        self.give_opinion(dispute)
        dispute.with_user(self.sales_director).action_approve()
        self.assertIn("photo.txt", dispute.evidence_hashes)
        own = dispute.sudo()
        for act in (
            lambda: own.write({"opinion": "Another"}),
            lambda: own.write({"evidence_hashes": ""}),
            lambda: own.party_ids[0].write({"fault": "All of it"}),
            lambda: own.share_ids[0].write({"percent": 1}),
            lambda: own.step_ids[0].write({"text": ""}),
        ):
            self.sealed(act)
        self.sealed(own.unlink, ValidationError)
        for user in (self.project_manager, self.sales_director):
            for act, args in (
                ("action_give_opinion", ()),
                ("action_approve", ()),
                ("send_back", ("No",)),
            ):
                with self.assertRaises(UserError):
                    getattr(dispute.with_user(user), act)(*args)
        self.refused(UserError, "decided", dispute.with_user(self.rep1).say, "But")
