"""From an empty company to its first coded complaint, over all the addons it takes."""

from datetime import date

from freezegun import freeze_time

from odoo.tests import Form, TransactionCase, new_test_user, tagged

MAIL = """\
From: Wang Fang <wang.fang@home.test>
To: {address}
Subject: Lights out
Message-Id: <journey@home.test>
Content-Type: text/plain; charset=utf-8

The lamp on the eighth floor has been out for a week.
"""


@tagged("post_install", "-at_install")
class TestJourneyFirstComplaint(TransactionCase):
    def test_a_site_opens_and_answers_for_its_first_complaint(self):
        """C-01, C-03, C-04: the site is set up, a mail comes in, its officer codes it.

        Who joins or leaves the site sees its complaints from the first day to the last.
        """
        company = self.env["res.company"].create(
            {
                "name": "Jade Property",
                "alias_domain_id": self.env["mail.alias.domain"]
                .create({"name": "jade.test"})
                .id,
            }
        )
        env = self.env(context={"allowed_company_ids": company.ids})
        administrator, officer, newcomer = (
            new_test_user(
                env,
                f"journey-{login}",
                groups,
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
                tz="Asia/Shanghai",
            )
            for login, groups in (
                (
                    "administrator",
                    "service_site.service_site_group_manager,"
                    "helpdesk_mgmt.group_helpdesk_manager",
                ),
                ("officer", "helpdesk_mgmt.group_helpdesk_user"),
                ("newcomer", "helpdesk_mgmt.group_helpdesk_user"),
            )
        )
        as_admin = env(user=administrator)
        with freeze_time("2026-12-31 09:00:00"):
            site = as_admin["service.site"].create(
                {"name": "Riverside Garden", "code": "rg", "tz": "Asia/Shanghai"}
            )
            as_admin["service.site.member"].create(
                [
                    {
                        "site_id": site.id,
                        "user_id": user.id,
                        "role": "officer",
                        "date_from": start,
                        "date_to": end,
                    }
                    for user, start, end in (
                        (officer, date(2026, 12, 1), False),
                        (newcomer, date(2027, 1, 2), date(2027, 1, 3)),
                    )
                ]
            )
            site.action_open_complaint_desk()
            self.assertEqual(site.complaint_email, "tousu-rg@jade.test")
            problem = as_admin["helpdesk.ticket.category"].create(
                {
                    "name": "Lamp broken",
                    "code": "0104",
                    "checklist_item": "observation",
                    "company_id": company.id,
                }
            )

        # 17:00 UTC is one o'clock in the morning of the new year at the site.
        with freeze_time("2026-12-31 17:00:00"):
            env["mail.thread"].message_process(
                None, MAIL.format(address=site.complaint_email)
            )
        mine = env(user=officer)["helpdesk.ticket"]
        with freeze_time("2027-01-01 01:00:00"):
            complaint = mine.search([("site_id", "=", site.id)])
            self.assertEqual(complaint.name, "Lights out")
            self.assertFalse(complaint.complaint_code)
            with Form(
                complaint, "helpdesk_complaint.helpdesk_ticket_view_form_intake"
            ) as form:
                form.category_id = problem.with_env(mine.env)
                self.assertEqual(form.severity, "c")
            self.assertEqual(complaint.complaint_code, "RG-C-0104-0001")
            self.assertTrue(complaint.complaint_series.endswith("/2027"))

        theirs = env(user=newcomer)["helpdesk.ticket"]
        for moment, sees in (
            ("2027-01-01 15:59:00", False),  # still the first of January at the site
            ("2027-01-01 16:00:00", True),
            ("2027-01-03 15:59:00", True),
            ("2027-01-03 16:00:00", False),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                env["service.site.member"]._cron_refresh_access()
                newcomer.invalidate_recordset(["site_ids"])
                found = theirs.search([("id", "=", complaint.id)])
                self.assertEqual(bool(found), sees)
