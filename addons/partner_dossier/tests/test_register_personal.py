from .register_common import RegisterCase


class TestRegisterPersonal(RegisterCase):
    """D-08, D-12, D-14: registers are sealed, and what they say can be erased."""

    def test_what_was_said_is_erased_and_that_it_was_stays(self):
        notice = self.make_notice()
        notice.action_issue()
        self.sign_both(notice)
        violation = self.make_violation()
        number, said = notice.reference, notice.content_sha256
        self.owner.partner_id.erase_personal()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((notice.reference, notice.subject), (number, number))
        self.assertFalse(notice.body)
        self.assertEqual(notice.content_sha256, said)
        self.assertEqual(notice.status, "signed")
        self.assertFalse(any(notice.signature_ids.mapped("mark")))
        self.assertNotIn("Li Na", notice.signature_ids.mapped("name"))
        self.assertTrue(all(notice.signature_ids.mapped("sha256")))
        self.assertEqual(violation.what, "Erased")
        self.assertFalse(violation.demand)
        self.assertEqual(violation.reference, "GH-W00001")

    def test_the_customer_is_given_what_the_registers_say(self):
        notice = self.make_notice()
        notice.action_issue()
        violation = self.make_violation()
        for record, words in (
            (notice, ("GH-N00001", "as the pump is changed", "To the Customer")),
            (violation, ("GH-W00001", "The wall to the kitchen")),
        ):
            rows = dict(record.personal_rows("She asks"))
            text = " ".join(rows.values())
            for word in words:
                self.assertIn(word, text)
        records = self.owner.partner_id.with_user(self.officer)._personal_records()
        self.assertTrue({notice, violation} <= set(records))
