from .common import NOTE, REASON, SAID, FollowDataCase


class TestFollowData(FollowDataCase):
    """D-08, D-13: what reps kept of a customer, given and erased with the rest."""

    def erase(self):
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": self.customer.name, "email": "nobody@home.example"}
        )
        wizard.action_lookup()
        wizard.line_ids.action_unlink_all()
        return wizard

    def test_the_file_holds_the_class_the_note_and_what_was_said(self):
        rows = self.rows(self.lead)
        self.assertIn(("Importance", "A"), rows)
        said = [text for _label, text in rows]
        self.assertIn(NOTE, said)
        self.assertIn(f"Contact · Visit · {self.rep.name} · {SAID}", said)
        self.assertTrue(any(REASON in text for text in said))

    def test_an_ended_plan_is_in_the_file_as_well(self):
        self.plan.active = False
        self.assertTrue(self.rows(self.lead))

    def test_erased_nothing_said_is_left_and_the_plan_is_archived(self):
        self.plan.activity_schedule(
            "mail.mail_activity_data_todo", summary=f"Ask: {SAID}"
        )
        self.owning.date_to = "2025-12-31"
        self.assertTrue(self.plan.activity_ids)
        days = self.plan.contact_ids.mapped("contacted_on")
        self.erase()
        self.assertFalse(self.plan.active)
        self.assertFalse(self.plan.note)
        self.assertFalse(self.plan.activity_ids)
        self.assertFalse(self.plan.message_ids)
        self.assertEqual(self.plan.contact_ids.mapped("contacted_on"), days)
        self.assertEqual(self.plan.contact_ids.mapped("said"), ["Erased"] * 2)
        self.env.flush_all()
        for table in ("partner_follow_plan", "partner_follow_contact", "mail_message"):
            self.env.cr.execute(
                f"SELECT 1 FROM {table} it WHERE it::text ~ %s",
                [f"{SAID}|{NOTE}|{REASON}"],
            )
            self.assertFalse(self.env.cr.fetchone(), table)

    def test_while_the_tenure_lasts_it_stays_and_says_why(self):
        wizard = self.erase()
        self.assertTrue(self.plan.active)
        self.assertIn(SAID, self.plan.contact_ids.mapped("said"))
        for record in (self.plan, *self.plan.contact_ids):
            line = wizard.line_ids.filtered(
                lambda it, r=record: (it.res_model, it.res_id) == (r._name, r.id)
            )
            self.assertIn("owner or tenant of a unit", line.execution_details)

    def test_a_prospect_without_a_dossier_is_erased_too(self):
        """D-13: most customers of a plan have none yet."""
        prospect = self.env["res.partner"].create({"name": "Qian Duo"})
        plan = self.plan.create(
            {"partner_id": prospect.id, "site_id": self.garden.id, "note": NOTE}
        )
        self.customer = prospect
        self.erase()
        self.assertTrue(prospect.exists(), "the plan names it")
        self.assertNotEqual(prospect.name, "Qian Duo")
        self.assertFalse(plan.note or plan.active)
