from freezegun import freeze_time

from odoo.exceptions import AccessError

from .case_common import CaseCase
from .common import MORNING

MODELS = (
    *("floor.referral", "floor.dispute", "floor.dispute.party"),
    *("floor.dispute.share", "floor.dispute.step", "floor.incident"),
)
GUARDED = {
    "floor.referral": {
        "standing": "confirmed",
        "registered_at": "2020-01-01",
        "phoned_at": "2020-01-01",
        "accompanied": True,
        "visit_id": 1,
        "confirmed_by_id": 1,
        "confirmed_at": "2020-01-01",
        "partner_id": 1,
        "reason": "Mine",
        "state": "done",
        "done_at": "2020-01-01",
    },
    "floor.dispute": {
        "state": "approved",
        "number": 9,
        "author_id": 1,
        "given_at": "2020-01-01",
        "sent_back_reason": "No",
        "evidence_hashes": "x",
        "opened_by_id": 1,
        "decided_by_id": 1,
        "decided_at": "2020-01-01",
        "reason": "Mine",
    },
    "floor.dispute.party": {
        "says": "I lied",
        "said_at": "2020-01-01",
        "decided_at": "2020-01-01",
    },
    "floor.dispute.share": {"decided_at": "2020-01-01"},
    "floor.incident": {
        "state": "decided",
        "number": 9,
        "reported_by_id": 1,
        "reported_at": "2020-01-01",
        "verified_by_id": 1,
        "verified_at": "2020-01-01",
        "statement": "I did it",
        "stated_at": "2020-01-01",
        "unheard_reason": "x",
        "change_id": 1,
        "decided_by_id": 1,
        "decided_at": "2020-01-01",
        "proposal": {},
        "is_override": True,
    },
}


