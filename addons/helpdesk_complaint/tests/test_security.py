from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tools import mute_logger

from .common import MANAGER, OFFICER, ComplaintCase

INTERNAL_FIELDS = (
    "cause",
    "closing_outcome",
    "decision_ids",
    "first_contact_user_id",
    "immediate_reason",
    "is_late",
    "milestone_ids",
    "next_due_at",
    "next_kind",
    "replied_by_id",
    "scan_ids",
    "signed_by_id",
    "solution",
    "step_ids",
    "unsolved_month",
    "validity",
    "validity_note",
    "complainant_ids",
    "complaint_code_ids",
    "complaint_mail_id",
    "complaint_serial",
    "complaint_series",
    "partner_open_ticket_ids",
    "reply_sentence",
    "reply_time_told",
    "severity",
    "severity_reason",
    "touches_life",
)


class TestSecurity(ComplaintCase):
    """Who does what with "complaint.code", "complaint.mail" and with tickets.

    And with what a ticket carries: "complaint.decision", "complaint.milestone",
    "complaint.step"; with "complaint.extension" and "complaint.extension.refusal".

    Per role, site, company and forbidden verb.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.at_gh = cls.complaint()
        cls.at_bj = cls.complaint(site_id=cls.bj.id)
        cls.nowhere = cls.complaint(site_id=False)
        theirs = cls.Ticket.with_company(cls.other_company)
        cls.at_river = theirs.create(
            cls.complaint_values(site_id=cls.river.id, category_id=cls.theirs.id)
        )
        cls.all_tickets = cls.at_gh | cls.at_bj | cls.nowhere | cls.at_river
        kept = {"message_key": "<gh@x>", "company_id": cls.company.id}
        cls.kept_gh, cls.kept_bj, cls.kept_nowhere = cls.Mail.create(
            [
                {**kept, "site_id": cls.gh.id},
                {**kept, "message_key": "<bj@x>", "site_id": cls.bj.id},
                {**kept, "message_key": "<nowhere@x>"},
            ]
        )
        cls.kept_river = cls.Mail.create(
            {"message_key": "<hz@x>", "company_id": cls.other_company.id}
        )

    def seen(self, user, model="helpdesk.ticket"):
        return self.env[model].with_user(user).with_context(allowed_company_ids=[])

    def tickets_of(self, user):
        company = user.company_id.ids
        tickets = self.Ticket.with_user(user).with_context(allowed_company_ids=company)
        return tickets.search([("id", "in", self.all_tickets.ids)])

    def assert_forbidden(self, user, records, *verbs):
        """None of the verbs is allowed, over RPC as in the web client."""
        records = records.with_user(user)
        values = {"message_main_attachment_id": False}
        if "message_main_attachment_id" not in records._fields:
            values = {"serial": 7}
        acts = {
            "read": lambda: records.read(["display_name"]),
            "create": lambda: records.create(dict(values)),
            "write": lambda: records.write(values),
            "unlink": records.unlink,
        }
        for verb in verbs:
            with (
                self.subTest(user=user.name, records=records, verb=verb),
                mute_logger("odoo.models", "odoo.addons.base.models.ir_rule"),
                self.assertRaises(AccessError),
                self.cr.savepoint(),
            ):
                acts[verb]()

    # -- tickets --

    def test_everybody_sees_the_own_site_s_tickets(self):
        here = self.at_gh | self.nowhere
        self.assertEqual(self.tickets_of(self.supervisor), here)
        self.assertEqual(self.tickets_of(self.site_manager), here)
        self.assertEqual(self.tickets_of(self.bj_officer), self.at_bj | self.nowhere)
        everywhere = self.at_gh | self.at_bj | self.nowhere
        self.assertEqual(self.tickets_of(self.manager), everywhere)
        self.assertEqual(self.tickets_of(self.stranger), self.at_river)
        # an officer works for desks: the ticket without a site has none
        self.assertEqual(self.tickets_of(self.officer) - self.nowhere, self.at_gh)

    def test_another_site_s_ticket_is_neither_read_nor_written(self):
        for user in (self.officer, self.supervisor, self.site_manager):
            self.assert_forbidden(user, self.at_bj, "read", "write", "unlink")
        self.assert_forbidden(self.bj_officer, self.at_gh, "read", "write", "unlink")

    def test_a_helpdesk_manager_is_bound_to_sites_as_well(self):
        """The right to all tickets reaches as far as the sites do."""
        clerk = self.person("Clerk", MANAGER)
        self.assertEqual(self.tickets_of(clerk), self.nowhere)

    def test_one_s_own_matter_is_spared(self):
        """A ticket of another site stays in sight of who handles or filed it."""
        self.bj_desk.user_ids |= self.officer
        self.at_bj.user_id = self.officer
        self.assertIn(self.at_bj, self.tickets_of(self.officer))
        self.at_bj.with_user(self.officer).demand = "A new roof"
        filed = self.complaint(partner_id=self.employee.partner_id.id)
        self.assertEqual(
            self.seen(self.employee).search([("id", "=", filed.id)]), filed
        )

    def test_a_plain_employee_sees_nobody_else_s_matter(self):
        self.assertFalse(self.tickets_of(self.employee))
        self.assert_forbidden(self.employee, self.at_gh, "read", "write", "unlink")
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.complaint(self.employee)

    def test_another_company_sees_nothing(self):
        for ticket in (self.at_gh, self.at_bj, self.nowhere):
            self.assert_forbidden(self.stranger, ticket, "read", "write", "unlink")
        self.assert_forbidden(self.manager, self.at_river, "read", "write", "unlink")

    def test_an_ended_membership_ends_the_access(self):
        self.assertEqual(self.tickets_of(self.bj_officer), self.at_bj | self.nowhere)
        self.bj_officer.site_member_ids.date_to = "2020-12-31"
        self.assertEqual(self.tickets_of(self.bj_officer), self.nowhere)

    # -- portal --

    def test_a_customer_sees_the_own_complaint_without_what_is_internal(self):
        self.at_gh.partner_id = self.portal.partner_id
        own = self.at_gh.with_user(self.portal)
        self.assertEqual(self.tickets_of(self.portal), self.at_gh)
        shown = own.read(["complaint_code", "what_happened", "reply_expected_at"])[0]
        self.assertEqual(shown["complaint_code"], self.at_gh.complaint_code)
        self.assertTrue(shown["reply_expected_at"])
        for field in INTERNAL_FIELDS:
            with self.subTest(field=field):
                with self.assertRaises(AccessError):
                    own.read([field])
                with self.assertRaises(AccessError):
                    own.search([(field, "!=", False)])
        self.assertFalse(set(INTERNAL_FIELDS) & set(own.fields_get()))

    def test_a_customer_finds_the_complaint_by_its_code(self):
        self.at_gh.partner_id = self.portal.partner_id
        found = self.Ticket.with_user(self.portal).name_search(
            self.at_gh.complaint_code
        )
        self.assertEqual([found_id for found_id, _name in found], self.at_gh.ids)

    def test_a_customer_changes_nothing(self):
        self.at_gh.partner_id = self.portal.partner_id
        self.assert_forbidden(self.portal, self.at_gh, "create", "write", "unlink")
        self.assert_forbidden(self.portal, self.at_bj, "read", "write", "unlink")

    def test_registers_are_no_customer_s_business(self):
        self.at_gh.partner_id = self.portal.partner_id
        every = ("read", "create", "write", "unlink")
        self.assert_forbidden(self.portal, self.at_gh.complaint_code_ids, *every)
        self.assert_forbidden(self.portal, self.kept_gh, *every)

    # -- codes --

    def test_nobody_writes_the_register_of_codes(self):
        codes = self.at_gh.complaint_code_ids
        for user in (self.officer, self.supervisor, self.manager, self.employee):
            self.assert_forbidden(user, codes, "create", "write", "unlink")

    def test_codes_are_read_by_the_site_s_people(self):
        here, there = self.at_gh.complaint_code_ids, self.at_bj.complaint_code_ids
        for user in (self.officer, self.supervisor, self.site_manager):
            self.assertEqual(
                self.env["complaint.code"].with_user(user).search([]), here
            )
            self.assert_forbidden(user, there, "read")
        codes = self.env["complaint.code"]
        self.assertEqual(codes.with_user(self.manager).search([]), here | there)
        self.assertFalse(codes.with_user(self.employee).search([]))
        self.assert_forbidden(self.stranger, here | there, "read")

    def test_a_code_is_refused_as_a_direct_call_would_write_it(self):
        for user in (self.officer, self.supervisor, self.manager):
            ticket = self.at_gh.with_user(user)
            for values in (
                {"complaint_code": "GH-A-0203-0001"},
                {"complaint_serial": 3, "name": "x"},
                {"complaint_series": False},
            ):
                with self.assertRaises(AccessError):
                    ticket.write(values)
                with self.assertRaises(AccessError):
                    ticket.copy(values)
        self.assertEqual(self.at_gh.complaint_code, "GH-B-0203-0001")
        self.assertNotEqual(self.at_gh.name, "x")

    # -- decisions, deadlines, steps --

    def carried(self, ticket):
        ticket.sudo()._take_step("note", "Seen")
        return ticket.decision_ids, ticket.milestone_ids, ticket.step_ids

    def test_nobody_writes_what_is_on_record(self):
        """C-09, C-12: the steps' buttons do, and nothing else."""
        people = (self.officer, self.supervisor, self.site_manager, self.manager)
        for records in self.carried(self.at_gh):
            for user in (*people, self.employee):
                with self.subTest(records=records, user=user.name):
                    values = {"ticket_id": self.at_gh.id}
                    mine = records.with_user(user)
                    for act in (
                        lambda it: it.create(values),  # noqa: B023
                        lambda it: it.write(values),  # noqa: B023
                        lambda it: it.unlink(),
                    ):
                        with self.assertRaises(AccessError), self.cr.savepoint():
                            act(mine)

    def test_what_is_on_record_is_read_by_the_site_s_people(self):
        for records in self.carried(self.at_gh):
            for user in (self.officer, self.supervisor, self.site_manager):
                records.with_user(user).read(["kind"])
            for user in (self.bj_officer, self.employee, self.stranger, self.portal):
                self.assert_forbidden(user, records, "read")

    def test_more_time_is_asked_for_and_never_written(self):
        request = self.env["complaint.extension"].create(
            {
                "milestone_id": self.complaint(received_at=Datetime.now())
                ._open_milestones("solve")
                .id,
                "new_due_at": Datetime.now() + timedelta(days=9),
                "grounds": "Parts",
            }
        )
        for user in (self.officer, self.supervisor, self.site_manager, self.manager):
            for act in ("write", "unlink"):
                mine = request.with_user(user)
                with self.assertRaises(AccessError), self.cr.savepoint():
                    mine.unlink() if act == "unlink" else mine.write({"grounds": "x"})
        for user in (self.bj_officer, self.employee, self.stranger, self.portal):
            self.assert_forbidden(user, request, "read", "write", "unlink")
        refusal = self.env["complaint.extension.refusal"]
        for user in (self.employee, self.portal):
            with self.assertRaises(AccessError), self.cr.savepoint():
                refusal.with_user(user).create(
                    {"extension_id": request.id, "reason": "No"}
                )

    # -- kept e-mails --

    def test_kept_mails_are_read_by_the_site_s_people_alone(self):
        """And those no site is known of, by all who work with complaints."""
        here = self.kept_gh | self.kept_nowhere
        for user in (self.officer, self.supervisor, self.site_manager):
            self.assertEqual(self.Mail.with_user(user).search([]), here)
            self.assert_forbidden(user, self.kept_bj, "read")
        everything = here | self.kept_bj
        self.assertEqual(self.Mail.with_user(self.manager).search([]), everything)
        self.assert_forbidden(self.employee, self.kept_gh, "read")
        self.assert_forbidden(self.stranger, self.kept_gh, "read")
        self.assert_forbidden(self.manager, self.kept_river, "read")

    def test_nobody_writes_kept_mails(self):
        for user in (self.officer, self.supervisor, self.manager, self.employee):
            self.assert_forbidden(user, self.kept_gh, "create", "write", "unlink")

    def test_another_site_s_mail_is_neither_tried_again_nor_taken(self):
        self.kept_bj.state = "failed"
        foreign = self.kept_bj.with_user(self.supervisor)
        for act in (foreign.action_retry, foreign.action_take_by_hand):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.complaint(self.supervisor, complaint_mail_id=self.kept_bj.id)
        self.assertEqual(self.kept_bj.state, "failed")

    def test_a_mail_is_not_hidden_by_linking_it(self):
        """Writing the link afterwards closes nothing."""
        self.kept_gh.state = "failed"
        self.at_gh.with_user(self.officer).complaint_mail_id = self.kept_gh
        self.assertEqual(self.kept_gh.state, "failed")

    def test_officers_need_the_helpdesk_and_the_site(self):
        """A membership alone opens no tickets; the right alone opens no site."""
        guard = self.member("Guard", "base.group_user", self.gh, "officer")
        self.assertFalse(self.tickets_of(guard))
        outsider = self.person("Outsider", OFFICER)
        self.assertEqual(self.tickets_of(outsider), self.nowhere)

    def test_problems_are_the_helpdesk_manager_s(self):
        for user in (self.officer, self.supervisor, self.site_manager):
            with self.assertRaises(AccessError):
                self.leak.with_user(user).code = "0299"
        self.leak.with_user(self.manager).code = "0299"

    def test_joint_complainants_read_each_other_s_matter_only_as_its_contact(self):
        self.at_gh.complainant_ids = [Command.link(self.portal.partner_id.id)]
        self.assertFalse(self.tickets_of(self.portal))

    # -- handed in --

    def test_handed_in_complaints_are_the_site_s_officers_and_one_s_own(self):
        """ "complaint.hand_in": a queue per site; an employee sees what one gave."""
        words = {"what_happened": "The lift is stuck.", "phone": "13800138000"}
        hand_ins = self.env["complaint.hand_in"]
        here, there, theirs = hand_ins.create(
            [{**words, "site_id": site.id} for site in (self.gh, self.bj, self.river)]
        )
        own = hand_ins.with_user(self.employee).create({**words, "site_id": self.bj.id})
        every = ("read", "create", "write", "unlink")
        for user in (self.officer, self.supervisor, self.site_manager):
            self.assertEqual(hand_ins.with_user(user).search([]), here)
            self.assert_forbidden(user, there | own, "read", "write", "unlink")
            with self.assertRaises(AccessError):
                there.with_user(user).accept(self.customer, self.leak)
        self.assertEqual(hand_ins.with_user(self.bj_officer).search([]), there | own)
        self.assertEqual(hand_ins.with_user(self.employee).search([]), own)
        self.assert_forbidden(self.employee, here, "read", "write", "unlink")
        self.assert_forbidden(self.employee, own, "write", "unlink")
        for act in ("accept", "refuse"):
            with self.assertRaises(AccessError):
                getattr(own, act)(*("x", "y")[: 2 if act == "accept" else 1])
        self.assertEqual(self.seen(self.stranger, hand_ins._name).search([]), theirs)
        for user in (self.portal, self.env.ref("base.public_user")):
            self.assert_forbidden(user, here, *every)

    def test_only_officers_decide_on_what_was_handed_in(self):
        """The dialogs "complaint.hand_in.accept" and "complaint.hand_in.refuse"."""
        for name in ("complaint.hand_in.accept", "complaint.hand_in.refuse"):
            for user in (self.employee, self.portal):
                with self.assertRaises(AccessError):
                    self.env[name].with_user(user).create({})
