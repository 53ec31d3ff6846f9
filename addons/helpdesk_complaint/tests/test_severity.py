from odoo import Command
from odoo.exceptions import ValidationError

from .common import ComplaintCase


class TestSeverity(ComplaintCase):
    """C-04: how grave a complaint is, and why."""

    def assert_graded(self, ticket, severity, reason):
        self.assertEqual((ticket.severity, ticket.severity_reason), (severity, reason))

    def test_the_catalogue_proposes(self):
        self.assert_graded(self.complaint(), "b", "C-04: usual for this problem")

    def test_the_checklist_gives_the_problem_its_usual_severity(self):
        """Critical, general and observation items are major, general and minor."""
        usual = {"critical": "a", "general": "b", "observation": "c"}
        for item, severity in usual.items():
            self.uncoded.checklist_item = item
            self.assertEqual(self.uncoded.default_severity, severity)
        self.uncoded.checklist_item = False
        self.assertEqual(self.uncoded.default_severity, "c", "nothing proposes another")

    def test_the_checklist_speaks_where_no_usual_severity_was_set(self):
        self.lift.default_severity = False
        ticket = self.complaint(category_id=self.lift.id)
        self.assert_graded(ticket, "a", "C-04: the problem's place in the checklist")

    def test_a_critical_item_is_major_whatever_is_usual(self):
        self.lift.default_severity = "c"
        self.assertEqual(self.complaint(category_id=self.lift.id).severity, "a")

    def test_what_touches_life_is_major(self):
        ticket = self.complaint(category_id=self.noise.id)
        ticket.touches_life = True
        self.assert_graded(ticket, "a", "C-04: it touches life, property or safety")
        self.assertEqual(ticket.complaint_code, "GH-A-0305-0001")
        ticket.touches_life = False
        self.assert_graded(ticket, "c", "C-04: the problem's place in the checklist")

    def test_two_names_make_it_joint_unless_the_company_says_three(self):
        ticket = self.complaint()
        ticket.complainant_ids = self.neighbour
        self.assert_graded(ticket, "a", "C-04: 2 people complain together")
        self.assertEqual(ticket.complaint_code, "GH-A-0203-0001")
        self.company.complaint_joint_from = 3
        pair = self.complaint(complainant_ids=[Command.link(self.neighbour.id)])
        self.assertEqual(pair.severity, "b")
        pair.complainant_ids |= self.third
        self.assert_graded(pair, "a", "C-04: 3 people complain together")

    def test_the_same_name_twice_is_one(self):
        ticket = self.complaint(complainant_ids=[Command.link(self.customer.id)])
        self.assertEqual(ticket.severity, "b")

    def test_without_a_proposal_the_officer_says(self):
        self.leak.default_severity = False
        ticket = self.complaint()
        self.assertFalse(ticket.severity)
        self.assertFalse(ticket.complaint_code)
        self.assertFalse(ticket.reply_expected_at)
        ticket.severity = "c"
        self.assert_graded(ticket, "c", "Choose a problem, or say how grave it is.")
        self.assertEqual(ticket.complaint_code, "GH-C-0203-0001")

    def test_the_officer_decides_and_a_new_problem_proposes_anew(self):
        ticket = self.complaint(self.officer)
        ticket.write({"severity": "a", "severity_note": "An old lady fell"})
        self.assert_graded(ticket, "a", "C-04 proposes B: usual for this problem")
        ticket.what_happened = "It drips faster."
        ticket.demand = "Today"
        self.assertEqual(ticket.severity, "a", "nothing that grades it has changed")
        ticket.category_id = self.noise
        self.assert_graded(ticket, "c", "C-04: the problem's place in the checklist")

    def test_the_officer_decides_at_once(self):
        graded = self.complaint(severity="c", severity_note="A drop a day")
        self.assertEqual(graded.complaint_code, "GH-C-0203-0001")
        with self.intake() as form:
            form.what_happened = "Drips"
            form.category_id = self.leak
            form.severity = "a"
            self.assertTrue(form.severity_differs)
            form.severity_note = "The hall is flooded"
        self.assertEqual(form.record.severity, "a")
        self.assertEqual(form.record.decision_ids.reason, "The hall is flooded")

    def test_a_promise_follows_the_severity(self):
        """C-07, with the days of C-12: 2 for A, 3 for B, 2 for C."""
        ticket = self.complaint()
        promises = []
        for severity in "abc":
            ticket.write({"severity": severity, "severity_note": "Seen on site"})
            promises.append((ticket.reply_expected_at - ticket.received_at).days)
        self.assertEqual(promises, [2, 3, 2])

    def test_only_complaints_have_one(self):
        ticket = self.complaint()
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        self.assert_graded(request, False, False)
        self.assertTrue(ticket.severity)
        self.assertFalse(request.decision_ids)

    def test_each_grading_is_on_record(self):
        """C-04: which rule, on which facts, by whom; a person's own with its reason."""
        ticket = self.complaint(self.officer)
        ticket.write({"severity": "a", "severity_note": "The hall is flooded"})
        ticket.with_user(self.supervisor).category_id = self.noise
        taken, flooded, noise = ticket.decision_ids
        self.assertEqual(
            [(it.before, it.outcome, it.reason) for it in (taken, flooded, noise)],
            [
                (False, "B", "C-04: usual for this problem"),
                ("B", "A", "The hall is flooded"),
                ("A", "C", "C-04: the problem's place in the checklist"),
            ],
        )
        self.assertEqual(taken.rule_ids.code, "C-04")
        self.assertEqual(taken.facts["usual_severity"], "b")
        self.assertEqual(taken.settings["joint_from"], 2)
        self.assertTrue(flooded.is_override)
        self.assertEqual(flooded.proposed_reason, "C-04: usual for this problem")
        self.assertEqual(flooded.decided_by_id, self.officer)
        self.assertEqual(noise.decided_by_id, self.supervisor)

    def test_grading_by_hand_needs_a_reason(self):
        """C-04: one clear sentence, and nothing has changed."""
        ticket = self.complaint(self.officer)
        for note in ({}, {"severity_note": "  "}):
            with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
                ticket.write({"severity": "a", **note})
            self.assertEqual(
                str(refused.exception),
                "The rule proposes B (C-04: usual for this problem). Say why you grade"
                " the complaint otherwise.",
            )
        ticket.invalidate_recordset()
        self.assertEqual(ticket.complaint_code, "GH-B-0203-0001")
        self.assertEqual(len(ticket.decision_ids), 1)

    def test_the_reader_s_language_tells_why(self):
        """A Chinese officer and an English manager read the same complaint."""
        self.env["res.lang"]._activate_lang("zh_CN")
        ticket = self.complaint(touches_life=True)
        chinese = ticket.with_context(lang="zh_CN").severity_reason
        english = ticket.with_context(lang="en_US").severity_reason
        self.assertEqual(chinese, "C-04：涉及客户正常生活、财产或生命安全")
        self.assertEqual(english, "C-04: it touches life, property or safety")
