from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .common import MORNING, FloorCase

TODAY = date(2026, 3, 7)
EARLIER = MORNING - timedelta(hours=1)
PHONE = "138 0013 8000"
FORM = {
    "visitor_name": "Ms Wang",
    "phone": PHONE,
    "background": "Two children",
    "needs": "Three rooms",
    "outcome": "none",
    "no_deal_reason": "Wants to ask at home",
}


class CaseCase(FloorCase):
    """A floor on a day on which there are referrals, disputes and incidents."""

    def setUp(self):
        super().setUp()
        self.day = self.floor.today_rota()
        self.all_ready()

    def refer(self, user=None, at=EARLIER, **values):
        """A referral that an employee registers for today."""
        referrals = self.env["floor.referral"].with_user(user or self.employee)
        with freeze_time(at):
            return referrals.create(
                {
                    "site_id": self.floor.id,
                    "name": "Ms Wang",
                    "phone": PHONE,
                    "visit_on": TODAY,
                    **values,
                }
            )

    def enter(self, visit, **form):
        """The reception is over, the form entered, the registration approved."""
        rep = visit.user_id
        visit._finish(rep)
        visit.with_user(rep).write({**FORM, **form})
        visit.with_user(rep).action_enter()
        visit.with_user(self.project_manager).action_approve()
        return visit

    def attributed(self, visit):
        """Whose customer it is, asked for on a visit."""
        attributions = self.env["floor.attribution"].sudo()
        mine = {"partner_id": visit.partner_id.id, "site_id": self.floor.id}
        found = attributions.search([(name, "=", it) for name, it in mine.items()])
        return found or attributions.create(mine)

    def dispute(self, user=None, **values):
        """Rep 1 disputes with rep 2 whose customer a visitor is."""
        disputes = self.env["floor.dispute"].with_user(user or self.rep1)
        return disputes.create(
            {
                "visit_id": self.visit.id,
                "matter": "We both showed her the flat.",
                "party_ids": [
                    (0, 0, {"user_id": rep.id}) for rep in self.rep1 | self.rep2
                ],
                **values,
            }
        )

    def give_opinion(self, dispute, shares=((1, 60), (2, 40)), owner=1):
        """The project manager writes down the opinion and gives it."""
        mine = dispute.with_user(self.project_manager)
        mine.write(
            {
                "opinion": "Both served her, rep 1 found the flat.",
                "party_ids": [
                    (1, party.id, {"fault": "None", "contribution": "The first visit"})
                    for party in dispute.party_ids
                ],
                "share_ids": [
                    (5,),
                    *(
                        (0, 0, self.share(number, percent, number == owner))
                        for number, percent in shares
                    ),
                ],
            }
        )
        mine.action_give_opinion()

    def share(self, number, percent, is_owner=False):
        """A rep's by their number, or the pool's."""
        rep = getattr(self, f"rep{number}") if number else None
        return {
            "party": "rep" if rep else "pool",
            "user_id": rep and rep.id,
            "percent": percent,
            "is_owner": is_owner,
        }

    def report(self, user=None, **values):
        """Rep 2 reports that rep 1 fought over a customer."""
        incidents = self.env["floor.incident"].with_user(user or self.rep2)
        return incidents.create(
            {
                "site_id": self.floor.id,
                "user_id": self.rep1.id,
                "kind": "fighting",
                "happened_at": MORNING - timedelta(hours=1),
                "description": "Fought over Ms Wang at the door.",
                **values,
            }
        )

    def verified(self, **values):
        """An incident that another one looked into, the person heard."""
        incident = self.report(**values)
        incident.with_user(self.floor_supervisor).action_verify()
        incident.with_user(incident.user_id).say("She was mine.")
        return incident

    def sealed(self, act, error=IntegrityError):
        """Nobody changes it, code with all rights included."""
        with (
            self.assertRaises(error),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            act()
            self.env.flush_all()
        self.env.invalidate_all()

    def todo(self, record):
        """Who must act."""
        return record.sudo().activity_ids.user_id

    def refused(self, error, words, act, *args, **kwargs):
        """It is refused in one sentence that says these words."""
        with self.assertRaises(error) as refusal, self.env.cr.savepoint():
            act(*args, **kwargs)
        self.assertIn(words, str(refusal.exception))
        self.assertLessEqual(str(refusal.exception).count(". "), 1)
