from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policies import history

STATUS = frozenset({"active", "probability", "stage_id"})
OWNED = (history.REP, history.JOINT)


class CrmLead(models.Model):
    """An opportunity goes to the rep whose customer it is (F-17, F-22)."""

    _inherit = "crm.lead"

    floor_site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        compute="_compute_floor_site_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        domain="[('kind', '=', 'sales_floor')]",
    )
    floor_attribution_ids = fields.One2many(
        "floor.attribution", "lead_id", string="Deal at the Sales Floor", readonly=True
    )
    floor_attribution_id = fields.Many2one(
        "floor.attribution", compute="_compute_floor_attribution_id"
    )
    floor_owner_sentence = fields.Char(
        string="Whose Customer", compute="_compute_floor_attribution_id"
    )

    @api.depends("partner_id")
    def _compute_floor_site_id(self):
        """The only floor at which the customer is known."""
        known = self.partner_id._floor_attributions().grouped("partner_id")
        for lead in self:
            sites = known.get(lead.partner_id, lead.floor_attribution_ids).site_id
            if len(sites) == 1:
                lead.floor_site_id = sites

    @api.depends_context("lang")
    @api.depends("partner_id", "floor_site_id", "floor_attribution_ids")
    def _compute_floor_attribution_id(self):
        """The deal's; else the one that is open; else that of the latest deal."""
        known = self.partner_id._floor_attributions().grouped(
            lambda it: (it.partner_id, it.site_id)
        )
        for lead in self:
            of_customer = known.get(
                (lead.partner_id, lead.floor_site_id), self.env["floor.attribution"]
            )
            still_open = of_customer.filtered(lambda it: not it.deal_at)
            latest = of_customer.sorted("deal_at", reverse=True)
            found = (lead.sudo().floor_attribution_ids or still_open or latest)[:1]
            lead.floor_attribution_id = found.sudo(False)
            lead.floor_owner_sentence = found.owner_sentence

    @api.constrains("user_id", "partner_id", "floor_site_id")
    def _check_floor_owner(self):
        """F-17: nobody takes over the customer of another rep."""
        for lead in self.sudo().filtered("user_id"):
            attribution = lead.floor_attribution_id
            if attribution.owner_kind not in OWNED:
                continue
            if lead.user_id not in attribution.owner_ids:
                raise ValidationError(
                    self.env._(
                        "F-17: by the register of %(site)s this is %(reps)s's"
                        " customer: %(lead)s stays with them.",
                        site=attribution.site_id.name,
                        reps=", ".join(attribution.owner_ids.mapped("name")),
                        lead=lead.name,
                    )
                )

    @api.onchange("partner_id")
    def _onchange_floor_partner(self):
        owner = self.sudo().floor_attribution_id.user_id
        if owner:
            self.user_id = owner

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """A lead for which nobody is named goes to whose customer it is."""
        partners = self.env["res.partner"].browse(
            [it["partner_id"] for it in vals_list if it.get("partner_id")]
        )
        owners = partners._floor_owners()
        leads = super().create(
            [
                {"user_id": owners[vals["partner_id"]], **vals}
                if vals.get("partner_id") in owners
                else vals
                for vals in vals_list
            ]
        )
        leads._floor_status_changed(self.browse())
        return leads

    def write(self, vals):
        is_status, is_partner = STATUS & vals.keys(), "partner_id" in vals
        won = self.filtered(lambda it: is_status and it.won_status == "won")
        partners = {lead: lead.partner_id for lead in self if is_partner}
        result = super().write(vals)
        if is_status:
            self._floor_status_changed(won)
        if is_partner:
            renamed = self.filtered(lambda it: it.partner_id != partners[it])
            renamed.sudo().floor_attribution_ids.note_change("name")
        return result

    # -- actions --

    def action_open_floor_attribution(self):
        self.ensure_one()
        return self.floor_attribution_id._get_records_action()

    # -- merging --

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "floor_site_id"]

    def _merge_data(self, fnames=None):
        """The one that is left goes to whose customer it is."""
        data = super()._merge_data(fnames)
        owner = self.sudo().floor_attribution_ids.user_id[:1].id
        owner = owner or self[:1].sudo().floor_attribution_id.user_id.id
        return {**data, "user_id": owner} if owner else data

    def _merge_dependences(self, opportunities):
        """F-22: the deal that one of them is stays a deal, with its evidence."""
        result = super()._merge_dependences(opportunities)
        deals = (self | opportunities).sudo().floor_attribution_ids
        if len(deals) > 1:
            raise UserError(
                self.env._(
                    "F-22: these are %(count)s deals, each with its own shares: they"
                    " can't become one.",
                    count=len(deals),
                )
            )
        if deals:
            deals.lead_id = self
        return result

    # -- business --

    def _floor_status_changed(self, won):
        """F-22: an opportunity that is won is a deal, until it isn't any more.

        :param won: those that were won before
        """
        attributions = self.env["floor.attribution"]
        for lead in self.filtered(lambda it: it.won_status == "won") - won:
            if lead.partner_id:
                floor = attributions.floor_of(lead.partner_id, lead.floor_site_id)
                attributions.mark_deal(lead.partner_id, floor, lead=lead)
        lost = (self & won).filtered(lambda it: it.won_status != "won")
        lost.sudo().floor_attribution_ids.filtered(
            lambda it: it.order_id.state != "sale"
        ).cancel_deal()
