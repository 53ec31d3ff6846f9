from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError

from .reception_common import ReceptionCase

FRIDAY, SATURDAY = "2026-03-06", "2026-03-07"
LONG_AGO = "2025-12-01"
# The floor's hour as the server's: Shanghai is eight hours ahead.
ZONE = timedelta(hours=8)


class TestSaturday(ReceptionCase):
    """A Saturday with five reps and forty visitors, as the tablet plays it.

    What is to come of each visitor was worked out by hand from the regulation. A turn
    is written as who and what becomes of it: ``1C`` rep 1 uses one, ``3V`` rep 3 loses
    one, ``5P`` one is kept for rep 5, ``5C!`` which is what rep 5 then uses, ``2N`` rep
    2 receives without one, ``1R`` rep 1 has it back.
    """

    def setUp(self):
        super().setUp()
        self.maxDiff = None
        self.clock = None
        self.addCleanup(lambda: self.clock and self.clock.stop())
        self.visits = {}
        self.came = 0

    # -- what people do --

    def at(self, hour, day=SATURDAY):
        if self.clock:
            self.clock.stop()
        moment = datetime.fromisoformat(f"{day} {hour}") - ZONE
        self.clock = freeze_time(moment)
        self.clock.start()

    def rep(self, number):
        return self.reps[number - 1]

    def phone(self, who):
        """Visitors are called by a number, customers of before by a letter."""
        name = who.split()[0]
        return f"138 0013 {8000 + (int(name) if name.isdigit() else 10 * ord(name))}"

    def comes(self, hour, who, number, turns, rule, kind="new", signer=None, **answers):
        """A visitor comes, and this rep receives, by this rule."""
        self.at(hour)
        self.came += 1
        answer = self.arrive(signer, **answers)
        visit = self.env["floor.visit"].browse(answer["visit_id"])
        self.visits[who] = visit
        with self.subTest(visitor=who, hour=hour):
            self.assertEqual(answer["user_id"], self.rep(number).id, answer["sentence"])
            self.assertEqual((answer["rule"], answer["kind"]), (rule, kind))
            self.assertEqual(self.ledger(visit), turns)
        return visit

    def ledger(self, visit):
        numbers = {rep: number for number, rep in enumerate(self.reps, start=1)}
        return " ".join(
            f"{numbers[turn.user_id]}{turn.effect}"
            f"{'!' if turn.kind == 'priority' and turn.effect == 'C' else ''}"
            for turn in visit.sudo().turn_ids.sorted("seq")
        )

    def leave(self, hour, *names, outcome="none"):
        self.at(hour)
        for name in names:
            visit = self.visits[name]
            self.tablet.finish(visit.id, outcome, **self.signed(visit.user_id))

    def is_now(self, hour, number, state, reason=""):
        self.at(hour)
        self.tablet.set_state(
            self.floor.id,
            self.rep(number).id,
            state,
            reason=reason,
            is_checked=True,
            **self.signed(self.rep(number)),
        )

    def enter(self, name, **form):
        """The rep enters the form, the project manager approves it."""
        visit = self.visits[name]
        mine = visit.with_user(visit.user_id)
        values = {
            "visitor_name": f"Visitor {name}",
            "phone": self.phone(name),
            "background": "Two children",
            "needs": "Three rooms",
            "outcome": "none",
            "no_deal_reason": "Wants to ask at home",
        }
        known = {field: value for field, value in values.items() if not visit[field]}
        mine.write({**known, **form})
        mine.action_enter()
        visit.with_user(self.project_manager).action_approve()

    def whose(self, name):
        found = self.env["floor.attribution"].search(
            [
                ("partner_id", "=", self.visits[name].partner_id.id),
                ("site_id", "=", self.floor.id),
            ]
        )
        numbers = {rep: str(number) for number, rep in enumerate(self.reps, start=1)}
        owners = "+".join(numbers[rep] for rep in found.owner_ids) or "pool"
        shares = " ".join(
            f"{numbers.get(it.user_id) or it.user_id.name or 'pool'}:{it.percent:g}"
            for it in found.share_ids
        )
        return f"{owners} = {shares}"

    # -- the days before --

    def register_before(self):
        """A customer of each rep's from Friday, and one whose time has run out."""
        self.at("09:00", LONG_AGO)
        self.get_ready(self.rep4)
        self.visits["X"] = self.env["floor.visit"].browse(self.arrive()["visit_id"])
        self.tablet.finish(self.visits["X"].id, "none", **self.signed(self.rep4))
        self.enter("X")
        self.at("09:00", FRIDAY)
        self.floor.today_rota().set_order(
            self.reps.ids, "The week begins", signer=self.floor_supervisor
        )
        self.get_ready()
        for name in "ABCDE":
            visit = self.arrive()["visit_id"]
            self.visits[name] = self.env["floor.visit"].browse(visit)
        for name in "ABCDE":
            visit = self.visits[name]
            self.tablet.finish(visit.id, "none", **self.signed(visit.user_id))
            self.enter(name)
        self.assertEqual(
            [self.visits[name].user_id for name in "ABCDE"], list(self.reps)
        )
        self.old = {name: self.visits[name] for name in "ABCDEX"}

    def old_customer(self, name):
        return {"sent_by": "old_customer", "introducer_visit_id": self.old[name].id}

    def comes_back(self, name, **answers):
        """The desk looks them up by phone and picks what it finds."""
        found = self.tablet.look_up(self.floor.id, self.phone(name)[-9:])
        match = {"match_visit_id": found[0]["visit_id"]}
        return {"came_before": True, "phone": self.phone(name), **match, **answers}

    # -- the day --

    def test_everybody_gets_what_is_theirs(self):
        self.register_before()
        self.at("08:30")
        referral = (
            self.env["floor.referral"]
            .with_user(self.employee)
            .create(
                {
                    "site_id": self.floor.id,
                    "name": "Ms Bai",
                    "phone": self.phone("21"),
                    "visit_on": SATURDAY,
                }
            )
        )
        self.at("08:55")
        self.get_ready()
        self.morning()
        self.before_lunch(referral)
        self.lunch()
        self.afternoon()
        self.assertEqual(self.came, 40)
        self.close_the_day(referral)
        self.evening()

    def morning(self):
        self.comes("09:05", "1", 1, "1C", "F-01")
        self.comes("09:10", "2", 2, "2C", "F-01")
        # Rep 1's customer, who is with visitor 1: the last in the circle stands in.
        self.comes("09:12", "3", 5, "5N", "F-10", "returning", **self.comes_back("A"))
        self.leave("09:20", "1")
        self.comes("09:22", "4", 3, "3C", "F-01")
        self.comes("09:25", "5", 4, "4C", "F-01")
        # Rep 5 is busy and keeps the turn, rep 1 is free.
        self.comes("09:26", "6", 1, "5P 1C", "F-01")
        self.leave("09:30", "3")
        self.comes("09:31", "7", 5, "5C!", "F-01")
        self.leave("09:35", "2", "4")
        named = {"named_user_id": self.rep3.id}
        self.comes("09:36", "8", 3, "3N", "F-11", "designated", **named)
        self.comes("09:38", "9", 2, "2C", "F-01")
        # All five are busy.
        self.at("09:40")
        entries = self.env["floor.turn"].search_count([("site_id", "=", self.floor.id)])
        with self.assertRaisesRegex(UserError, "Nobody is ready"):
            self.arrive()
        self.assertEqual(
            self.env["floor.turn"].search_count([("site_id", "=", self.floor.id)]),
            entries,
        )
        # What rep 3 misses with a customer who named them isn't made up.
        self.leave("09:42", "5")
        self.comes("09:43", "10", 4, "3V 4C", "F-01")
        self.leave("09:50", "6", "7", "8", "9", "10")
        self.comes("09:52", "11", 5, "5C", "F-01")
        # A leaflet distributor.
        visit = self.comes("09:55", "12", 1, "1C", "F-01")
        self.tablet.needs_no_reception(
            visit.id, "Distributes leaflets", **self.signed(self.rep1)
        )
        self.assertEqual(self.ledger(visit), "1C 1R")
        self.comes("09:58", "13", 1, "1C", "F-01")

    def before_lunch(self, referral):
        announced = {
            **self.old_customer("B"),
            "announced_to_user_id": self.rep2.id,
            "announced_for": SATURDAY,
        }
        self.comes("10:00", "14", 2, "2N", "F-21", "introduced", **announced)
        self.comes("10:02", "15", 3, "2P 3C", "F-01")
        self.leave("10:10", "11", "13", "14", "15")
        self.comes("10:12", "16", 2, "2C!", "F-01")
        self.comes("10:15", "17", 4, "4C", "F-14", **self.old_customer("C"))
        # Brought to rep 4, who is busy: rep 3 is the last, and takes the next one.
        brought = {
            **self.old_customer("D"),
            "brought_along": True,
            "named_user_id": self.rep4.id,
        }
        self.comes("10:16", "18", 3, "3N 3P", "F-21", "introduced", **brought)
        self.assertEqual(self.visits["18"].instead_of_id, self.rep4)
        self.comes("10:20", "19", 5, "5C", "F-01")
        self.leave("10:30", "16", "17", "18", "19")
        self.comes("10:31", "20", 3, "3C!", "F-01")
        self.comes(
            "10:35",
            *("21", 1, "1C", "F-16", "referral"),
            self.project_manager,
            referral_id=referral.id,
            introducer_came=True,
        )
        company = {"sent_by": "company"}
        self.comes("10:37", "22", 2, "2C", "F-15", "company", **company)
        company["named_user_id"] = self.rep5.id
        self.comes("10:40", "23", 5, "5N", "F-15", "company", **company)
        self.comes("10:42", "24", 4, "3P 4C", "F-01")
        self.leave("10:50", "20", "21", "22", "23", "24")
        # Came before and recalls nobody; rep 3's turn that was kept is used.
        forgotten = {"came_before": True}
        self.comes("10:52", "25", 3, "3C!", "F-05", "forgotten", **forgotten)
        # Recalls rep 2; the register says rep 5.
        recalls = self.comes_back("E", recalls_user_id=self.rep2.id)
        self.comes("10:55", "26", 5, "5N", "F-04", "returning", **recalls)
        asks = self.comes_back("B", named_user_id=self.rep1.id)
        self.comes("11:00", "27", 2, "2N", "F-13", "returning", **asks)
        insists = self.comes_back("C", named_user_id=self.rep4.id, insisted=True)
        self.comes("11:02", "28", 4, "4N", "F-13", "obligation", **insists)
        self.assertEqual(self.visits["28"].instead_of_id, self.rep3)
        self.leave("11:10", "25", "26", "27", "28")
        # The director sends rep 1 to the bank, which the project manager verifies.
        self.is_now("11:11", 1, "errand", "To the bank for the director")
        errand = self.floor.today_rota().presence_ids.sorted("id")[-1]
        errand.with_user(self.project_manager).action_approve()
        self.comes("11:12", "29", 5, "5C", "F-01")
        self.comes("11:14", "30", 2, "1P 2C", "F-01")
        self.is_now("11:20", 3, "absent", "At the hairdresser's")
        self.comes("11:21", "31", 4, "3V 4C", "F-01")
        self.is_now("11:25", 1, "ready")
        self.comes("11:26", "32", 1, "1C!", "F-01")
        self.leave("11:50", "29", "30", "31", "32")

    def lunch(self):
        """Reps 5 and 1 are next, so that they are at the desk over lunch."""
        self.is_now("11:55", 3, "ready")
        state = self.tablet.load(self.floor.id)
        self.assertEqual(state["lunch"], [self.rep5.id, self.rep1.id])
        for number in (2, 3, 4):
            self.is_now("12:00", number, "lunch")
        self.comes("12:05", "33", 5, "5C", "F-01")
        self.comes("12:10", "34", 1, "1C", "F-01")
        self.leave("12:14", "33")
        self.comes("12:15", "35", 5, "2P 3P 4P 5C", "F-01")
        for number in (2, 3, 4):
            self.is_now("12:45", number, "ready")

    def afternoon(self):
        visit = self.comes("12:50", "36", 2, "2C!", "F-01")
        self.at("12:52")
        self.tablet.change_rep(
            *(visit.id, "serious", False, "Was shouted at"),
            **self.signed(self.sales_manager),
        )
        self.visits["36"] = following = self.following(visit)
        self.assertEqual(following.user_id, self.rep3)
        self.assertEqual(self.ledger(following), "3C!")
        visit = self.comes("12:55", "37", 4, "4C!", "F-01")
        self.leave("12:57", "34", "35")
        self.at("12:58")
        self.tablet.change_rep(
            *(visit.id, "yields", self.rep5.id, "Speaks her dialect"),
            **self.signed(self.sales_manager),
        )
        self.visits["37"] = following = self.following(visit)
        self.assertEqual(following.user_id, self.rep5)
        self.assertEqual(self.ledger(following), "5N")
        self.visits["37 first"] = visit
        self.comes("13:00", "38", 1, "1C", "F-01")
        # Registered with rep 4 until long ago: as good as new.
        self.comes("13:05", "39", 2, "2C", "F-17", **self.comes_back("X"))
        self.leave("13:08", "36")
        self.at("13:09")
        self.tablet.bar(
            *(self.floor.id, self.rep3.id, "In sandals"),
            **self.signed(self.floor_supervisor),
        )
        self.comes("13:10", "40", 4, "3V 4C", "F-01")
        self.leave("13:30", "37", "38", "39", "40")

    def following(self, visit):
        return (
            self.env["floor.change"].search([("visit_id", "=", visit.id)]).next_visit_id
        )

    def close_the_day(self, referral):
        """Forms are entered the same day; the company's customers are known."""
        self.at("18:00")
        for name in self.visits:
            if name not in self.old and name != "12":
                self.enter(name)
        introductions = self.env["floor.introduction"].with_user(self.sales_director)
        introductions.create(
            [
                {
                    "site_id": self.floor.id,
                    "partner_id": self.visits[name].partner_id.id,
                    "contacted_at": f"{FRIDAY} 02:00:00",
                    "executive": "The director",
                    **values,
                }
                for name, values in (
                    ("22", {"how": "introduced"}),
                    ("23", {"how": "picked", "picked_id": self.rep5.id}),
                )
            ]
        )
        self.assertEqual(referral.standing, "confirmed")

    def evening(self):
        """Whose customers they are, and who would have what of a deal."""
        expected = {
            # in turn
            **dict.fromkeys(("1", "6", "13", "32", "34", "38"), "1 = 1:100"),
            **dict.fromkeys(("2", "9", "16", "30"), "2 = 2:100"),
            **dict.fromkeys(("4", "15", "20"), "3 = 3:100"),
            **dict.fromkeys(("5", "10", "17", "24", "31", "40"), "4 = 4:100"),
            **dict.fromkeys(("7", "11", "19", "29", "33", "35"), "5 = 5:100"),
            # whoever received in their rep's place
            **{"3": "1 = 1:100", "18": "4 = 4:100", "28": "3 = 3:100"},
            # came back, or named their rep
            **{"8": "3 = 3:100", "14": "2 = 2:100", "26": "5 = 5:100"},
            "27": "2 = 2:100",
            # an employee's referral, the company's customers
            **{"21": "1 = 1:70 Employee:30", "22": "2 = 2:70 pool:30"},
            "23": "pool = pool:100",
            # nobody was recognised so far
            "25": "3 = 3:100",
            # handed on: the first has no rights any more; the first has 70
            **{"36": "3 = 3:100", "37": "4 = 4:70 5:30"},
            # expired
            "39": "2 = 2:100",
        }
        self.assertEqual(len(expected), 40 - 1)
        self.assertEqual({name: self.whose(name) for name in expected}, expected)
