from odoo import Command, api, fields, models

from ..policies import history, referral


class FloorAttributionCaseMixin(models.AbstractModel):
    """What referrals and disputes say about whose customer somebody is (F-16, F-23)."""

    _name = "floor.attribution.case.mixin"
    _description = "Attribution With Its Cases"

    dispute_ids = fields.One2many(
        "floor.dispute", "attribution_id", string="Disputes", readonly=True
    )

    # -- actions --

    def action_dispute(self):
        """F-23: the dispute that is open, or a new one between those concerned."""
        self.ensure_one()
        still_open = self.dispute_ids.filtered(lambda it: it.state != "approved")
        if still_open:
            return still_open._get_records_action()
        concerned = self.sudo().concerned_ids
        return {
            **self.env["floor.dispute"].new_action(),
            "context": {
                "default_attribution_id": self.id,
                "default_party_ids": [
                    Command.create({"user_id": user.id}) for user in concerned
                ],
            },
        }

    # -- evidence --

    @api.model
    def _floor_referrals(self, partners, site):
        """F-16: the employee's referral of each customer, if any: the valid one, or
        else the last.

        :return: ``history.Referral`` by id of a partner; ``referrer``: a ``res.users``
        """
        referrals = (
            self.env["floor.referral"]
            .sudo()
            .search(
                [("partner_id", "in", partners.ids), ("site_id", "=", site.id)],
                order="registered_at, id",
            )
        )
        last = {}
        for it in referrals.sorted(lambda it: it.standing == referral.CONFIRMED):
            last[it.partner_id.id] = history.Referral(
                referrer=it.user_id.id,
                registered_at=it.registered_at,
                state=it.standing,
            )
        return last

    @api.model
    def _floor_rulings(self, attributions):
        """F-23: what the sales director has approved; a later ruling goes before.

        :return: ``history.Ruling`` by id of an attribution
        """
        disputes = (
            self.env["floor.dispute"]
            .sudo()
            .search(
                [
                    ("attribution_id", "in", attributions.ids),
                    ("state", "=", "approved"),
                ],
                order="decided_at, id",
            )
        )
        return {it.attribution_id.id: it._ruling() for it in disputes}
