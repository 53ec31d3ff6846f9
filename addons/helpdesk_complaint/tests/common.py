from datetime import date
from pathlib import Path
from unittest.mock import patch

from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

MAILS = Path(__file__).parent / "mails"
OFFICER = "helpdesk_mgmt.group_helpdesk_user_team"
USER = "helpdesk_mgmt.group_helpdesk_user"
MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
EVERY_SITE = "service_site.service_site_group_all"
INTAKE = "helpdesk_complaint.helpdesk_ticket_view_form_intake"


@tagged("post_install", "-at_install")
class ComplaintCase(TransactionCase):
    """A property company with two service centres, GH and BJ; another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        china = cls.env.ref("base.cn")
        domain = cls.env["mail.alias.domain"].create({"name": "charter.test"})
        cls.company, cls.other_company = cls.env["res.company"].create(
            [
                {"name": name, "alias_domain_id": domain.id, "country_id": china.id}
                for name in ("Jade Property", "River Property")
            ]
        )
        cls.env["res.lang"]._activate_lang("en_US")
        context = {"allowed_company_ids": cls.company.ids, "lang": "en_US"}
        cls.env = cls.env(context=context)
        cls.Ticket = cls.env["helpdesk.ticket"]
        cls.Mail = cls.env["complaint.mail"]
        cls.gh, cls.bj = cls.env["service.site"].create(
            [cls.site_values("GH", "Garden House"), cls.site_values("BJ", "Bei Jing")]
        )
        cls.river = cls.env["service.site"].create(
            {**cls.site_values("HZ", "River Side"), "company_id": cls.other_company.id}
        )
        (cls.gh | cls.bj | cls.river).action_open_complaint_desk()
        cls.desk = cls.gh.complaint_team_ids
        cls.bj_desk = cls.bj.complaint_team_ids
        cls.set_up_people()
        cls.set_up_catalogue()
        cls.customer, cls.neighbour, cls.third = cls.env["res.partner"].create(
            [
                {"name": "Li Na", "phone": "138 0013 8000", "email": "lina@home.test"},
                {"name": "Zhou Bin", "phone": "139 1122 3344"},
                {"name": "Sun Hao", "email": "sun@home.test"},
            ]
        )

    @staticmethod
    def site_values(code, name):
        return {"code": code, "name": name, "tz": "Asia/Shanghai"}

    @classmethod
    def set_up_people(cls):
        cls.officer = cls.member("Officer", OFFICER, cls.gh, "officer")
        cls.supervisor = cls.member("Supervisor", USER, cls.gh, "supervisor")
        cls.site_manager = cls.member("Manager", USER, cls.gh, "site_manager")
        cls.bj_officer = cls.member("Other Officer", USER, cls.bj, "officer")
        cls.manager = cls.person("Helpdesk Manager", f"{MANAGER},{EVERY_SITE}")
        cls.employee = cls.person("Employee", "base.group_user")
        cls.portal = cls.person("Portal", "base.group_portal")
        cls.stranger = cls.person("Stranger", f"{USER},{EVERY_SITE}", cls.other_company)

    @classmethod
    def person(cls, name, groups, company=None):
        login = name.lower().replace(" ", "-")
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"complaint-{login}",
            groups,
            name=name,
            email=f"{login}@jade.test",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            tz="Asia/Shanghai",
        )

    @classmethod
    def member(cls, name, groups, site, role):
        user = cls.person(name, groups)
        cls.env["service.site.member"].create(
            {
                "site_id": site.id,
                "user_id": user.id,
                "role": role,
                "date_from": date(2020, 1, 1),
            }
        )
        return user

    @classmethod
    def set_up_catalogue(cls):
        cls.lift, cls.leak, cls.noise, cls.uncoded, cls.theirs = cls.env[
            "helpdesk.ticket.category"
        ].create(
            [
                cls.problem("Lift stuck", "0101", checklist_item="critical"),
                cls.problem("Leaking roof", "0203", default_severity="b"),
                cls.problem("Noise", "0305", checklist_item="observation"),
                cls.problem("Something else", False, default_severity="c"),
                {**cls.problem("Theirs", "0203"), "company_id": cls.other_company.id},
            ]
        )

    @classmethod
    def problem(cls, name, code, **values):
        return {"name": name, "code": code, "company_id": cls.company.id, **values}

    @classmethod
    def complaint_values(cls, **values):
        return {
            "request_kind": "complaint",
            "site_id": cls.gh.id,
            "partner_id": cls.customer.id,
            "what_happened": "Water drips from the ceiling of the hall.",
            "category_id": cls.leak.id,
            "received_at": "2026-03-02 01:00:00",
            **values,
        }

    @classmethod
    def complaint(cls, user=None, **values):
        """Take a complaint about a leaking roof at GH, unless told otherwise."""
        tickets = cls.Ticket.with_user(user) if user else cls.Ticket
        return tickets.create(cls.complaint_values(**values))

    @classmethod
    def answered(cls, ticket, user=None):
        """Put on record all that closing needs: reply, outcome, signature."""
        mine = ticket.with_user(user or cls.officer)
        mine.write(
            {
                "user_id": mine.env.user.id,
                "reply": "The roof is sealed.",
                "closing_outcome": "satisfied",
            }
        )
        mine.action_reply()
        mine.action_sign()
        return mine

    @classmethod
    def codes(cls, tickets):
        return tickets.mapped("complaint_code")

    def intake(self, user=None, **context):
        """The form that opens under “Take a Complaint”."""
        action = self.env.ref("helpdesk_complaint.helpdesk_ticket_action_intake")
        tickets = self.Ticket.with_user(user or self.officer)
        context = {**safe_eval(action.context), **context}
        return Form(tickets.with_context(**context), view=INTAKE)

    @classmethod
    def failing_create(cls, error):
        """Let the making of every ticket fail."""
        return patch.object(
            cls.registry["helpdesk.ticket"], "message_new", side_effect=error
        )
