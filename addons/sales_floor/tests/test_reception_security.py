from unittest.mock import Mock, patch
from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .reception_common import PIN, ReceptionCase

EVERYBODY = {
    "reps": ("rep1", "rep2"),
    "floor_supervisor": ("floor_supervisor",),
    "sales_manager": ("sales_manager",),
    "project_manager": ("project_manager",),
    "sales_director": ("sales_director",),
    "sales_assistant": ("sales_assistant",),
}
LEADERS = {"floor_supervisor", "sales_manager", "project_manager"}


class TestReceptionSecurity(ReceptionCase):
    """Who may look, and who may sign what, method by method."""

    def calls(self, visit=0, turn=0):
        """Every public method of the door, with arguments that would do."""
        floor, rep = self.floor.id, self.rep2.id
        return {
            "load": [floor],
            "look_up": [floor, "Wang"],
            "propose": [floor, {}],
            "referrals": [floor],
            "arrive": [floor, {}],
            "set_state": [floor, rep, "lunch"],
            "bar": [floor, rep, "No tie"],
            "swap": [floor, rep, self.rep3.id, "Papers"],
            "reset_pin": [floor, rep],
            "finish": [visit, "none"],
            "needs_no_reception": [visit, "Lost"],
            "ask_manager": [visit, "Why?"],
            "answered": [visit],
            "change_rep": [visit, "serious", False, "Was rude"],
            "undo": [turn, "Wrong"],
        }

    LOOKS = ("load", "look_up", "propose", "referrals")

    def setUp(self):
        super().setUp()
        self.get_ready()
        self.visit = self.env["floor.visit"].browse(self.arrive()["visit_id"])
        self.turn = self.visit.turn_ids

    def do(self, session, method, signer, **changed):
        company = {"allowed_company_ids": session.company_id.ids}
        door = self.env["floor.reception"].with_user(session).with_context(**company)
        arguments = self.calls(self.visit.id, self.turn.id)[method]
        signed = {} if method in self.LOOKS else self.signed(signer)
        return getattr(door, method)(*arguments, **{**signed, **changed})

    def test_the_list_of_methods_is_complete(self):
        door = type(self.env["floor.reception"])
        public = {
            name
            for parent in door.mro()
            if parent.__module__.startswith("odoo.addons.sales_floor")
            for name, value in vars(parent).items()
            if callable(value) and not name.startswith("_")
        }
        self.assertEqual(public, self.calls().keys())

    def test_who_is_of_no_floor_gets_nothing(self):
        """Whose session it is: a plain employee, a customer of the portal."""
        for outsider in (self.employee, self.portal):
            for method in self.calls():
                with (
                    self.subTest(f"{method} by {outsider.name}"),
                    self.assertRaises(AccessError),
                ):
                    self.do(outsider, method, self.rep1)

    def test_who_is_of_another_floor_gets_nothing(self):
        """Another floor of the company, and another company."""
        for outsider in (self.other_rep, self.their_rep):
            for method in self.calls():
                with self.subTest(f"{method} by {outsider.name}"):
                    if method == "load":
                        shown = self.do(outsider, method, self.rep1)["site"]["id"]
                        self.assertNotEqual(shown, self.floor.id)
                        continue
                    with self.assertRaises(AccessError):
                        self.do(outsider, method, self.rep1)

    def test_who_is_of_another_floor_signs_nothing(self):
        """Though their PIN is right and the tablet is the floor's own."""
        for signer in (self.other_rep, self.their_rep, self.employee, self.portal):
            for method in self.calls().keys() - set(self.LOOKS):
                with (
                    self.subTest(f"{method} signed by {signer.name}"),
                    self.assertRaises(AccessError),
                ):
                    self.do(self.floor_supervisor, method, signer)

    def test_nobody_signs_with_the_pin_of_another(self):
        """Each method asks for the PIN before anything else is looked at."""
        for method in self.calls().keys() - set(self.LOOKS):
            for pin in ("1357", "", None, 0, {"x": 1}):
                with (
                    self.subTest(f"{method} with {pin!r}"),
                    self.assertRaisesRegex(AccessError, "PIN of"),
                ):
                    self.do(self.rep1, method, self.rep2, pin=pin)
            self.env["floor.pin"].sudo().search([]).write(
                {"wrong_tries": 0, "locked_until": False}
            )

    def test_nobody_signs_without_saying_who(self):
        for method in self.calls().keys() - set(self.LOOKS):
            for nobody in (False, None, "1", 0, -1, [self.rep1.id], 2**31):
                with (
                    self.subTest(f"{method} by {nobody!r}"),
                    self.assertRaises(AccessError),
                ):
                    self.do(self.rep1, method, self.rep1, signer_id=nobody)

    def test_each_role_signs_what_is_theirs(self):
        """Reps their own, the supervisor order, the managers what customers want."""
        allowed = {
            "arrive": set(EVERYBODY),
            "set_state": {"floor_supervisor", "project_manager"},
            "bar": {"floor_supervisor"},
            "swap": {"floor_supervisor"},
            "reset_pin": set(EVERYBODY) - {"reps"},
            "finish": LEADERS,
            "needs_no_reception": LEADERS,
            "ask_manager": LEADERS,
            "answered": LEADERS,
            "change_rep": {"sales_manager", "project_manager"},
            "undo": LEADERS,
        }
        for method, roles in allowed.items():
            for role in EVERYBODY:
                # rep3: what is asked for concerns rep1 and rep2
                signer = self.rep3 if role == "reps" else getattr(self, role)
                with self.subTest(f"{method} by {role}"):
                    self.assertEqual(self.may(method, signer), role in roles)

    def may(self, method, signer):
        """Try it, and undo it."""
        savepoint = self.env.cr.savepoint()
        try:
            self.do(self.rep1, method, signer)
        except AccessError:
            return False
        else:
            return True
        finally:
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()

    def test_a_rep_does_their_own(self):
        for method in ("ask_manager", "answered", "finish"):
            self.do(self.floor_supervisor, method, self.rep1)
        self.assertTrue(self.visit.ended_at)

    def test_what_is_not_there_is_nobodys(self):
        for method in ("finish", "answered", "undo"):
            for wrong in (0, -1, 2**31 - 1, "1", None, [self.visit.id]):
                name = "turn_id" if method == "undo" else "visit_id"
                arguments = {name: wrong, **self.signed(self.floor_supervisor)}
                arguments |= {"outcome": "none"} if method == "finish" else {}
                arguments |= {"reason": "Wrong"} if method == "undo" else {}
                with (
                    self.subTest(f"{method} of {wrong!r}"),
                    self.assertRaises(AccessError),
                ):
                    getattr(self.tablet, method)(**arguments)

    def test_only_the_door_is_open(self):
        """PINs and requests can't be called over RPC at all."""
        for model, methods in {
            "floor.pin": ("check", "set_own", "reset", "who_has_one", "_try"),
            "floor.request": ("once",),
            "floor.reception": ("_signer", "_state", "_people", "_done"),
        }.items():
            for method in methods:
                with self.subTest(f"{model}.{method}"), self.assertRaises(AccessError):
                    get_public_method(self.env[model], method)

    def test_nobody_reads_what_the_tablet_asked(self):
        request = self.env["floor.request"].sudo().search([], limit=1)
        for user in (self.rep1, self.floor_supervisor, self.employee):
            with self.assertRaises(AccessError):
                request.with_user(user).read(["answer"])
            with self.assertRaises(AccessError):
                request.with_user(user).unlink()

    # -- the bus --

    def channels(self, user, *asked):
        """Which floors a browser of this person hears."""
        company = {"allowed_company_ids": user.company_id.ids}
        socket = self.env["ir.websocket"].with_user(user).with_context(**company)
        module = "odoo.addons.bus.models.ir_websocket"
        with patch(f"{module}.request", Mock()), patch(f"{module}.wsrequest", Mock()):
            heard = socket._build_bus_channel_list(list(asked))
        floors = [it for it in heard if getattr(it, "_name", "") == "service.site"]
        strings = [it for it in heard if isinstance(it, str)]
        return {floor.id for floor in floors}, set(strings) - {"broadcast"}

    def test_only_members_hear_a_floor(self):
        name = f"sales_floor_{self.floor.id}"
        for member in (self.rep1, self.sales_director):
            self.assertEqual(self.channels(member, name), ({self.floor.id}, set()))
        for other in (self.other_rep, self.their_rep, self.employee, self.portal):
            self.assertEqual(self.channels(other, name), (set(), set()))

    def test_a_floor_is_heard_by_who_asks_and_no_other_name_is_touched(self):
        self.assertEqual(self.channels(self.rep1), (set(), set()))
        odd = (f"sales_floor_{self.floor.id}x", "sales_floor_", uuid4().hex)
        self.assertEqual(self.channels(self.rep1, *odd), (set(), set(odd)))

    def test_who_left_the_floor_signs_nothing_more(self):
        membership = self.env["service.site.member"].search(
            [("user_id", "=", self.rep1.id)]
        )
        membership.date_to = membership.date_from
        with self.assertRaises(AccessError):
            self.tablet.arrive(
                self.floor.id, {}, self.rep1.id, PIN, request_uuid=uuid4().hex
            )
