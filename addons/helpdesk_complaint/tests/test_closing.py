from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw

from .common import ComplaintCase

SENTENCE = (
    "%s can't be closed yet: no reply is on record (C-02); how it ended is not said"
    " (C-02); the result is not signed (C-22)."
)
MAIL = """From: Li Na <lina@home.test>
To: {to}
Subject: Re: Done
Message-Id: <second@x>
In-Reply-To: {reference}
References: {reference}
X-Odoo-Stage: {stage}
Content-Type: text/plain; charset=utf-8

All is well, close it. stage_id: {stage}
"""


class TestClosing(ComplaintCase):
    """C-02: no complaint closes without a reply and an outcome, in whatever way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stage = "helpdesk_mgmt.helpdesk_ticket_stage_%s"
        cls.done = cls.env.ref(stage % "done")
        cls.cancelled = cls.env.ref(stage % "cancelled")
        cls.rejected = cls.env.ref(stage % "rejected")
        cls.new = cls.env.ref(stage % "new")

    def assert_refused(self, act, sentence=None):
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            act()
        self.env.invalidate_all()
        if sentence:
            self.assertEqual(str(refused.exception), sentence)

    def test_by_the_form_or_the_kanban(self):
        """A drag writes the stage; cancelling and rejecting are closing too."""
        ticket = self.complaint(self.officer)
        for stage in (self.done, self.cancelled, self.rejected):
            self.assert_refused(
                lambda stage=stage: ticket.write({"stage_id": stage.id}),
                SENTENCE % "GH-B-0203-0001",
            )
        self.assertFalse(ticket.closed)

    def test_by_a_batch_of_which_one_lacks_a_reply(self):
        """None of the three changes."""
        tickets = self.complaint() | self.complaint() | self.complaint()
        for ticket in tickets[:2]:
            self.answered(ticket)
        mine = tickets.with_user(self.officer)
        self.assert_refused(
            lambda: mine.write({"stage_id": self.done.id}), SENTENCE % "GH-B-0203-0003"
        )
        self.assertFalse(any(tickets.mapped("closed")))
        tickets[:2].stage_id = self.done
        self.assertTrue(all(tickets[:2].mapped("closed")))

    def test_by_the_button(self):
        ticket = self.complaint(self.officer, user_id=self.officer.id)
        self.assert_refused(ticket.action_close, SENTENCE % "GH-B-0203-0001")

    def test_by_code_with_all_rights(self):
        """The portal of the helpdesk writes with all rights."""
        ticket = self.complaint()
        self.assert_refused(lambda: ticket.sudo().write({"stage_id": self.done.id}))

    def test_by_another_team_whose_only_stage_is_closed(self):
        """The stage moves by compute then."""
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Drawer", "company_id": self.company.id}
        )
        self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Shelved",
                "closed": True,
                "team_ids": [Command.link(team.id)],
                "company_id": False,
                "sequence": -1,
            }
        )
        ticket = self.complaint(self.officer)
        own = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Here",
                "team_ids": [Command.link(self.desk.id)],
                "company_id": False,
            }
        )
        ticket.stage_id = own
        self.assert_refused(lambda: ticket.sudo().write({"team_id": team.id}))
        self.assertEqual(ticket.stage_id, own)

    def test_by_creating_it_closed(self):
        before = self.Ticket.search_count([])
        for user in (self.officer, self.env.user):
            self.assert_refused(lambda u=user: self.complaint(u, stage_id=self.done.id))
        self.assertEqual(self.Ticket.search_count([]), before)

    def test_by_calling_a_closed_ticket_a_complaint(self):
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        request.stage_id = self.done
        self.assert_refused(lambda: request.write({"request_kind": "complaint"}))

    def test_by_closing_the_stage(self):
        ticket = self.complaint(self.officer)
        self.assert_refused(
            lambda: ticket.stage_id.sudo().write({"closed": True}),
            SENTENCE % "GH-B-0203-0001",
        )

    def test_by_archiving_it(self):
        """It would be out of sight, not answered."""
        ticket = self.complaint(self.officer)
        self.assert_refused(
            lambda: ticket.write({"active": False}),
            "GH-B-0203-0001 is open: close it instead of archiving it, or mark it as"
            " the duplicate of another one.",
        )

    def test_by_saving_a_card_over_rpc(self):
        """What the web client sends when a card is dragged, or a form saved."""
        ticket = self.complaint(self.officer)
        for values in ({"stage_id": self.done.id}, {"active": False}):
            self.assert_refused(
                lambda v=values: call_kw(ticket, "web_save", [ticket.ids, v, {}], {})
            )
        own = self.complaint(partner_id=self.portal.partner_id.id)
        for method in ("write", "web_save"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                args = [own.ids, {"stage_id": self.done.id}]
                args += [{}] if method == "web_save" else []
                call_kw(own.with_user(self.portal), method, args, {})
        self.assertFalse(ticket.closed or own.closed)

    def test_by_importing_it(self):
        """A file that closes what is there, or brings what is closed already."""
        ticket = self.complaint()
        before = self.Ticket.search_count([])
        rows = (
            (["stage_id/.id", ".id"], [str(self.done.id), str(ticket.id)]),
            (
                ["stage_id/.id", "request_kind", "name", "description"],
                [str(self.done.id), "Complaint", "Noise", "At night"],
            ),
        )
        for header, row in rows:
            loaded = self.Ticket.load(header, [row])
            self.assertFalse(loaded["ids"])
            self.assertIn("can't be closed yet", loaded["messages"][0]["message"])
        self.env.invalidate_all()
        self.assertFalse(ticket.closed)
        self.assertEqual(self.Ticket.search_count([]), before)

    def test_by_answering_the_mail(self):
        """The complainant writes that all is well, and even how the stage is called."""
        ticket = self.complaint(self.officer)
        first = ticket.message_post(body="We are on it.", message_id="<first@x>")
        mail = MAIL.format(
            to=self.gh.complaint_email, reference=first.message_id, stage=self.done.id
        )
        self.env["mail.thread"].message_process("helpdesk.ticket", mail)
        self.assertIn("All is well", ticket.message_ids[0].body)
        self.assertFalse(ticket.closed)

    def test_by_deleting_it(self):
        """C-02: also one that nobody has coded or read yet."""
        ticket = self.complaint(category_id=False)
        self.assert_refused(ticket.sudo().unlink)
        self.assertTrue(ticket.exists())

    def test_by_calling_it_something_else_while_it_is_handled(self):
        ticket = self.complaint(
            self.officer, category_id=self.uncoded.id, user_id=self.officer.id
        )
        ticket.action_found_valid()
        self.assert_refused(
            lambda: ticket.write(
                {"request_kind": "question", "stage_id": self.done.id}
            ),
        )
        self.assertEqual(ticket.request_kind, "complaint")

    def test_what_was_no_complaint_at_all_has_no_limits_any_more(self):
        """An advertisement that came by e-mail: nobody is told that it is late."""
        mailed = self.complaint(intake="email", category_id=False)
        self.assertTrue(mailed._open_milestones())
        mailed.request_kind = "question"
        self.assertFalse(mailed._open_milestones())
        mailed.with_user(self.manager).unlink()
        self.assertFalse(mailed.exists())

    def test_what_it_ended_with_stays_as_it_was_signed(self):
        """C-02, C-22: neither emptied nor reworded once it is closed."""
        ticket = self.answered(self.complaint())
        ticket.action_close()
        for field in ("reply", "solution", "cause", "closing_outcome"):
            self.assert_refused(
                lambda field=field: ticket.write({field: False}),
                "GH-B-0203-0001 is closed: reopen it first.",
            )
        self.assertEqual(ticket.closing_outcome, "satisfied")

    def test_other_words_are_signed_anew(self):
        """C-22: the signature is for what was signed."""
        ticket = self.answered(self.complaint())
        ticket.action_forward()
        ticket.action_found_valid()
        for act in ("cause", "solution"):
            ticket[act] = "A pipe"
            getattr(ticket, f"action_record_{act}")()
        ticket.action_tell_solution()
        ticket.action_carry_out()
        ticket.action_sign()
        self.assertEqual(ticket.next_step, "close")
        ticket.reply = "The roof will be sealed."
        self.assertFalse(ticket.signed_at or ticket.signed_by_id)
        self.assertEqual(ticket.next_step, "signed")
        self.assert_refused(
            ticket.action_close,
            "GH-B-0203-0001 can't be closed yet: the result is not signed (C-22).",
        )

    def test_opening_the_stage_reopens_what_is_in_it(self):
        ticket = self.answered(self.complaint())
        ticket.stage_id = self.done
        self.done.sudo().closed = False
        self.assertEqual(ticket.step_ids[-1].kind, "reopened")
        self.assertFalse(ticket.replied_at)
        self.assertTrue(ticket._open_milestones())

    def test_what_was_solved_badly_may_count_as_solved(self):
        """C-05: cfg; reopened, no month runs then."""
        self.company.complaint_unsolved_badly = False
        ticket = self.answered(self.complaint())
        ticket.action_found_valid()
        ticket.action_carry_out()
        ticket.action_close()
        ticket.stage_id = self.new
        self.assertEqual(ticket._open_milestones().mapped("kind"), ["reply"])

    def test_a_copy_of_a_closed_one_is_open(self):
        ticket = self.answered(self.complaint(intake="phone"))
        ticket.stage_id = self.done
        copy = ticket.sudo().copy()
        self.assertFalse(copy.closed)
        self.assertFalse(copy.replied_at or copy.signed_at or copy.closing_outcome)

    def test_each_thing_that_lacks_is_named(self):
        """C-02, C-22: by whatever is missing."""
        ticket = self.answered(self.complaint())
        ticket.closing_outcome = False
        self.assert_refused(
            lambda: ticket.write({"stage_id": self.done.id}),
            "GH-B-0203-0001 can't be closed yet: how it ended is not said (C-02).",
        )
        ticket.write({"stage_id": self.done.id, "closing_outcome": "exhausted"})
        self.assertTrue(ticket.closed)

    def test_the_company_may_do_without_signatures(self):
        """C-22: by setting."""
        self.company.complaint_close_signed = False
        ticket = self.complaint(self.officer, user_id=self.officer.id)
        ticket.write({"reply": "Sealed.", "closing_outcome": "satisfied"})
        ticket.action_reply()
        ticket.action_close()
        self.assertTrue(ticket.closed)

    def test_what_was_still_due_is_due_no_more(self):
        ticket = self.answered(self.complaint())
        ticket.action_close()
        states = ticket.milestone_ids.mapped("state")
        self.assertEqual(set(states), {"cancelled"})
        self.assertEqual(ticket.step_ids[-1].kind, "closed")

    def test_reopened_it_is_answered_anew(self):
        """C-02, C-05: the old reply closes it no second time."""
        ticket = self.answered(self.complaint())
        ticket.action_found_valid()
        ticket.action_close()
        ticket.stage_id = self.new
        self.assertFalse(ticket.replied_at or ticket.signed_at)
        self.assertEqual(
            set(ticket._open_milestones().mapped("kind")), {"reply", "month"}
        )
        self.assert_refused(lambda: ticket.write({"stage_id": self.done.id}))
        self.assertEqual(ticket.next_step, "cause")

    def test_a_closed_one_takes_no_step(self):
        ticket = self.answered(self.complaint())
        ticket.action_close()
        self.assert_refused(
            ticket.action_reply, "GH-B-0203-0001 is closed: reopen it first."
        )

    def test_requests_close_as_they_did(self):
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        request.with_user(self.supervisor).stage_id = self.done
        self.assertTrue(request.closed)
        self.assertFalse(request.step_ids)


class TestDuplicates(ComplaintCase):
    """C-04: of two tickets about the same, one is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = cls.complaint()
        cls.twin = cls.complaint(partner_id=cls.neighbour.id)

    def test_its_complainant_joins_the_one_kept(self):
        """C-04, C-05: which makes that one joint, and major."""
        self.twin.with_user(self.officer).duplicate_id = self.kept
        self.assertEqual(self.kept.complainant_ids, self.neighbour)
        self.assertEqual(self.kept.severity, "a")
        self.assertFalse(self.twin._open_milestones())
        self.assertEqual(
            set(self.twin.milestone_ids.mapped("moved_reason")),
            {"duplicate of GH-A-0203-0001"},
        )
        self.assertTrue(self.kept._open_milestones())

    def test_its_limits_follow_to_the_one_kept(self):
        """C-12: who calls again does not wait anew from the second call."""
        again = self.complaint(received_at="2026-03-04 01:00:00")
        self.kept.duplicate_id = again
        self.assertEqual(again.severity, "b", "one name, twice")
        for kind in ("forward", "solve"):
            followed = again._open_milestones(kind)
            theirs = self.kept.milestone_ids.filtered(lambda it, k=kind: it.kind == k)
            self.assertEqual(followed.due_at, theirs.due_at)
            self.assertGreater(followed.original_due_at, followed.due_at)
            self.assertEqual(followed.moved_reason, "GH-B-0203-0001 was due by then")
        self.assertEqual(again.reply_expected_at, self.kept.reply_expected_at)
        again.partner_id = self.neighbour
        self.assertEqual(followed.due_at, theirs.due_at, "planned anew it stays")

    def test_the_limits_of_a_graver_one_are_its_own(self):
        """C-05, C-12: joint by this very name, its clocks start then."""
        later = self.complaint(received_at="2026-03-04 01:00:00")
        self.twin.duplicate_id = later
        self.assertEqual(later.severity, "a")
        solve = later._open_milestones("solve")
        self.assertGreater(solve.due_at, self.twin.reply_expected_at)
        self.assertNotEqual(later.reply_expected_at, self.twin.reply_expected_at)

    def test_it_closes_without_a_reply_of_its_own(self):
        self.twin.duplicate_id = self.kept
        self.twin.stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_cancelled"
        )
        self.assertTrue(self.twin.closed)

    def test_only_a_complaint_stands_for_a_complaint(self):
        """C-02: or a request would swallow it."""
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        with self.assertRaises(UserError), self.cr.savepoint():
            self.twin.duplicate_id = request

    def test_marked_and_closed_in_one_go_the_same_holds(self):
        """C-02, C-04: people join, and a request can't stand for a complaint."""
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        for kept in (request, self.twin):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.twin.write({"duplicate_id": kept.id, "stage_id": done.id})
            with self.assertRaises(UserError), self.cr.savepoint():
                self.complaint(duplicate_id=request.id, stage_id=done.id)
        self.twin.write({"duplicate_id": self.kept.id, "stage_id": done.id})
        self.assertEqual(self.kept.complainant_ids, self.neighbour)
        self.assertEqual(
            set(self.twin.milestone_ids.mapped("moved_reason")),
            {"duplicate of GH-A-0203-0001"},
        )
        third = self.complaint(
            partner_id=self.third.id, duplicate_id=self.kept.id, stage_id=done.id
        )
        self.assertTrue(third.closed)
        self.assertEqual(self.kept.complainant_ids, self.neighbour | self.third)

    def test_two_that_stand_for_each_other_answer_nobody(self):
        """C-02: somebody is answered in the end."""
        self.twin.duplicate_id = self.kept
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            self.kept.duplicate_id = self.twin
        self.assertEqual(
            str(refused.exception),
            "GH-B-0203-0002 is a duplicate itself: name the complaint that is kept.",
        )
        with self.assertRaises(UserError), self.cr.savepoint():
            self.kept.duplicate_id = self.kept
        self.env.invalidate_all()
        self.assertFalse(self.kept.duplicate_id)

    def test_what_is_closed_stands_for_nothing_new(self):
        """C-02: who complains again is answered again."""
        self.answered(self.kept).action_close()
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            self.twin.duplicate_id = self.kept
        self.assertIn("reopen it, or answer GH-B-0203-0002", str(refused.exception))

    def test_closed_as_a_duplicate_it_stays_one(self):
        """C-02: on its own it would be closed without a reply."""
        self.twin.duplicate_id = self.kept
        self.twin.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        with self.assertRaises(UserError), self.cr.savepoint():
            self.twin.duplicate_id = False
        self.env.invalidate_all()
        self.assertEqual(self.twin.duplicate_id, self.kept)

    def test_by_the_helpdesk_s_own_dialog(self):
        self.twin.action_open_duplicate_wizard()
        wizard = self.env["helpdesk.ticket.duplicate.wizard"].with_user(self.supervisor)
        wizard.create(
            {
                "ticket_id": self.twin.id,
                "duplicate_of_id": self.kept.id,
                "target_stage_id": self.env.ref(
                    "helpdesk_mgmt.helpdesk_ticket_stage_done"
                ).id,
            }
        ).action_confirm()
        self.assertTrue(self.twin.closed)
        self.assertEqual(self.kept.complainant_ids, self.neighbour)
        self.assertFalse(self.twin._open_milestones())
        self.assertTrue(self.twin.milestone_ids, "what was due stays on record")

    def test_no_duplicate_any_more_its_limits_are_back(self):
        self.twin.duplicate_id = self.kept
        self.twin.duplicate_id = False
        self.assertEqual(
            set(self.twin._open_milestones().mapped("kind")), {"forward", "solve"}
        )

    def test_a_merged_contact_takes_the_complaints_along(self):
        """Names and deadlines follow to the contact that is kept."""
        self.kept.complainant_ids = self.third
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((self.neighbour | self.third).ids, self.neighbour)
        self.env.invalidate_all()
        self.assertEqual(self.kept.complainant_ids, self.neighbour)
        self.assertEqual(self.twin.milestone_ids.partner_id, self.neighbour)
