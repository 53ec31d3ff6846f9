from odoo import api, models
from odoo.tools import format_amount


class LoyaltyCardBookletMixin(models.AbstractModel):
    """What the member booklet says: the rules as the company sets them (L-02)."""

    _name = "loyalty.card.booklet.mixin"
    _description = "Words of the Member Booklet"

    @api.private
    def vip_booklet_words(self):
        """The member's rights, how the card is used, and the store's prizes."""
        self.ensure_one()
        company = self.sudo().vip_company_id
        return {
            "rights": self._booklet_rights(company),
            "use": self._booklet_use(company),
            "prizes": [
                (prize.description, int(prize.required_points))
                for prize in self._booklet_prizes()
            ],
        }

    def _booklet_prizes(self):
        store = self.vip_site_id
        return self.program_id.reward_ids.filtered(
            lambda it: (
                it.reward_type == "product"
                and (not it.vip_store_ids or store in it.vip_store_ids)
            )
        )

    def _booklet_rights(self, company):
        percent = {
            role: f"{self._booklet_percent(role, company):g}"
            for role in ("card", "tier", "birthday")
        }
        amount = format_amount(
            self.env, float(self._vip_points_settings().amount), company.currency_id
        )
        return [
            self.env._(
                "%(percent)s %% off with the card; not together with any other"
                " promotion, special-price goods, coupon or card.",
                percent=percent["card"],
            ),
            self.env._(
                "One point for each %(amount)s really paid; with %(points)s points,"
                " %(percent)s %% off instead.",
                amount=amount,
                points=company.vip_tier_points,
                percent=percent["tier"],
            ),
            self.env._(
                "%(percent)s %% off on your birthday, with your original identity"
                " card.",
                percent=percent["birthday"],
            ),
            self.env._("Prizes for points, as the store's list says."),
            self.env._("The member magazine, free of charge."),
        ]

    def _booklet_percent(self, role, company):
        program = self.env["loyalty.program"].vip_program(role, company)
        return program.reward_ids[:1].discount

    def _booklet_use(self, company):
        return [
            self.env._(
                "The card is for its holder alone and is shown at payment; the store"
                " may check who holds it."
            ),
            self.env._("Points are never paid out in cash."),
            self.env._("Points of several cards are not added together."),
            self.env._("Prizes take enough points on the card."),
            self.env._(
                "A redemption is not cancelled and its points are not given back."
            ),
            self.env._("Prizes are neither refunded nor exchanged."),
            self.env._("What is returned takes back the points it earned."),
            self.env._(
                "The card is good for %(years)s years; then apply again under the rules"
                " of that day. Points do not go over to the new card.",
                years=company.vip_years,
            ),
            self.env._(
                "Report a lost or damaged card to your store, which replaces it."
            ),
        ]
