from dataclasses import dataclass, field
from decimal import Decimal

from odoo import api, models

from odoo.addons.charter_base.policies.decision import Finding

from ..policies import attribution, history, registration


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the registers of a floor hold on customers, each by id of a partner.

    ``kin``: of whom, and their ``floor.kin``; ``deals``: the moments of the deals.
    """

    visits: dict = field(default_factory=dict)
    kin: dict = field(default_factory=dict)
    companies: dict = field(default_factory=dict)
    referrals: dict = field(default_factory=dict)
    commitments: dict = field(default_factory=dict)
    deals: dict = field(default_factory=dict)


class FloorAttributionFactsMixin(models.AbstractModel):
    """What is known of customers, read once for all of them (F-05 … F-23)."""

    _name = "floor.attribution.facts.mixin"
    _description = "Facts of an Attribution"

    @api.model
    def _evidence(self, site, partners):
        """Read the registers of a floor on these customers and their relatives."""
        kin = self.env["floor.kin"]._of(partners)
        people = partners | kin.partner_id | kin.relative_id
        visits = self.env["floor.visit"]
        deals = self.search(
            [
                ("site_id", "=", site.id),
                ("partner_id", "in", partners.ids),
                ("deal_at", "!=", False),
            ]
        )
        return Evidence(
            visits=visits._evidence_of(site, people),
            kin={
                partner.id: [
                    (it, (it.partner_id | it.relative_id) - partner)
                    for it in kin
                    if partner in it.partner_id | it.relative_id
                ]
                for partner in partners
            },
            companies=self.env["floor.introduction"]._evidence_of(site, partners),
            referrals=self._floor_referrals(partners, site),
            commitments=visits._commitments(site, partners),
            deals={
                partner.id: sorted(found.mapped("deal_at"))
                for partner, found in deals.grouped("partner_id").items()
            },
        )

    @api.model
    def _begins_anew(self, visits, since, settings):
        """F-17: whether a customer was registered anew since an earlier deal."""
        found = registration.registrations(
            history.registering(visits), settings.register
        )
        return any(it.first.at > since for it in found)

    def _attribution_facts(self, evidence, rulings):
        """F-05 … F-23: the whole history of the customer, or what began anew.

        What led to an earlier deal is no part of a later one, unless nobody registered
        the customer since: who buys twice in one go is the same reps' both times.
        """
        self.ensure_one()
        partner = self.partner_id.id
        visits = evidence.visits.get(partner, ())
        company = evidence.companies.get(partner)
        referred = evidence.referrals.get(partner)
        since = self._earlier_deal(evidence)
        if since and self._begins_anew(visits, since, self._attribution_settings()):
            visits = tuple(it for it in visits if it.at > since)
            company = company if company and company.at > since else None
            is_later = referred and referred.registered_at > since
            referred = referred if is_later else None
        return history.Facts(
            day=self.site_id.local_date(),
            visits=visits,
            deal=self._as_deal(),
            company=company,
            referral=referred,
            kin=tuple(
                history.Kin(
                    found_at=found.found_at,
                    visits=evidence.visits.get(relative.id, ()),
                    relation=found.relation,
                )
                for found, relative in evidence.kin.get(partner, ())
            ),
            ruling=rulings.get(self.id),
            changed=self._changed_after(),
            stood=_from_json(self.stood),
        )

    def _earlier_deal(self, evidence):
        """When the customer last made a deal before this one."""
        deals = evidence.deals.get(self.partner_id.id, ())
        earlier = [it for it in deals if not self.deal_at or it < self.deal_at]
        return max(earlier, default=None)

    def _attribution_rules(self):
        """F-05 … F-23: the rules in the order in which they are asked."""
        return attribution.RULES

    def _attribution_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_attribution_settings()

    def _attribution_decide(self, facts, settings):
        """Whose customer it is.

        :return: ``history.Attribution``; ``Finding`` while nothing counts
        """
        found = attribution.decide(facts, settings, self._attribution_rules())
        return found or Finding(rule="F-18", reason=("waiting", {}))


def _from_json(kept):
    """What had been attributed, of what its decision kept."""
    if not kept:
        return None
    return history.Attribution(
        owner=kept["owner"],
        reps=tuple(kept["reps"]),
        shares=tuple(
            history.Share(**{**share, "percent": Decimal(share["percent"])})
            for share in kept["shares"]
        ),
        grounds=tuple(
            Finding(rule=ground["rule"], reason=tuple(ground["reason"]))
            for ground in kept["grounds"]
        ),
        served=tuple(
            history.Served(**{**it, "percent": Decimal(it["percent"])})
            for it in kept["served"]
        ),
    )
