from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import ComplaintCase


class TestHandling(ComplaintCase):
    """C-08 to C-11, C-22, C-29: the way of a complaint, button by button."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialist = cls.member(
            "Specialist",
            "helpdesk_mgmt.group_helpdesk_user",
            cls.gh,
            "specialist_supervisor",
        )

    def state(self, ticket, kind):
        of_kind = ticket.milestone_ids.filtered(lambda it: it.kind == kind)
        return of_kind.mapped("state")

    def kinds(self, ticket):
        return ticket.step_ids.mapped("kind")

    def test_from_the_call_to_the_signature(self):
        """C-02, C-09, C-12, C-22: the next step is always one button."""
        ticket = self.complaint(self.officer, intake="phone", received_at=False)
        ticket.received_at = self.env.cr.now()
        self.assertEqual(ticket.next_step, "forward")
        ticket.action_forward()
        self.assertEqual(ticket.user_id, self.specialist)
        self.assertEqual(self.state(ticket, "forward"), ["done"])
        self.assertIn(self.specialist, ticket.activity_ids.user_id)
        self.assertFalse(ticket.stage_id.unattended)
        mine = ticket.with_user(self.specialist)
        self.assertEqual(mine.next_step, "assess")
        mine.action_found_valid()
        self.assertEqual(mine.validity, "valid")
        self.assertEqual(self.state(ticket, "month"), ["pending"])
        mine.write({"cause": "A cracked pipe", "solution": "A new pipe"})
        self.assertEqual(mine.next_step, "cause")
        mine.action_record_cause()
        mine.action_record_solution()
        self.assertEqual(mine.next_step, "solution_told")
        mine.action_tell_solution()
        mine.action_carry_out()
        self.assertEqual(self.state(ticket, "solve"), ["done"])
        self.assertEqual(self.state(ticket, "month"), ["done"])
        self.assertEqual(self.state(ticket, "reply"), ["pending"])
        self.assertEqual(mine.next_step, "replied")
        mine.reply = "The pipe is new."
        mine.action_reply()
        self.assertEqual(self.state(ticket, "reply"), ["done"])
        self.assertEqual(mine.replied_by_id, self.specialist)
        mine.action_sign()
        self.assertEqual(mine.signed_by_id, self.specialist)
        mine.closing_outcome = "satisfied"
        self.assertEqual(mine.next_step, "close")
        mine.action_close()
        self.assertTrue(mine.closed)
        self.assertFalse(mine.next_due_at)
        self.assertEqual(
            self.kinds(ticket),
            [
                "forwarded",
                "found_valid",
                "cause",
                "solution",
                "solution_told",
                "carried_out",
                "replied",
                "signed",
                "closed",
            ],
        )
        texts = {it.kind: it.text for it in ticket.step_ids}
        self.assertEqual(texts["cause"], "A cracked pipe")
        self.assertEqual(texts["replied"], "The pipe is new.")
        self.assertEqual(ticket.step_ids[-1].done_by_id, self.specialist)

    def test_a_major_complaint_goes_to_the_site_manager(self):
        """C-12: its definite answer is the solution told."""
        ticket = self.complaint(self.officer, category_id=self.lift.id)
        ticket.action_forward()
        self.assertEqual(ticket.user_id, self.site_manager)
        ticket.solution = "A new motor"
        ticket.action_tell_solution()
        self.assertEqual(self.state(ticket, "answer"), ["done"])

    def test_a_named_handler_stays_when_it_is_forwarded(self):
        """C-29: one named handler."""
        ticket = self.complaint(self.officer, user_id=self.supervisor.id)
        ticket.action_forward()
        self.assertEqual(ticket.user_id, self.supervisor)
        self.assertEqual(ticket.activity_ids.user_id, self.specialist)

    def test_who_must_act_is_asked_in_their_language(self):
        """C-12: whatever language who forwards it speaks."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.specialist.lang = "zh_CN"
        ticket = self.complaint(self.officer)
        ticket.action_forward()
        self.assertIn("投诉", ticket.activity_ids.summary)

    def test_what_came_in_writing_is_acknowledged(self):
        """C-08: it is tracked and will be answered, says the message."""
        ticket = self.complaint(self.officer, intake="letter")
        self.assertEqual(ticket.next_step, "acknowledge")
        ticket.action_acknowledge()
        self.assertEqual(self.state(ticket, "acknowledge"), ["done"])
        told = ticket.message_ids.filtered(lambda it: self.customer in it.partner_ids)
        self.assertIn("We track it and will answer you", told.body)

    def test_what_came_in_writing_is_answered_in_writing(self):
        ticket = self.answered(self.complaint(intake="email"))
        told = ticket.message_ids.filtered(lambda it: self.customer in it.partner_ids)
        self.assertIn("The roof is sealed.", told.body)
        spoken = self.answered(self.complaint(intake="phone"))
        self.assertFalse(
            spoken.message_ids.filtered(lambda it: self.customer in it.partner_ids)
        )

    def test_who_is_no_contact_is_written_to_all_the_same(self):
        """C-02, C-08: a stranger's e-mail is acknowledged where it came from."""
        mailed = self.complaint(
            self.officer,
            intake="email",
            partner_id=False,
            partner_email="Ma Li <mali@far.test>",
            user_id=self.officer.id,
            reply="The roof is sealed.",
        )
        mailed.action_acknowledge()
        mailed.action_reply()
        told = mailed.message_ids.filtered("outgoing_email_to")
        self.assertEqual(set(told.mapped("outgoing_email_to")), {mailed.partner_email})
        self.assertEqual(len(told), 2)
        sent = self.env["mail.mail"].search([("mail_message_id", "in", told.ids)])
        self.assertEqual(len(sent), 2)
        self.assertIn("mali@far.test", sent[0].email_to)

    def test_an_invalid_complaint_is_explained(self):
        """C-10: the explanation is on record, the decision with its rule."""
        ticket = self.complaint(self.officer, user_id=self.officer.id)
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            ticket.action_found_invalid()
        self.assertEqual(
            str(refused.exception),
            "C-10: write how GH-B-0203-0001 was explained to the complainant into"
            " “Explanation Given” on the page “Handling” first.",
        )
        ticket.validity_note = "It is condensation, from closed windows."
        ticket.action_found_invalid()
        self.assertEqual(ticket.validity, "invalid")
        decision = ticket.decision_ids[-1]
        self.assertEqual((decision.kind, decision.outcome), ("validity", "Invalid"))
        self.assertEqual(decision.rule_ids.code, "C-10")
        self.assertEqual(decision.reason, "It is condensation, from closed windows.")
        self.assertEqual(self.state(ticket, "solve"), ["done"])
        self.assertEqual(self.state(ticket, "reply"), ["pending"])
        self.assertFalse(self.state(ticket, "month"))
        ticket.action_forward()
        self.assertEqual(ticket.next_step, "replied")

    def test_the_outcome_is_told_in_two_days(self):
        """C-12: and somebody is asked to tell it today."""
        ticket = self.complaint(self.officer, user_id=self.officer.id)
        ticket.action_carry_out()
        reply = ticket._open_milestones("reply")
        done = ticket.step_ids[-1].done_at
        self.assertLess(
            abs(reply.due_at - done - timedelta(days=2)), timedelta(minutes=1)
        )
        self.assertEqual(ticket.activity_ids.summary, "Tell the outcome today")

    def test_nothing_is_recorded_without_its_words(self):
        """C-09: one sentence says which are missing."""
        ticket = self.complaint(self.officer, user_id=self.officer.id)
        for act, label in (
            (ticket.action_record_cause, "Cause"),
            (ticket.action_record_solution, "Solution"),
            (ticket.action_tell_solution, "Solution"),
            (ticket.action_reply, "Reply"),
        ):
            with self.assertRaises(UserError) as refused, self.cr.savepoint():
                act()
            self.assertEqual(
                str(refused.exception),
                f"GH-B-0203-0001: write it into “{label}” on the page “Handling”"
                " first.",
            )
        self.assertFalse(ticket.step_ids)

    def test_being_handled_it_has_one_named_handler(self):
        """C-29: before a step is taken, and from then on."""
        ticket = self.complaint(self.officer, user_id=False)
        for act in (ticket.action_found_valid, ticket.action_carry_out):
            with self.assertRaises(UserError) as refused, self.cr.savepoint():
                act()
            self.assertEqual(
                str(refused.exception),
                "C-29: name who handles GH-B-0203-0001 first.",
            )
        in_progress = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        with self.assertRaises(UserError), self.cr.savepoint():
            ticket.stage_id = in_progress
        ticket.write({"stage_id": in_progress.id, "user_id": self.officer.id})
        with self.assertRaises(UserError), self.cr.savepoint():
            ticket.user_id = False

    def test_the_person_in_charge_signs(self):
        """C-22: the handler or a superior of the site, after the reply."""
        ticket = self.complaint(
            self.officer, user_id=self.officer.id, reply="The roof is sealed."
        )
        with self.assertRaises(UserError), self.cr.savepoint():
            ticket.action_sign()
        ticket.action_reply()
        colleague = self.member(
            "Colleague", "helpdesk_mgmt.group_helpdesk_user", self.gh, "officer"
        )
        for user in (colleague, self.manager):
            with self.assertRaises(AccessError), self.cr.savepoint():
                ticket.with_user(user).action_sign()
        ticket.with_user(self.site_manager).action_sign()
        self.assertEqual(ticket.signed_by_id, self.site_manager)

    def test_who_may_not_write_takes_no_step(self):
        """A colleague of another site, an employee, a customer."""
        ticket = self.complaint(self.officer, user_id=self.officer.id, reply="Done")
        for user in (self.bj_officer, self.employee, self.portal):
            for act in (
                "action_reply",
                "action_sign",
                "action_forward",
                "action_close",
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    getattr(ticket.with_user(user), act)()

    def test_what_a_step_sets_nobody_types(self):
        """C-02, C-10, C-22: neither on creation nor later, nor through the lists."""
        ticket = self.complaint(self.officer)
        forged = {
            "validity": "invalid",
            "replied_at": "2026-03-02 01:00:00",
            "replied_by_id": self.officer.id,
            "signed_at": "2026-03-02 01:00:00",
            "signed_by_id": self.officer.id,
            "unsolved_month": True,
        }
        for user in (self.officer, self.manager):
            for field, value in forged.items():
                with self.subTest(user=user.name, field=field):
                    with self.assertRaises(AccessError):
                        ticket.with_user(user).write({field: value})
                    with self.assertRaises(AccessError):
                        self.complaint(user, **{field: value})
            step = {"kind": "replied", "done_by_id": user.id}
            with self.assertRaises(AccessError), self.cr.savepoint():
                ticket.with_user(user).step_ids = [Command.create(step)]

    def test_immediate_action_has_its_reason(self):
        """C-11: one of five."""
        ticket = self.complaint(self.officer, immediate_reason="crisis")
        self.assertEqual(
            [key for key, _label in ticket._fields["immediate_reason"].selection],
            ["joint", "asked", "clear", "effect", "crisis"],
        )

    def test_a_request_takes_no_steps(self):
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        with self.assertRaises(UserError):
            request.action_reply()
        self.assertFalse(request.next_step)
