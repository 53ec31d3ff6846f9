from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import OFFICER, ComplaintCase
from .test_portal_hand_in import EXE, JPEG


class TestPortalQueue(ComplaintCase):
    """C-01, C-30: what was handed in waits until an officer accepts or refuses it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.HandIn = cls.env["complaint.hand_in"]
        cls.taken = cls.from_website()

    @classmethod
    def from_website(cls, **values):
        public = cls.env.ref("base.public_user")
        words = {
            "name": "Li Na",
            "phone": "138 0013 8000",
            "email": "",
            "unit_text": "",
            "what_happened": "The lift is stuck.",
            "demand": "Repair it",
            "site_id": cls.gh.id,
            **values,
        }
        taken, sentences = cls.HandIn.with_user(public).take_from_website(
            words, [("lift.jpg", JPEG)], "203.0.113.7"
        )
        assert not sentences
        return taken.with_user(cls.env.user)

    def accepting(self, user=None, taken=None):
        """The dialog that opens under “Accept”."""
        taken = (taken or self.taken).with_user(user or self.officer)
        action = taken.action_accept()
        wizard = self.env[action["res_model"]].with_user(user or self.officer)
        return Form(wizard.with_context(**action["context"]))

    # -- accepting --

    def test_an_accepted_one_is_a_complaint_received_when_it_was_handed_in(self):
        """C-01, C-03, C-07: with its words, its photos and the moment of handing in."""
        received = fields.Datetime.now() - timedelta(days=1)
        self.taken.sudo().received_at = received
        photo = self.taken.attachment_ids
        with self.accepting() as form:
            self.assertEqual(form.contact, "existing")
            self.assertEqual(form.partner_id, self.customer)
            form.category_id = self.leak
        action = form.record.action_apply()
        ticket = self.Ticket.browse(action["res_id"])
        self.assertEqual(ticket, self.taken.ticket_id)
        self.assertEqual(ticket.request_kind, "complaint")
        self.assertEqual(ticket.intake, "portal")
        self.assertEqual(ticket.received_at, received)
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual((ticket.site_id, ticket.team_id), (self.gh, self.desk))
        self.assertEqual(ticket.what_happened, "The lift is stuck.")
        self.assertEqual(ticket.demand, "Repair it")
        self.assertRegex(ticket.complaint_code, r"^GH-B-0203-\d{4}$")
        self.assertEqual((photo.res_model, photo.res_id), (ticket._name, ticket.id))
        self.assertEqual(ticket.customer_messages().attachment_ids, photo)
        self.assertEqual(ticket.customer_messages().author_id, self.customer)
        self.assertEqual(self.taken.state, "accepted")
        self.assertEqual(self.taken.decided_by_id, self.officer)
        self.assertFalse(self.taken.activity_ids)
        ticket.with_user(self.officer).check_access("write")

    def test_a_new_contact_is_made_when_the_officer_says_so(self):
        """Of what was written; officers need no right to make contacts for that."""
        with self.accepting() as form:
            form.contact = "new"
        form.record.action_apply()
        contact = self.taken.ticket_id.partner_id
        self.assertNotEqual(contact, self.customer)
        self.assertEqual((contact.name, contact.phone), ("Li Na", "138 0013 8000"))

    def test_nobody_is_chosen_by_guessing(self):
        """Two with the same phone are proposed, the officer chooses one."""
        self.neighbour.phone = self.customer.phone
        form = self.accepting()
        self.assertEqual(form.candidate_ids.ids, (self.customer | self.neighbour).ids)
        self.assertFalse(form.partner_id)
        with self.assertRaises(AssertionError):
            form.save()
        self.assertEqual(self.taken.state, "waiting")

    def test_who_agrees_with_most_is_proposed_first(self):
        self.customer.phone = self.neighbour.phone = "138 0013 8000"
        taken = self.from_website(email="Sun Hao <sun@home.test>")
        self.third.phone = "138 0013 8000"
        self.assertEqual(self.accepting(taken=taken).candidate_ids[0], self.third)

    def test_the_unit_finds_people_by_the_contact_s_search(self):
        """An addon that knows units extends that search."""
        taken = self.from_website(phone="1", unit_text="Sun H")
        self.assertEqual(self.accepting(taken=taken).candidate_ids[:], self.third)

    def test_nobody_in_question_is_a_new_contact(self):
        taken = self.from_website(phone="020 7946 0000", email="x@y.test")
        form = self.accepting(taken=taken)
        self.assertFalse(form.candidate_ids)
        self.assertEqual(form.contact, "new")

    def test_accepting_writes_to_nobody(self):
        """The address is unverified; the acknowledgement is the officer's step."""
        taken = self.from_website(phone="", email="victim@elsewhere.test")
        before = self.env["mail.mail"].sudo().search([])
        taken.with_user(self.officer).accept(None, self.leak)
        new = self.env["mail.mail"].sudo().search([]) - before
        self.assertFalse(new.filtered(lambda it: "victim" in (it.email_to or "")))
        self.assertFalse(new.recipient_ids & taken.ticket_id.partner_id)

    # -- deciding once --

    def test_the_second_officer_reads_who_was_first(self):
        """One complaint, whoever presses too."""
        self.taken.with_user(self.officer).accept(self.customer, self.leak)
        late = self.taken.with_user(self.supervisor)
        sentence = f"Officer has decided on {self.taken.reference} already."
        for act in (
            lambda: late.accept(self.customer, self.leak),
            lambda: late.refuse("Too late"),
        ):
            with self.assertRaises(UserError) as refused:
                act()
            self.assertEqual(str(refused.exception), sentence)
        found = self.Ticket.search([("partner_id", "=", self.customer.id)])
        self.assertEqual(found, self.taken.ticket_id)

    def test_a_refused_one_keeps_why_and_who(self):
        action = self.taken.with_user(self.officer).action_refuse()
        wizard = self.env[action["res_model"]].with_user(self.officer)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "An advertisement"
        form.record.action_apply()
        self.assertEqual(self.taken.state, "refused")
        self.assertEqual(self.taken.refusal, "An advertisement")
        self.assertEqual(self.taken.decided_by_id, self.officer)
        self.assertFalse(self.taken.ticket_id)
        self.assertFalse(self.taken.activity_ids)

    # -- who is asked --

    def asked(self, taken):
        return taken.activity_ids.user_id

    def test_the_site_s_officers_are_asked(self):
        """Those who work with the helpdesk; else who stands above them."""
        second = self.member("Second Officer", OFFICER, self.gh, "officer")
        self.member("Guard", "base.group_user", self.gh, "officer")
        self.assertEqual(self.asked(self.from_website()), self.officer | second)
        (self.officer | second).site_member_ids.date_to = "2020-12-31"
        self.assertEqual(self.asked(self.from_website()), self.supervisor)
        self.supervisor.site_member_ids.date_to = "2020-12-31"
        self.assertEqual(self.asked(self.from_website()), self.site_manager)

    def test_moved_to_another_site_that_site_s_officers_are_asked(self):
        self.taken.with_user(self.officer).site_id = self.bj
        self.assertEqual(self.asked(self.taken), self.bj_officer)

    # -- any employee --

    def by_employee(self, **values):
        return self.HandIn.with_user(self.employee).create(
            {
                "name": "Li Na",
                "phone": "138 0013 8000",
                "what_happened": "She says the lift is stuck.",
                "site_id": self.gh.id,
                **values,
            }
        )

    def test_any_employee_hands_one_in(self):
        """C-21, C-30: without the helpdesk; sees what became of it, answers for it."""
        with Form(self.HandIn.with_user(self.employee)) as form:
            form.what_happened = "He says the gate is open."
            form.phone = "138 0013 8000"
            form.site_id = self.bj
        taken = form.record
        self.assertEqual((taken.source, taken.state), ("employee", "waiting"))
        self.assertEqual(self.HandIn.with_user(self.employee).search([]), taken)
        self.assertEqual(self.asked(taken.sudo()), self.bj_officer)
        taken.with_user(self.bj_officer).accept(self.customer, self.leak)
        taken.invalidate_recordset()
        self.assertEqual(taken.state, "accepted")
        ticket = taken.sudo().ticket_id
        self.assertEqual(ticket.intake, "in_person")
        self.assertEqual(ticket.first_contact_user_id, self.employee)

    def test_an_employee_s_hand_in_keeps_to_the_limits(self):
        """C-01: something happened, it can be answered, and photos are photos."""
        for values, sentence in (
            ({"what_happened": " "}, "Write down what happened."),
            ({"phone": False}, "Give a phone number or an e-mail address"),
            ({"what_happened": "x" * 4001}, "A text may have 4000 characters"),
        ):
            with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
                self.by_employee(**values)
            self.assertIn(sentence, str(refused.exception))
        files = self.env["ir.attachment"].with_user(self.employee)
        program = files.create({"name": "a.jpg", "raw": EXE})
        photo = files.create({"name": "b.jpg", "raw": JPEG})
        with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
            self.by_employee(attachment_ids=program.ids)
        self.assertIn("“a.jpg” is none of these", str(refused.exception))
        taken = self.by_employee(attachment_ids=photo.ids)
        self.assertEqual((photo.res_model, photo.res_id), (taken._name, taken.id))

    def test_nobody_takes_a_file_from_elsewhere(self):
        """Naming its number would open it to whoever sees the hand-in."""
        secret = self.env["ir.attachment"].create(
            {
                "name": "secret.jpg",
                "raw": JPEG,
                "res_model": "res.partner",
                "res_id": self.employee.partner_id.id,
            }
        )
        loose = self.env["ir.attachment"].create({"name": "x.jpg", "raw": JPEG})
        for file in (secret, loose):
            with (
                self.assertRaises(UserError),
                self.cr.savepoint(),
                mute_logger("odoo.addons.base.models.ir_rule"),
            ):
                self.by_employee(attachment_ids=[Command.link(file.id)])
        self.assertEqual(secret.res_model, "res.partner")

    # -- the words stay --

    def test_nobody_changes_what_was_handed_in(self):
        for field in ("what_happened", "name", "phone", "attachment_ids", "state"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.taken.with_user(self.officer).write({field: False})
        for field, value in (
            ("state", "accepted"),
            ("received_at", "2020-01-01 00:00:00"),
            ("source", "website"),
            ("reference", "MINE"),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.by_employee(**{field: value})

    def test_nothing_that_was_handed_in_is_deleted(self):
        with self.assertRaises(UserError):
            self.taken.sudo().unlink()

    # -- daily work --

    def test_handing_in_and_the_queue_stay_quick(self):
        """However many wait."""
        for _turn in range(3):
            self.from_website()
        self.env.flush_all()
        self.env.invalidate_all()
        officer = self.HandIn.with_user(self.officer)
        names = ["reference", "received_at", "site_id", "name", "phone", "state"]
        officer.search([]).read(names)  # fills the caches of rules
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.assertEqual(len(officer.search_read([], names)), 4)

    # -- settings --

    def test_limits_that_make_no_sense_are_refused(self):
        for kinds in ("", "jpeg, exe", "svg"):
            with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
                self.company.complaint_web_kinds = kinds or " "
            self.assertEqual(
                str(refused.exception),
                "The website's complaint form can take jpeg, png, webp, heic, pdf; name"
                " one or more of these, and nothing else.",
            )
        constraint = self.company._table_objects["res_company_complaint_web_numbers"]
        self.assertEqual(
            constraint.get_error_message(self.company),
            "Every limit of the website's complaint form is at least one.",
        )

    def test_what_is_set_on_the_page_holds(self):
        settings = self.env["res.config.settings"].with_company(self.company)
        with Form(settings) as form:
            form.complaint_web_per_hour = 7
            form.complaint_web_per_address = 3
            form.complaint_web_letters = 100
            form.complaint_web_files = 2
            form.complaint_web_megabytes = 4
            form.complaint_web_kinds = "png"
            form.complaint_web_link_days = 5
        form.record.execute()
        held = self.company._complaint_hand_in_settings()
        self.assertEqual((held.per_hour, held.per_address, held.letters), (7, 3, 100))
        self.assertEqual((held.files, held.megabytes), (2, 4))
        self.assertEqual(held.kinds, ("png",))
        self.assertEqual(self.company.complaint_web_link_days, 5)
