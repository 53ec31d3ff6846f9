from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..policies import arrival, referral

AS_NEW = frozenset({arrival.NEW, arrival.FORGOTTEN})
WITHOUT_RECEPTION = "no_reception"
FORBIDDEN = frozenset({"own", "not_manager", "rep"})
# What the reception calls a referral that is received as one.
VALID = "valid"


class FloorReferralStandingMixin(models.AbstractModel):
    """Where an employee's referral stands, by which rule (F-16)."""

    _name = "floor.referral.standing.mixin"
    _description = "Referral That Stands Somewhere"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {
            *("standing", "registered_at", "phoned_at", "accompanied", "visit_id"),
            *("partner_id", "confirmed_by_id", "confirmed_at"),
        }
    )

    standing = fields.Selection(
        [
            (referral.REGISTERED, "Registered"),
            (referral.KEPT, "To Confirm"),
            (referral.CONFIRMED, "Valid"),
            (referral.LAPSED, "Lapsed"),
            (referral.INVALID, "Invalid"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default=referral.REGISTERED,
        index=True,
    )
    registered_at = fields.Datetime(
        string="Registered On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )
    phoned_at = fields.Datetime(
        string="Introducer Phoned",
        readonly=True,
        copy=False,
        help="F-16: the project manager, before the customer came.",
    )
    accompanied = fields.Boolean(
        string="Introducer Came Along", readonly=True, copy=False
    )
    visit_id = fields.Many2one(
        "floor.visit",
        string="First Visit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    confirmed_by_id = fields.Many2one(
        "res.users",
        string="Checked and Signed By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    confirmed_at = fields.Datetime(string="Signed On", readonly=True, copy=False)

    # -- rules --

    def _referral_visits(self):
        """By floor and phone number, the visits of those referred, the first first."""
        visits = (
            self.env["floor.visit"]
            .sudo()
            .search(
                [
                    ("site_id", "in", self.site_id.ids),
                    ("phone_number", "in", self.mapped("phone_number")),
                ],
                order="arrived_at, id",
            )
        )
        return visits.grouped(lambda it: (it.site_id.id, it.phone_number))

    def _referral_facts(self, visits=None):
        """F-16: what is known of a referral, whoever asks.

        :param visits: see :meth:`_referral_visits`; looked up when left out
        """
        self.ensure_one()
        visits = self._referral_visits() if visits is None else visits
        site = self.site_id._origin
        known = self.visit_id.sudo()
        known |= visits.get((site.id, self.phone_number), known)
        came = self._first_visit(known)
        entered = known.filtered(lambda it: it.entered_at and not it.refused_reason)
        return referral.Facts(
            visit_on=self.visit_on,
            today=site.local_date(),
            registered_at=self._origin.registered_at or None,
            floor_entered_at=min(entered.mapped("entered_at"), default=None),
            came_at=came.arrived_at or None,
            came_on=(came and site.local_date(came.arrived_at)) or None,
            accompanied=self.accompanied,
            phoned_at=self.phoned_at or None,
            received_as_new=came.kind in AS_NEW,
            is_signed=bool(self.confirmed_at),
        )

    def _acting_facts(self, accompanied=False):
        """F-16: who registers or signs it now."""
        self.ensure_one()
        facts, site = self._referral_facts(), self.site_id._origin
        return replace(
            facts,
            accompanied=facts.accompanied or accompanied,
            is_manager=site.holds_floor_role("project_manager"),
            is_referrer=self.user_id._origin == self.env.user,
            is_rep=site.holds_floor_role("rep", user=self.user_id._origin),
            others=() if self._origin else self._other_standings(),
        )

    def _referral_settings(self):
        self.ensure_one()
        return self.site_id.company_id.sudo()._floor_referral_settings()

    def _referral_rules(self):
        """F-16: where a referral stands, in the order it is asked."""
        return referral.RULES

    def _referral_decide(self, facts, settings):
        return referral.decide(facts, settings, self._referral_rules())

    def _first_visit(self, visits):
        """F-16: the first of these on which the customer was received."""
        received = visits.filtered(lambda it: it.outcome != WITHOUT_RECEPTION)
        return received.sorted(lambda it: (it.arrived_at, it.id))[:1]

    def _other_standings(self):
        """F-16: where other referrals of the same customer stand."""
        same = (
            self.env["floor.referral"]
            .sudo()
            .search_fetch(
                [
                    ("site_id", "=", self.site_id._origin.id),
                    ("phone_number", "=", self.phone_number),
                ],
                ["standing"],
            )
        )
        return tuple(sorted(set(same.mapped("standing"))))

    # -- what is said --

    def _referral_sentence(self, standing):
        key, params = standing.reason
        day = format_date(self.env, params.get("day") or self.visit_on)
        sentences = {
            "waiting": self.env._("F-16: the customer is expected on %(day)s", day=day),
            "floor_first": self.env._(
                "F-16: the floor had registered the customer before: no claim"
            ),
            "visited_first": self.env._(
                "F-16: the customer had come before it was registered: no claim"
            ),
            "not_kept": self.env._(
                "F-16: the customer did not come on %(day)s: it lapsed, and may be"
                " registered anew",
                day=day,
            ),
            "signed": self.env._(
                "F-16: confirmed by the introducer, checked and signed by the project"
                " manager"
            ),
            "unconfirmed": self.env._(
                "F-16: the introducer neither came along nor phoned before, the"
                " customer was received as new"
            ),
            "to_sign": self.env._(
                "F-16: kept and confirmed: the project manager checks and signs"
            ),
            "to_confirm": self.env._(
                "F-16: the customer came; did the introducer come along?"
            ),
        }
        return sentences.get(key, key)

    def _refuse_referral(self, obstacle):
        """Say what stands against it.

        :raise AccessError: it is not for the current user
        :raise UserError: it can't be done now
        """
        if not obstacle:
            return
        key = obstacle.reason[0]
        site = self.site_id.name
        sentences = {
            "rep": self.env._(
                "F-16: who receives at %(site)s refers nobody there: their customers"
                " come by the rota.",
                site=site,
            ),
            "floor_first": self.env._(
                "F-16: %(site)s has registered this customer already: nobody can refer"
                " them any more.",
                site=site,
            ),
            "visited_first": self.env._(
                "F-16: this customer has visited %(site)s already: a referral is"
                " registered before the first visit.",
                site=site,
            ),
            "past": self.env._(
                "F-16: the day of the visit has passed: agree on another day."
            ),
            "referred_already": self.env._(
                "F-16: this customer is referred to %(site)s already: wait until that"
                " referral has lapsed.",
                site=site,
            ),
            "own": self.env._("F-16: nobody confirms their own referral."),
            "not_manager": self.env._(
                "F-16: the project manager of %(site)s confirms referrals.", site=site
            ),
            "not_to_sign": self.env._(
                "F-16: there is nothing to sign: the customer has not come as agreed,"
                " or the referral has been settled."
            ),
            "to_confirm": self.env._(
                "F-16: the introducer comes along or phones beforehand: confirm that"
                " they came along."
            ),
        }
        error = AccessError if key in FORBIDDEN else UserError
        raise error(sentences.get(key, key))

    # -- business --

    def _settle(self):
        """Ask anew where these referrals stand; what changed is on record.

        :return: those that stand elsewhere than before
        """
        visits = self._referral_visits()
        changed = self.browse()
        for it in self.sudo():
            facts, settings = it._referral_facts(visits), it._referral_settings()
            standing = it._referral_decide(facts, settings)
            sentence = it._referral_sentence(standing)
            if facts.came_at and not it.visit_id:
                known = visits.get((it.site_id.id, it.phone_number), it.visit_id)
                it.visit_id = it._first_visit(known)
            it.partner_id = it.partner_id or it.visit_id.partner_id
            if it.standing == standing.state and it.decided_at:
                continue
            it.standing = standing.state
            it.record_decision(
                standing, facts=facts, settings=settings, reason=sentence
            )
            changed |= it
        settled = changed.filtered(lambda it: it.standing != referral.REGISTERED)
        settled.filtered(lambda it: it.state == "pending").mark_done()
        for it in settled.filtered(lambda it: it.standing != referral.KEPT):
            it.message_post(body=it.reason, partner_ids=it.user_id.partner_id.ids)
        changed._tell_manager()
        attributions = self.env["floor.attribution"].sudo()
        for site, those in changed.filtered("partner_id").grouped("site_id").items():
            attributions.attribute(site, those.partner_id)
        return changed.with_env(self.env)

    def _on_late(self):
        """F-16: the day agreed is over."""
        result = super()._on_late()
        self._settle()
        # The company gives more days of grace than when it was registered.
        for it in self.filtered(lambda it: it.standing == referral.REGISTERED):
            it.move_due(it._lapses_at(), it.reason)
        return result

    def _arrived(self, visit, accompanied, signer):
        """F-16: the customer is here; where the project manager signs, it is valid.

        :param accompanied: the introducer came along
        """
        for it in self.sudo():
            if it.standing != referral.REGISTERED or it.visit_id:
                continue
            it.write({"visit_id": visit.id, "accompanied": accompanied})
            it._settle()
            mine = it.with_user(signer)
            if not mine._confirming_obstacle():
                mine._confirm()

    def _valid_on_arrival(self, accompanied):
        """F-16: the state of a referral whose customer stands at the reception."""
        self.ensure_one()
        facts = self._referral_facts()
        standing = self._referral_decide(
            replace(
                facts,
                came_at=facts.came_at or fields.Datetime.now(),
                came_on=facts.came_on or facts.today,
                accompanied=facts.accompanied or accompanied,
                received_as_new=True,
            ),
            self._referral_settings(),
        )
        is_kept = standing.state in (referral.KEPT, referral.CONFIRMED)
        return VALID if is_kept else standing.state

    def _confirming_obstacle(self, accompanied=False):
        return referral.signing_obstacle(
            self.sudo()._acting_facts(accompanied),
            self.sudo()._referral_settings(),
            self._referral_rules(),
        )

    def _confirm(self, accompanied=False):
        """F-16: the project manager checked the form and signs it."""
        self.check_access("read")
        for it in self:
            it._refuse_referral(it._confirming_obstacle(accompanied))
            it.sudo().write(
                {
                    "accompanied": it.accompanied or accompanied,
                    "confirmed_by_id": self.env.user.id,
                    "confirmed_at": fields.Datetime.now(),
                }
            )
        self._settle()
