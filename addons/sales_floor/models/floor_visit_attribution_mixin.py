from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import arrival, change, history, registration, rota, turns
from .floor_reception_signing_mixin import LEADERS

# What a visit says of a deal.
COMMITS = ("deposit", "contract")


class FloorVisitAttributionMixin(models.AbstractModel):
    """What a visit says about whose customer it is (F-05, F-17)."""

    _name = "floor.visit.attribution.mixin"
    _description = "Visit as Evidence"
    _inherit = ["floor.visit.entry.mixin"]

    change_ids = fields.One2many("floor.change", "next_visit_id", readonly=True)
    recognition_ids = fields.One2many(
        "floor.recognition", "visit_id", string="Recognised", readonly=True
    )
    attribution_id = fields.Many2one(
        "floor.attribution", compute="_compute_attribution_id"
    )
    owner_sentence = fields.Char(
        string="Whose Customer", compute="_compute_attribution_id"
    )
    can_recognise = fields.Boolean(compute="_compute_can_recognise")

    @api.depends_context("lang", "uid")
    @api.depends("partner_id", "site_id")
    def _compute_attribution_id(self):
        found = self.env["floor.attribution"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("site_id", "in", self.site_id.ids),
            ],
            order="deal_at, id",
        )
        latest = {(it.partner_id, it.site_id): it for it in found}
        for visit in self:
            known = latest.get((visit.partner_id, visit.site_id), found.browse())
            visit.attribution_id = known
            visit.owner_sentence = known.owner_sentence

    @api.depends_context("uid")
    @api.depends("kind", "user_id", "recognition_ids")
    def _compute_can_recognise(self):
        for visit in self:
            known = visit.sudo().recognition_ids._by_person()
            visit.can_recognise = visit.kind == arrival.FORGOTTEN and not known

    # -- actions --

    def action_open_attribution(self):
        self.ensure_one()
        return self.attribution_id._get_records_action()

    def action_dispute(self):
        """F-23: a dispute on this visit's customer, or on the visit alone."""
        self.ensure_one()
        if self.attribution_id:
            return self.attribution_id.action_dispute()
        return {
            **self.env["floor.dispute"].new_action(),
            "context": {"default_visit_id": self.id},
        }

    def action_recognise(self):
        """Ask who recognised whom."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recognise the Customer"),
            "res_model": "floor.recognise",
            "view_mode": "form",
            "target": "new",
            "context": {"default_visit_id": self.id},
        }

    # -- evidence --

    @api.model
    def _evidence_of(self, site, partners):
        """The visits in the register, of the customers, as the policies read them.

        :return: lists of ``history.Visit`` by id of the partner
        """
        visits = self.search(
            [
                ("site_id", "=", site.id),
                ("partner_id", "in", partners.ids),
                ("state", "in", ("entered", "approved")),
                ("outcome", "!=", registration.WITHOUT_FORM),
            ],
            order="arrived_at, id",
        )
        return {
            partner.id: tuple(visit._as_evidence() for visit in found)
            for partner, found in visits.grouped("partner_id").items()
        }

    def _as_evidence(self):
        self.ensure_one()
        origin = self._origin_entry()
        moved = origin.change_ids[:1]
        return history.Visit(
            key=self.id,
            rep=self.user_id.id,
            for_rep=self.instead_of_id.id or None,
            at=self.arrived_at,
            on=self.site_id.local_date(self.arrived_at),
            entered_at=origin.entered_at,
            approved=bool(self.approved_at),
            valid_until=self.valid_until or None,
            kind=self.kind,
            sent=origin._came_sent(),
            recognised=origin.recognition_ids._as_evidence(),
            change=(moved and moved._as_evidence()) or None,
            before=moved.visit_id._holder().id or None,
        )

    def _origin_entry(self):
        """F-18: what this corrects in the end: the entry of that day."""
        self.ensure_one()
        entry = self
        while entry.correction_of_id:
            entry = entry.correction_of_id
        return entry

    def _came_sent(self):
        """F-21: sent by an old customer, without notice."""
        reason = (self.proposal or {}).get("reason") or ("",)
        return reason[0] == "sent"

    @api.model
    def _commitments(self, site, partners):
        """When each customer last committed, after whatever they withdrew from.

        :return: the moments by id of the partner, the earliest first
        """
        visits = self.search(
            [
                ("site_id", "=", site.id),
                ("partner_id", "in", partners.ids),
                ("state", "in", ("entered", "approved")),
                ("outcome", "in", (*COMMITS, "withdrawn")),
            ],
            order="arrived_at, id",
        )
        moments = {}
        for visit in visits:
            known = moments.setdefault(visit.partner_id.id, [])
            if visit.outcome == "withdrawn":
                known.clear()
            else:
                known.append(visit.ended_at)
        return moments

    # -- business --

    @api.model
    def _known_partner(self, company, number):
        """Who was entered with this number, or came through the company before."""
        known = super()._known_partner(company, number)
        if known or not number:
            return known
        introduced = self.env["floor.introduction"].search(
            [
                ("company_id", "=", company.id),
                ("partner_id.phone_sanitized", "=", number),
            ],
            order="id",
            limit=1,
        )
        return introduced.partner_id

    def _attribute(self):
        result = super()._attribute()
        self._recognise_by_register()
        for site, visits in self.grouped("site_id").items():
            self.env["floor.attribution"].attribute(site, visits.partner_id)
        return result

    def _earlier(self):
        """F-05: the customer's registration with another rep before this visit."""
        self.ensure_one()
        return self.search(
            [
                ("site_id", "=", self.site_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("state", "in", ("entered", "approved")),
                ("arrived_at", "<", self.arrived_at),
            ],
            order="arrived_at, id",
        ).filtered(lambda it: it._holder() != self._holder())[:1]

    def _recognise_by_register(self):
        """F-05: the phone number finds them; whether that counts is a setting."""
        for visit in self:
            is_open = visit.kind == arrival.FORGOTTEN and not visit.recognition_ids
            earlier = is_open and visit.partner_id and visit._earlier()
            if earlier:
                visit._keep_recognition(earlier, "register", self.env.user)

    def _keep_recognition(self, earlier, way, signer, request_uuid=None):
        self.ensure_one()
        return (
            self.env["floor.recognition"]
            .sudo()
            .create(
                {
                    "visit_id": self.id,
                    "earlier_visit_id": earlier.id,
                    "user_id": earlier._holder().id,
                    "way": way,
                    "signed_by_id": signer.id,
                    "request_uuid": request_uuid,
                }
            )
        )

    def _recognise(self, earlier, way, signer, request_uuid=None):
        """F-05: who recalled nobody is recognised, by their rep or by themselves.

        The same day the original rep goes on, and the turn is given back; later it
        matters for the deal only.

        :param earlier: the visit on which they had come before
        :return: the sentence that says what came of it
        :raise UserError: if they can't be
        :raise AccessError: if it is neither the signer's customer nor their floor
        """
        self.ensure_one()
        visit, earlier = self.sudo(), earlier.sudo()
        visit._check_recognition(earlier, signer)
        visit._keep_recognition(earlier, way, signer, request_uuid)
        # Whoever they were then is who they are.
        left = visit.partner_id - earlier.partner_id
        visit.partner_id = earlier.partner_id
        sentence = visit._hand_back(earlier._holder(), signer)
        partners = earlier.partner_id | left
        self.env["floor.attribution"].attribute(visit.site_id, partners)
        visit.site_id.tell_floor()
        return sentence

    def _check_recognition(self, earlier, signer):
        if self.kind != arrival.FORGOTTEN:
            raise UserError(
                self.env._(
                    "F-05: only who came before and recalled nobody is recognised."
                )
            )
        if self.recognition_ids._by_person():
            raise UserError(
                self.env._("F-05: this customer has been recognised already.")
            )
        is_earlier = earlier.site_id == self.site_id and (
            earlier.entered_at
            and earlier.partner_id
            and earlier.arrived_at < self.arrived_at
        )
        if not is_earlier or earlier._holder() == self.user_id:
            raise UserError(
                self.env._(
                    "F-05: name an earlier visit to another rep, from the register."
                )
            )
        if signer not in earlier._holder() | self.user_id:
            self.site_id.require_floor_role(*LEADERS, user=signer)

    def _hand_back(self, original, signer):
        """F-05: what follows the same day: the original rep receives on."""
        site = self.site_id
        facts = change.Facts(
            rep=self.user_id.id,
            original=original.id,
            same_day=site.local_date(self.arrived_at) == site.local_date(),
            dealt=self.outcome in COMMITS,
        )
        decided = self._change_decide(facts, self._change_settings())
        if decided.receiver != change.ORIGINAL:
            return self.env._(
                "F-05: recognised later; %(rep)s goes on with the customer.",
                rep=self.user_id.name,
            )
        why = self.env._("recognised by %(rep)s", rep=original.name)
        if any(turn.effect == turns.RETURNED for turn in decided.turns):
            self._return_turn(signer, why)
        if not self.ended_at:
            self._goes_on_with(original, decided, signer)
        return self.env._(
            "F-05: recognised the same day; the customer is %(rep)s's.",
            rep=original.name,
        )

    def _return_turn(self, signer, why):
        """F-05: the turn is given back, unless that is past already."""
        used = self.turn_ids.filtered(
            lambda it: it.effect == turns.COUNTED and it.user_id == self.user_id
        )
        for turn in used[:1]:
            try:
                turn._undo(signer, why, ground="recognised")
            except UserError:
                # taken back by hand before: nothing is left to give
                continue

    def _goes_on_with(self, original, decided, signer):
        """F-05: if the original rep can't receive just now, the new one goes on."""
        day = self.site_id.today_rota().sudo()
        with self.site_id.deciding_floor() as fresh:
            of_rota = day._as_committed(fresh)._rota_facts()
        if original.id not in rota.able(
            of_rota, day._rota_settings(), day._rota_rules()
        ):
            return
        self._finish(signer)
        reception = arrival.Reception(
            kind=arrival.RETURNING,
            by=arrival.BY_REP,
            rep=original.id,
            effect=turns.NOT_COUNTED,
            rule=decided.rule,
            reason=("recognised", {"rep": original.id}),
        )
        day._open_visit(
            reception,
            original.id,
            None,
            self._handed_on(),
            signer=signer,
            facts=(None, of_rota),
        )