@freeze_time(MORNING)
class TestSecurityCases(CaseCase):
    """Who sees and does what with referrals, disputes and incidents."""

    def setUp(self):
        super().setUp()
        self.visit = self.enter(self.receive())
        self.attributed(self.visit)
        dispute = self.dispute()
        self.give_opinion(dispute)
        dispute.with_user(self.sales_director).send_back("Ask the guard too.")
        self.records = {
            "floor.referral": self.refer(phone="139 4444 5555"),
            "floor.dispute": dispute,
            "floor.dispute.party": dispute.party_ids[:1],
            "floor.dispute.share": dispute.share_ids[:1],
            "floor.dispute.step": dispute.step_ids[:1],
            "floor.incident": self.report(),
        }

    def new_one(self, model):
        """The values of another record that could be entered."""
        parties = [(0, 0, {"user_id": it.id}) for it in self.rep3 | self.rep4]
        line = {"dispute_id": self.records["floor.dispute"].id, "user_id": self.rep3.id}
        return {
            "floor.referral": {
                "site_id": self.floor.id,
                "name": "Mr Li",
                "phone": "139 9999 0000",
                "visit_on": "2026-03-09",
            },
            "floor.dispute": {
                "visit_id": self.visit.id,
                "matter": "Again",
                "party_ids": parties,
            },
            "floor.dispute.party": line,
            "floor.dispute.share": {**line, "party": "rep", "percent": 1},
            "floor.incident": {
                "site_id": self.floor.id,
                "user_id": self.rep3.id,
                "kind": "fighting",
                "description": "Again",
            },
        }[model]

    def may_read(self, user, model):
        record = self.records[model].with_user(user)
        try:
            record.read()
        except AccessError:
            return False
        return bool(record.search([("id", "=", record.id)]))

    def test_leads_see_the_cases_of_their_floor(self):
        for user in (self.project_manager, self.sales_director, self.floor_supervisor):
            for model in MODELS:
                with self.subTest(user=user.name, model=model):
                    self.assertTrue(self.may_read(user, model))

    def test_a_rep_sees_what_concerns_them(self):
        """A dispute its parties and who opened it; an incident who reported it, and
        whom it concerns.
        """
        for user, models in (
            (self.rep1, set(MODELS)),
            (self.rep2, set(MODELS)),
            (self.rep3, {"floor.referral"}),
        ):
            for model in MODELS:
                with self.subTest(user=user.name, model=model):
                    self.assertEqual(self.may_read(user, model), model in models)

    def test_an_employee_sees_their_own_referrals_only(self):
        """F-16: not those of others, be it at a site of theirs."""
        other = self.person("Colleague", "base.group_user", self.company)
        neighbour = self.member("Neighbour", "base.group_user", self.floor, "rep")
        for user, models in (
            (self.employee, {"floor.referral"}),
            (other, set()),
            (neighbour, set()),
        ):
            for model in MODELS:
                with self.subTest(user=user.name, model=model):
                    self.assertEqual(self.may_read(user, model), model in models)

    def test_an_employee_who_is_a_party_sees_the_dispute_and_has_a_say(self):
        """F-16, F-23: an introducer may dispute too."""
        visit = self.enter(self.receive(), phone="139 6666 7777")
        dispute = self.dispute(
            visit_id=visit.id,
            party_ids=[(0, 0, {"user_id": it.id}) for it in self.rep1 | self.employee],
        )
        mine = dispute.with_user(self.employee)
        mine.read()
        self.assertEqual(len(mine.party_ids), 2)
        action = mine.action_say()
        ask = self.env["floor.reason"].with_user(self.employee)
        wizard = ask.with_context(**action["context"]).create({"reason": "I sent her."})
        wizard.action_confirm()
        self.assertEqual(dispute.party_ids[1].says, "I sent her.")

    def test_strangers_see_and_make_nothing(self):
        for user in (self.other_rep, self.their_rep, self.portal):
            for model in MODELS:
                with self.subTest(user=user.name, model=model):
                    self.assertFalse(self.may_read(user, model))
        with self.assertRaises(AccessError):
            self.refer(user=self.portal, phone="139 8888 0000")
        with self.assertRaises(AccessError):
            self.refer(user=self.their_rep, phone="139 8888 0000")
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.report(user)
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.dispute(user)

    def test_what_a_step_sets_is_entered_by_no_hand(self):
        """Over RPC as on the screen, by nobody on the floor."""
        users = (
            *(self.rep1, self.floor_supervisor, self.sales_manager),
            *(self.project_manager, self.sales_director),
        )
        for user in users:
            for model, values in GUARDED.items():
                record = self.records[model].with_user(user)
                for name, value in values.items():
                    with self.subTest(user=user.name, model=model, field=name):
                        with self.assertRaises(AccessError):
                            record.write({name: value})
                        with self.assertRaises(AccessError):
                            record.create({**self.new_one(model), name: value})

    def test_what_was_said_at_the_beginning_stays(self):
        for model, values in {
            "floor.referral": {"visit_on": "2026-04-01", "phone": "1", "name": "x"},
            "floor.dispute": {"matter": "Other", "visit_id": False},
            "floor.incident": {"description": "Other", "user_id": self.rep3.id},
        }.items():
            for name, value in values.items():
                for user in (self.rep2, self.project_manager):
                    mine = self.records[model].with_user(user)
                    where = self.subTest(user=user.name, model=model, field=name)
                    with where, self.assertRaises(AccessError):
                        mine.write({name: value})

    def test_nothing_is_deleted(self):
        for user in (self.rep1, self.employee, self.project_manager):
            for model in set(MODELS) - {"floor.dispute.party", "floor.dispute.share"}:
                mine = self.records[model].with_user(user)
                where = self.subTest(user=user.name, model=model)
                with where, self.assertRaises(AccessError):
                    mine.unlink()

    def test_steps_are_written_by_no_one(self):
        step = self.records["floor.dispute.step"]
        for user in (self.rep1, self.project_manager, self.sales_director):
            mine = step.with_user(user)
            for act in (
                lambda mine=mine: mine.write({"text": "x"}),
                lambda mine=mine: mine.create({"text": "x"}),
            ):
                with self.subTest(user=user.name), self.assertRaises(AccessError):
                    act()

    def test_evidence_of_what_is_approved_stays_attached(self):
        dispute = self.records["floor.dispute"]
        self.give_opinion(dispute)
        file = self.env["ir.attachment"].create(
            {"name": "a", "raw": b"a", "res_model": dispute._name, "res_id": dispute.id}
        )
        dispute.with_user(self.sales_director).action_approve()
        for user in (self.rep1, self.project_manager):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                file.with_user(user).unlink()

    def test_the_app_shows_an_employee_the_referrals_and_nothing_else(self):
        """F-16: who is no rep has this one menu."""
        menus = self.env["ir.ui.menu"].with_user(self.employee)
        shown = menus.browse(menus._visible_menu_ids())
        root = self.env.ref("sales_floor.sales_floor_root_menu")
        below = shown.filtered(lambda it: it.parent_id == root)
        self.assertEqual(
            below, self.env.ref("sales_floor.floor_referral_menu").with_env(menus.env)
        )
