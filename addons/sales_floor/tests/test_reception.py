import json

from odoo.exceptions import AccessError, UserError

from ..models.floor_reception import ANSWERS
from .reception_common import PIN, ReceptionCase


class TestReception(ReceptionCase):
    """What the tablet shows and does."""

    # -- looking --

    def test_before_anybody_is_ready_it_says_what_to_do(self):
        state = self.tablet.load()
        self.assertEqual(state["site"]["id"], self.floor.id)
        self.assertFalse(state["next"])
        self.assertIn("Nobody is ready", state["nobody"])
        self.assertEqual([it["user_id"] for it in state["reps"]], self.reps.ids)
        self.assertEqual({it["state"] for it in state["reps"]}, {"not_ready"})

    def test_it_shows_who_is_next_and_why_and_who_stands_by(self):
        """F-01, F-09, F-32."""
        self.get_ready()
        state = self.tablet.load(self.floor.id)
        self.assertEqual(state["next"]["user_id"], self.rep1.id)
        self.assertIn("F-01", state["next"]["sentence"])
        self.assertEqual(state["stand_by"], self.rep2.id)
        self.assertEqual(state["lunch"], (self.rep1 | self.rep2).ids)

    def test_who_belongs_to_no_floor_is_told_so(self):
        loner = self.person("Loner", "sales_floor.sales_floor_group_user", self.company)
        state = self.env["floor.reception"].with_user(loner).load()
        self.assertFalse(state["site"])
        self.assertIn("no sales floor", state["nobody"])

    def test_a_floor_of_somebody_else_is_never_shown(self):
        state = self.tablet.load(self.other_floor.id)
        self.assertEqual(state["site"]["id"], self.floor.id)
        self.assertEqual([it["id"] for it in state["sites"]], [self.floor.id])

    def test_looking_costs_the_same_for_one_and_for_forty(self):
        """Nothing is read per entry of the ledger."""
        self.get_ready()
        self.arrive()
        self.env.flush_all()

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.tablet.load(self.floor.id)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for _visitor in range(4):
            self.arrive()
        self.assertLessEqual(count(), few + 1)

    # -- a visitor --

    def test_a_proposal_writes_nothing(self):
        self.get_ready()
        proposal = self.tablet.propose(self.floor.id, {})
        self.assertEqual(proposal["user_id"], self.rep1.id)
        self.assertEqual(proposal["rule"], "F-01")
        self.assertFalse(self.here("floor.visit"))

    def test_who_is_proposed_receives(self):
        """F-01: the visitor's particulars are kept with who signed."""
        self.get_ready()
        answer = self.arrive(self.rep3, visitor_name="Ms Wang", phone="13912345678")
        self.assertEqual(answer["name"], "Rep 1")
        self.assertIn("F-01", answer["sentence"])
        visit = self.env["floor.visit"].browse(answer["visit_id"])
        self.assertEqual(visit.user_id, self.rep1)
        self.assertEqual(visit.signed_by_id, self.rep3)
        self.assertEqual(visit.visitor_name, "Ms Wang")
        tile = self.tile(self.rep1, answer["state"])
        self.assertEqual(tile["busy_with"]["visitor"], "Ms Wang")
        self.assertEqual(answer["state"]["next"]["user_id"], self.rep2.id)

    def test_a_proposal_says_who_is_passed_over(self):
        """F-03."""
        self.get_ready(self.rep2, self.rep3)
        proposal = self.tablet.propose(self.floor.id, {})
        self.assertEqual(proposal["user_id"], self.rep2.id)
        self.assertIn("Rep 1 is passed over", proposal["note"])

    def test_when_nobody_can_receive_nothing_is_written(self):
        with self.assertRaisesRegex(UserError, "Nobody is ready"):
            self.arrive()
        self.assertFalse(self.here("floor.visit"))

    def test_whom_they_name_receives(self):
        """F-11."""
        self.get_ready()
        answer = self.arrive(named_user_id=self.rep4.id)
        self.assertEqual(answer["user_id"], self.rep4.id)
        self.assertEqual(answer["kind"], "designated")
        self.assertEqual(answer["state"]["next"]["user_id"], self.rep1.id)

    def test_answers_that_are_no_answers_are_passed_over(self):
        """What comes over RPC may be anything."""
        self.get_ready()
        odd = {name: [["x"]] for name in ANSWERS} | {"user_id": self.rep5.id}
        self.assertEqual(
            self.tablet.propose(self.floor.id, odd)["user_id"], self.rep1.id
        )
        self.assertEqual(
            self.tablet.propose(self.floor.id, "x")["user_id"], self.rep1.id
        )

    def test_a_registration_is_found_by_phone_and_by_name_and_masked(self):
        """F-04."""
        self.get_ready()
        self.arrive(visitor_name="王女士", phone="139 1234 5678")
        for query in ("5678", "13912345678", "王", "女士"):
            [found] = self.tablet.look_up(self.floor.id, query)
            self.assertEqual(found["rep"], "Rep 1")
            self.assertEqual(found["phone_masked"], "•••5678")
            self.assertIn("Rep 1", found["sentence"])
        for query in ("", False, "5", "567", "李", "%"):
            self.assertFalse(self.tablet.look_up(self.floor.id, query), query)

    # -- acts --

    def test_each_act_is_done_once(self):
        """A double click, or a network that came back, is one act."""
        self.get_ready()
        press = self.signed(self.rep1)
        first = self.tablet.arrive(self.floor.id, {}, **press)
        again = self.tablet.arrive(self.floor.id, {}, **press)
        self.assertEqual(first["visit_id"], again["visit_id"])
        press = self.signed(self.rep1)
        for _press in range(2):
            answer = self.tablet.finish(first["visit_id"], "none", **press)
            self.assertEqual(answer["sentence"], "The reception is finished.")
        self.assertEqual(len(self.here("floor.turn")), 1)

    def test_an_act_without_its_number_is_refused(self):
        for wrong in (False, "", "short", 7, "x" * 65):
            with self.assertRaises(UserError):
                self.tablet.arrive(self.floor.id, {}, self.rep1.id, PIN, wrong)

    def test_comes_and_goes(self):
        """F-02, F-03: with a reason where one is needed."""
        go = (self.floor.id, self.rep1.id)
        with self.assertRaises(UserError):
            self.tablet.set_state(*go, "ready", **self.signed(self.rep1))
        with self.assertRaises(UserError):
            self.tablet.set_state(*go, "absent", **self.signed(self.rep1))
        with self.assertRaises(UserError):
            self.tablet.set_state(*go, "flying", **self.signed(self.rep1))
        answer = self.tablet.set_state(
            *go, "absent", reason="The doctor", **self.signed(self.rep1)
        )
        self.assertEqual(answer["sentence"], "Rep 1: Absent")
        self.assertEqual(self.tile(self.rep1, answer["state"])["state"], "absent")
        entry = self.here("floor.presence")
        self.assertEqual((entry.reason, entry.signed_by_id), ("The doctor", self.rep1))

    def test_nobody_signs_for_another_rep(self):
        """F-02: but for the floor supervisor."""
        go = (self.floor.id, self.rep1.id, "lunch")
        with self.assertRaises(AccessError):
            self.tablet.set_state(*go, **self.signed(self.rep2))
        self.tablet.set_state(*go, **self.signed(self.floor_supervisor))
        self.assertEqual(self.tile(self.rep1)["state"], "lunch")

    def test_the_supervisor_cancels_the_turn_of_the_round(self):
        """F-03."""
        self.get_ready()
        bar = (self.floor.id, self.rep1.id)
        with self.assertRaises(AccessError):
            self.tablet.bar(*bar, "No tie", **self.signed(self.rep2))
        with self.assertRaises(UserError):
            self.tablet.bar(*bar, " ", **self.signed(self.floor_supervisor))
        answer = self.tablet.bar(*bar, "No tie", **self.signed(self.floor_supervisor))
        self.assertTrue(self.tile(self.rep1, answer["state"])["is_barred"])
        self.assertEqual(answer["state"]["next"]["user_id"], self.rep2.id)

    def test_the_supervisor_lets_two_swap_their_places(self):
        """F-01."""
        self.get_ready()
        swap = (self.floor.id, self.rep1.id, self.rep2.id)
        with self.assertRaises(AccessError):
            self.tablet.swap(*swap, "We agreed", **self.signed(self.rep1))
        with self.assertRaises(UserError):
            self.tablet.swap(*swap, "", **self.signed(self.floor_supervisor))
        with self.assertRaises(UserError):
            self.tablet.swap(
                self.floor.id,
                self.rep1.id,
                self.rep1.id,
                "Why not",
                **self.signed(self.floor_supervisor),
            )
        answer = self.tablet.swap(
            *swap, "Rep 1 fetches papers", **self.signed(self.floor_supervisor)
        )
        self.assertEqual(answer["state"]["next"]["user_id"], self.rep2.id)
        self.assertEqual(answer["state"]["stand_by"], self.rep1.id)

    def test_a_finished_reception_makes_the_rep_free(self):
        """F-33."""
        self.get_ready()
        visit = self.arrive()["visit_id"]
        for wrong in ("no_reception", "", "x"):
            with self.assertRaises(UserError):
                self.tablet.finish(visit, wrong, **self.signed(self.rep1))
        answer = self.tablet.finish(visit, "deposit", **self.signed(self.rep1))
        self.assertFalse(self.tile(self.rep1, answer["state"])["busy_with"])
        self.assertEqual(self.env["floor.visit"].browse(visit).outcome, "deposit")

    def test_who_needs_no_reception_uses_no_turn(self):
        """F-01: the rep is next again, by a new entry."""
        self.get_ready()
        visit = self.arrive()["visit_id"]
        answer = self.tablet.needs_no_reception(
            visit, "Asked the way", **self.signed(self.rep1)
        )
        self.assertEqual(answer["state"]["next"]["user_id"], self.rep1.id)
        self.assertEqual(len(answer["state"]["entries"]), 2)

    def test_a_question_shows_the_customer_waiting(self):
        """F-34."""
        self.get_ready()
        visit = self.arrive()["visit_id"]
        asked = self.tablet.ask_manager(
            visit, "In two instalments?", **self.signed(self.rep1)
        )
        tile = self.tile(self.rep1, asked["state"])
        self.assertEqual(tile["busy_with"]["question"], "In two instalments?")
        answered = self.tablet.answered(visit, **self.signed(self.sales_manager))
        self.assertFalse(
            self.tile(self.rep1, answered["state"])["busy_with"]["question"]
        )

    def test_the_manager_decides_on_another_rep(self):
        """F-06."""
        self.get_ready()
        visit = self.arrive()["visit_id"]
        change = (visit, "serious", False, "Was rude")
        with self.assertRaises(AccessError):
            self.tablet.change_rep(*change, **self.signed(self.rep1))
        with self.assertRaises(UserError):
            self.tablet.change_rep(
                visit, "x", False, "Was rude", **self.signed(self.sales_manager)
            )
        answer = self.tablet.change_rep(*change, **self.signed(self.sales_manager))
        self.assertIn("F-06", answer["sentence"])
        self.assertTrue(self.tile(self.rep2, answer["state"])["busy_with"])
        self.assertFalse(self.tile(self.rep1, answer["state"])["busy_with"])

    def test_every_ground_has_its_words(self):
        choices = dict(self.tablet.load()["choices"]["grounds"])
        self.assertEqual(choices.keys(), self.tablet._grounds().keys())

    def test_an_entry_is_taken_back_by_a_new_one(self):
        """F-18."""
        self.get_ready()
        [entry] = self.arrive()["state"]["entries"]
        with self.assertRaises(AccessError):
            self.tablet.undo(entry["id"], "Wrong", **self.signed(self.rep1))
        answer = self.tablet.undo(
            entry["id"], "Wrong", **self.signed(self.floor_supervisor)
        )
        undone, kept = answer["state"]["entries"]
        self.assertEqual(kept["sentence"], entry["sentence"])
        self.assertIn("Wrong", undone["sentence"])
        self.assertFalse(kept["can_undo"] or undone["can_undo"])

    def test_who_leads_the_floor_resets_a_pin(self):
        reset = (self.floor.id, self.rep1.id)
        with self.assertRaises(AccessError):
            self.tablet.reset_pin(*reset, **self.signed(self.rep2))
        answer = self.tablet.reset_pin(*reset, **self.signed(self.floor_supervisor))
        signers = {it["user_id"]: it["has_pin"] for it in answer["state"]["signers"]}
        self.assertFalse(signers[self.rep1.id])
        self.assertTrue(signers[self.rep2.id])

    def test_a_wrong_pin_does_nothing(self):
        self.get_ready()
        press = self.signed(self.rep1, "1357")
        with self.assertRaisesRegex(AccessError, "not the PIN of Rep 1"):
            self.tablet.arrive(self.floor.id, {}, **press)
        self.assertFalse(self.here("floor.visit"))

    # -- live --

    def test_every_act_tells_the_floor_and_nobody_else(self):
        """Each act has the screens of this floor look again."""
        channel = ["service.site", self.floor.id]
        self.get_ready()
        visit = None

        def acts():
            nonlocal visit
            yield "arrive", lambda: self.arrive()
            visit = self.env["floor.visit"].search([], limit=1).id
            yield (
                "ask_manager",
                lambda: self.tablet.ask_manager(
                    visit, "Why?", **self.signed(self.rep1)
                ),
            )
            yield (
                "answered",
                lambda: self.tablet.answered(visit, **self.signed(self.rep1)),
            )
            yield (
                "change_rep",
                lambda: self.tablet.change_rep(
                    visit,
                    "adamant",
                    False,
                    "Insists",
                    **self.signed(self.sales_manager),
                ),
            )
            visit = self.here("floor.visit", ("ended_at", "=", False)).id
            yield (
                "finish",
                lambda: self.tablet.finish(visit, "none", **self.signed(self.rep2)),
            )
            yield (
                "bar",
                lambda: self.tablet.bar(
                    self.floor.id,
                    self.rep3.id,
                    "No tie",
                    **self.signed(self.floor_supervisor),
                ),
            )
            yield (
                "swap",
                lambda: self.tablet.swap(
                    self.floor.id,
                    self.rep4.id,
                    self.rep5.id,
                    "Papers",
                    **self.signed(self.floor_supervisor),
                ),
            )
            yield (
                "set_state",
                lambda: self.tablet.set_state(
                    self.floor.id, self.rep1.id, "lunch", **self.signed(self.rep1)
                ),
            )
            visit = self.arrive()["visit_id"]
            visit = self.env["floor.visit"].browse(visit)
            yield (
                "needs_no_reception",
                lambda: self.tablet.needs_no_reception(
                    visit.id, "Lost", **self.signed(visit.user_id)
                ),
            )
            turn = self.env["floor.turn"].search(
                [("effect", "=", "V")], order="seq desc", limit=1
            )
            yield (
                "undo",
                lambda: self.tablet.undo(
                    turn.id, "Wrong", **self.signed(self.floor_supervisor)
                ),
            )

        for name, act in acts():
            with self.subTest(name):
                self.assertEqual(self.told(act), {(*channel, "sales_floor/changed")})

    def told(self, act):
        """Which channels of floors an act tells, and what."""
        self.env.cr.precommit.data.pop("bus.bus.values", None)
        self.env.cr.precommit.clear()
        before = self.env["bus.bus"].sudo().search([], order="id desc", limit=1).id
        act()
        self.env.cr.precommit.run()
        notices = self.env["bus.bus"].sudo().search([("id", ">", before)])
        return {
            (*channel, message)
            for channel, message in (_parsed(notice) for notice in notices)
            if channel[0] == "service.site"
        }


def _parsed(notice):
    channel = json.loads(notice.channel)
    return channel[1:], json.loads(notice.message)["type"]
