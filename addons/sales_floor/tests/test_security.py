from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import MORNING, FloorCase

MODELS = (
    *("floor.rota", "floor.rota.line", "floor.turn", "floor.presence"),
    *("floor.visit", "floor.change"),
)


@freeze_time(MORNING)
class TestSecurity(FloorCase):
    """Who may see and do what: a case per role and forbidden verb."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(MORNING):
            cls.day = cls.floor.today_rota()
            for rep in cls.reps:
                cls.day._set_state(rep, "ready", rep, checked=True)
            cls.visit = cls.day._receive({}, cls.rep1)
            cls.visit._change_rep({}, cls.sales_manager, "A wish")
        cls.records = {
            "floor.rota": cls.day,
            "floor.rota.line": cls.day.line_ids[:1],
            "floor.turn": cls.day.sudo().turn_ids[:1].with_env(cls.env),
            "floor.presence": cls.day.presence_ids[:1],
            "floor.visit": cls.visit,
            "floor.change": cls.env["floor.change"].search([]),
        }

    def test_people_of_the_floor_read_its_registers(self):
        for user in (self.rep2, self.project_manager, self.sales_assistant):
            for model in MODELS:
                with self.subTest(user=user.name, model=model):
                    self.assertTrue(self.records[model].with_user(user).read())

    def test_strangers_read_nothing(self):
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            for model in MODELS:
                with (
                    self.subTest(user=user.name, model=model),
                    self.assertRaises(AccessError),
                ):
                    self.records[model].with_user(user).read()

    def test_registers_are_written_by_no_one(self):
        for user in (self.rep1, self.project_manager):
            for model in ("floor.turn", "floor.presence", "floor.change"):
                mine = self.records[model].with_user(user)
                with self.subTest(user=user.name, model=model):
                    with self.assertRaises(AccessError):
                        mine.write({"signed_by_id": user.id})
                    with self.assertRaises(AccessError):
                        mine.create({})
                    with self.assertRaises(AccessError):
                        mine.unlink()

    def test_a_rep_makes_no_rota(self):
        rota = self.env["floor.rota"].with_user(self.rep1)
        with self.assertRaises(AccessError):
            rota.create({"site_id": self.floor.id, "date": "2026-03-08"})
        line = self.records["floor.rota.line"]
        for user in (self.rep1, self.project_manager):
            for values in ({"state": "ready"}, {"sequence": 1}, {"is_approved": True}):
                with (
                    self.subTest(user=user.name, values=values),
                    self.assertRaises(AccessError),
                ):
                    line.with_user(user).write(values)

    def test_a_visit_is_written_by_who_received_it(self):
        self.visit.with_user(self.rep1).write({"needs": "Three rooms"})
        for user in (self.rep2, self.project_manager):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.visit.with_user(user).write({"needs": "Mine"})

    def test_what_the_reception_decided_is_entered_by_no_hand(self):
        mine = self.visit.with_user(self.rep1)
        for values in (
            {"user_id": self.rep2.id},
            {"kind": "designated"},
            {"number": 7},
            {"ended_at": MORNING},
            {"approved_at": MORNING},
            {"valid_until": "2030-01-01"},
            {"entered_at": MORNING},
            {"instead_of_id": self.rep2.id},
            {"arrived_at": MORNING},
            {"request_uuid": "x"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                mine.write(values)
        with self.assertRaises(AccessError):
            mine.create({"site_id": self.floor.id, "user_id": self.rep1.id})
        with self.assertRaises(AccessError):
            mine.unlink()

    def test_reasons_open_no_other_door(self):
        ask = self.env["floor.reason"].with_user(self.project_manager)
        wizard = ask.create(
            {
                "res_model": "floor.visit",
                "res_id": self.visit.id,
                "action": "unlink",
                "reason": "Gone",
            }
        )
        with self.assertRaises(AccessError):
            wizard.action_confirm()

    def test_nobody_reads_a_pin_or_what_the_tablet_asked(self):
        self.env["floor.pin"].with_user(self.rep1).set_own("2468", "2468")
        for user in (self.rep1, self.project_manager, self.portal):
            for model in ("floor.pin", "floor.request"):
                mine = self.env[model].with_user(user)
                for forbidden in (
                    lambda mine=mine: mine.search([]),
                    lambda mine=mine: mine.create({}),
                    lambda mine=mine: mine.browse(1).unlink(),
                ):
                    with (
                        self.subTest(user=user.name, model=model),
                        self.assertRaises(AccessError),
                    ):
                        forbidden()

    def test_each_sets_the_own_pin(self):
        values = {"pin": "2468", "again": "2468"}
        wizard = self.env["floor.pin.set"].with_user(self.rep1).create(values)
        with self.assertRaises(AccessError):
            wizard.with_user(self.rep2).read()
        for user in (self.employee, self.portal):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.env["floor.pin.set"].with_user(user).create(values)
