from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import ComplaintCase

NUMBERS = {
    "complaint_code_digits": (0, 13, -1),
    "complaint_joint_from": (1, 0),
    "complaint_reply_days_a": (0, -2),
    "complaint_reply_days_b": (0,),
    "complaint_reply_days_c": (0,),
    "complaint_mail_limit": (0,),
    "complaint_mail_days": (0,),
}
LIMITS = {
    "complaint_acknowledge_days": 0,
    "complaint_forward_minutes": 0,
    "complaint_forward_minutes_a": -1,
    "complaint_solve_days_a": 0,
    "complaint_told_days": 0,
    "complaint_unsolved_months": 0,
}


class TestSettings(ComplaintCase):
    """Every cfg of C-03, C-04 and C-07 is a setting of the company."""

    def test_a_pattern_that_makes_no_codes_is_refused_with_one_sentence(self):
        sentences = {
            "{site}-{serial}": "The pattern of complaint codes must hold problem,"
            " severity as well, each in braces.",
            "{site}-{severity}-{problem}-{serial}-{house}": "The pattern of complaint"
            " codes may hold {site}, {severity}, {problem}, {serial}, {year}, {yy} and"
            " {month}, but not: house.",
            "{site}-{severity}-{problem}{serial}": "In the pattern of complaint codes,"
            " put a sign such as a hyphen between problem, serial: codes could not be"
            " told apart otherwise.",
            "{site}-{severity}-{problem}-{serial": "The pattern of complaint codes"
            " cannot be read: each name needs a pair of braces.",
        }
        before = self.company.complaint_code_pattern
        for pattern, sentence in sentences.items():
            with self.subTest(pattern=pattern):
                with self.assertRaises(ValidationError) as refused:
                    self.company.complaint_code_pattern = pattern
                self.assertEqual(str(refused.exception), sentence)
                self.assertEqual(self.company.complaint_code_pattern, before)

    def test_formats_and_attributes_are_no_names(self):
        """They would let a pattern fail, or read what it should not."""
        for name in ("{serial:>9}", "{serial!r}", "{serial.real}", "{0}", "{}"):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self.company.complaint_code_pattern = (
                    f"{{site}}-{{severity}}-{{problem}}-{{serial}}-{name}"
                )

    def test_numbers_that_make_no_sense_are_refused(self):
        for field, values in NUMBERS.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    with (
                        self.assertRaises(IntegrityError) as refused,
                        mute_logger("odoo.sql_db"),
                        self.cr.savepoint(),
                    ):
                        self.company[field] = value
                        self.company.flush_recordset()
                    self.assertIn("complaint_numbers", str(refused.exception))

    def test_limits_that_make_no_sense_are_refused(self):
        for field in LIMITS:
            with (
                self.subTest(field=field),
                self.assertRaises(IntegrityError) as refused,
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.company[field] = LIMITS[field]
                self.company.flush_recordset()
            self.assertIn("complaint_limits", str(refused.exception))

    def test_the_settings_page_says_what_is_wrong(self):
        """As the web client shows it: the constraint's sentence, not PostgreSQL's."""
        constraint = self.company._table_objects["res_company_complaint_numbers"]
        self.assertEqual(
            constraint.get_error_message(self.company),
            "A serial has 1 to 12 digits, a joint complaint at least 2 names, and every"
            " time limit at least one day.",
        )

    def settings(self):
        return Form(self.env["res.config.settings"].with_company(self.company))

    def test_what_is_set_on_the_page_happens(self):
        with self.settings() as form:
            form.complaint_code_pattern = "{site}.{severity}.{problem}.{serial}"
            form.complaint_code_digits = 6
            form.complaint_series = "site_problem"
            form.complaint_joint_from = 4
            form.complaint_reply_days_b = 7
        form.record.execute()
        joint = [(6, 0, (self.neighbour | self.third).ids)]
        ticket = self.complaint(complainant_ids=joint)
        other = self.complaint(category_id=self.noise.id)
        self.assertEqual(
            self.codes(ticket | other), ["GH.B.0203.000001", "GH.C.0305.000001"]
        )
        self.assertEqual((ticket.reply_expected_at - ticket.received_at).days, 7)

    def test_a_new_setting_leaves_given_codes_and_promises_alone(self):
        ticket = self.complaint()
        promise = ticket.reply_expected_at
        self.company.complaint_reply_days_b = 9
        self.company.complaint_code_digits = 8
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(ticket.complaint_code, "GH-B-0203-0001")
        self.assertEqual(ticket.reply_expected_at, promise)
        self.assertEqual(self.complaint().complaint_code, "GH-B-0203-00000002")

    def test_each_company_has_its_own(self):
        self.other_company.complaint_code_digits = 2
        self.other_company.complaint_reply_days_b = 5
        self.assertEqual(self.complaint().complaint_code, "GH-B-0203-0001")
        tickets = self.Ticket.with_context(
            allowed_company_ids=(self.company | self.other_company).ids
        )
        theirs = tickets.create(
            self.complaint_values(
                site_id=self.river.id, category_id=self.theirs.id, severity="b"
            )
        )
        self.assertEqual(theirs.complaint_code, "HZ-B-0203-01")
        self.assertEqual((theirs.reply_expected_at - theirs.received_at).days, 5)
        self.assertEqual(theirs.company_id, self.other_company)

    def test_a_new_site_s_address_begins_with_the_company_s_word(self):
        self.company.complaint_alias_prefix = "care"
        site = self.env["service.site"].create(self.site_values("XA", "Xi An"))
        site.action_open_complaint_desk()
        self.assertEqual(site.complaint_email, "care-xa@charter.test")

    def test_problem_codes_are_capitals_and_digits_and_one_of_a_kind(self):
        for code in ("02-03", "roof", "", "1234567890123"):
            with self.subTest(code=code):
                self.uncoded.code = False
                if not code:
                    continue
                with self.assertRaises(ValidationError) as refused:
                    self.uncoded.code = code
                self.assertEqual(
                    str(refused.exception),
                    f"The problem code “{code}” must be one to twelve capital letters"
                    " and digits.",
                )
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.uncoded.code = "0203"
            self.uncoded.flush_recordset()
        self.assertEqual(self.theirs.code, "0203", "another company's may be the same")
        self.assertEqual(self.leak.display_name, "0203 Leaking roof")
        found = self.env["helpdesk.ticket.category"].name_search("0305")
        self.assertEqual(found[0][0], self.noise.id)

    def test_only_administrators_set_it(self):
        for user in (self.officer, self.site_manager, self.manager):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.env["res.config.settings"].with_user(user).create({}).execute()
