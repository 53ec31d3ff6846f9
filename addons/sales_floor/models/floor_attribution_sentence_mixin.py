from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_list

from ..policies import history

BARS = {history.POOL: "bg-secondary", history.EMPLOYEE: "bg-info"}
REP_BARS = ("bg-primary", "bg-success", "bg-warning")


class FloorAttributionSentenceMixin(models.AbstractModel):
    """Why somebody is whose customer, in the reader's language, and what shows it."""

    _name = "floor.attribution.sentence.mixin"
    _description = "Attribution in Sentences"

    owner_sentence = fields.Char(
        string="Whose Customer", compute="_compute_owner_sentence"
    )
    share_summary = fields.Char(string="Who Has What", compute="_compute_share_summary")
    share_bar = fields.Html(
        string="Shares at a Glance", compute="_compute_share_bar", sanitize=False
    )
    explanation = fields.Html(
        string="Why", compute="_compute_explanation", sanitize=False
    )
    visit_ids = fields.Many2many(
        "floor.visit", string="Visits", compute="_compute_evidence", compute_sudo=True
    )
    recognition_ids = fields.Many2many(
        "floor.recognition",
        string="Recognised",
        compute="_compute_evidence",
        compute_sudo=True,
    )
    change_ids = fields.Many2many(
        "floor.change",
        string="Changes of Rep",
        compute="_compute_evidence",
        compute_sudo=True,
    )
    kin_ids = fields.Many2many(
        "floor.kin", string="Relatives", compute="_compute_evidence", compute_sudo=True
    )
    introduction_ids = fields.Many2many(
        "floor.introduction",
        string="Through the Company",
        compute="_compute_evidence",
        compute_sudo=True,
    )

    @api.depends_context("lang")
    @api.depends("owner_kind", "owner_ids")
    def _compute_owner_sentence(self):
        for attribution in self:
            names = attribution._names(attribution.owner_ids.ids)
            sentences = {
                history.REP: self.env._("%(rep)s's customer", rep=names),
                history.JOINT: self.env._("Customer of %(reps)s together", reps=names),
                history.POOL: self.env._("The pool's customer"),
            }
            waiting = self.env._("Nobody's yet")
            attribution.owner_sentence = sentences.get(attribution.owner_kind, waiting)

    @api.depends_context("lang")
    @api.depends("share_ids")
    def _compute_share_summary(self):
        for attribution in self:
            attribution.share_summary = format_list(
                self.env,
                [
                    f"{share.display_name} {share.percent:g} %"
                    for share in attribution.share_ids
                ],
            )

    @api.depends_context("lang")
    @api.depends("share_ids")
    def _compute_share_bar(self):
        """The parts side by side, each as wide as it is large."""
        for attribution in self:
            parts = (
                Markup(
                    '<div class="progress-bar %s fs-4" style="width: %s%%">%s&#160;%s'
                    "&#160;%%</div>"
                )
                % (
                    BARS.get(share.party) or REP_BARS[place % len(REP_BARS)],
                    share.percent,
                    share.display_name,
                    f"{share.percent:g}",
                )
                for place, share in enumerate(attribution.share_ids)
            )
            attribution.share_bar = bool(attribution.share_ids) and Markup(
                '<div class="progress" style="height: 3rem">%s</div>'
            ) % Markup("").join(parts)

    @api.depends_context("lang")
    @api.depends("decision_id")
    def _compute_explanation(self):
        for attribution in self:
            result = attribution.sudo().decision_id.proposal
            attribution.explanation = result and attribution._explanation(result)

    @api.depends("decision_ids")
    def _compute_evidence(self):
        for attribution in self:
            partner, site = attribution.partner_id, attribution.site_id
            here = [("site_id", "=", site.id), ("partner_id", "=", partner.id)]
            kin = self.env["floor.kin"]._of(partner)
            people = partner | kin.partner_id | kin.relative_id
            visits = self.env["floor.visit"].search(
                [("site_id", "=", site.id), ("partner_id", "in", people.ids)]
            )
            attribution.visit_ids = visits
            attribution.recognition_ids = visits.recognition_ids
            attribution.change_ids = visits.change_ids
            attribution.kin_ids = kin
            attribution.introduction_ids = self.env["floor.introduction"].search(here)

    # -- sentences --

    def _names(self, ids):
        users = self.env["res.users"].sudo().browse(ids)
        return format_list(self.env, users.mapped("name"))

    def _grounds(self, result):
        """The rules that have a say and why: pairs of rule and sentence.

        :param dict result: what a decision has kept
        """
        if "grounds" not in result:
            rule, (key, params) = result["rule"], result["reason"]
            return [(rule, self._ground_sentence(key, params))]
        grounds = [
            (ground["rule"], self._ground_sentence(*ground["reason"]))
            for ground in result["grounds"]
        ]
        served = {
            (it["rule"], it["rep"]): self.env._(
                "%(rep)s received in the owner's place: %(percent)s %%",
                rep=self._names([it["rep"]]),
                percent=it["percent"],
            )
            for it in result["served"]
        }
        return [*grounds, *((rule, why) for (rule, _rep), why in served.items())]

    def _reason(self, result):
        return "; ".join(
            self.env._("%(rule)s: %(why)s", rule=rule, why=why)
            for rule, why in self._grounds(result)
        )

    def _explanation(self, result):
        items = (
            Markup("<li><b>%s</b> %s</li>") % ground for ground in self._grounds(result)
        )
        return Markup('<ul class="list-unstyled mb-0">%s</ul>') % Markup("").join(items)

    def _ground_sentence(self, key, params):
        """A reason as a sentence: to be extended with the reasons of other rules."""
        people = {
            name: self._names(ids if isinstance(ids, list) else [ids])
            for name, ids in params.items()
            if name in ("rep", "original", "referrer", "named", "others") and ids
        }
        rep = people.get("rep", "")
        relations = self._labels("floor.kin", "relation")
        sentences = {
            "waiting": self.env._(
                "nothing that counts is approved in the register yet"
            ),
            "ruled": self.env._("the sales director has decided it"),
            "changed": self.env._(
                "what changed after the deal (%(what)s) changes nobody's share",
                what=self._changes(params),
            ),
            "arranged": self.env._(
                "the company arranged the deal, others do the after-sales: the pool's"
            ),
            "after_sales": self.env._(
                "the company arranged the deal, %(rep)s does the after-sales", rep=rep
            ),
            "picked": self.env._(
                "a company customer for whom a rep was designated: the pool's"
            ),
            "introduced_by_company": self.env._(
                "introduced by the company, whose pool has a part"
            ),
            "referred": self.env._(
                "referred by %(person)s, who has a part",
                person=people.get("referrer", ""),
            ),
            "kin": self.env._(
                "a relative (%(relation)s) is registered with another rep: both serve",
                relation=relations.get(params.get("relation"), ""),
            ),
            "household": self.env._("relatives count as one customer"),
            "lost_rights": self.env._(
                "after the change of rep %(rep)s has no rights any more", rep=rep
            ),
            "same_day": self.env._(
                "recognised the same day: back to %(original)s",
                original=people.get("original", ""),
            ),
            "on_the_spot": self.env._(
                "a deal on the spot before anybody recognised them: the new rep's"
            ),
            "in_time": self.env._(
                "%(original)s was recognised in time: the new rep goes on, they share",
                original=people.get("original", ""),
            ),
            "not_recognised": self.env._(
                "recalled nobody and was not recognised in time: the new rep's"
            ),
            "named": self.env._(
                "%(named)s was named midway and has a part",
                named=people.get("named", ""),
            ),
            "instigated": self.env._(
                "%(named)s was named midway but instigated it: no part",
                named=people.get("named", ""),
            ),
            "stood_in": self.env._(
                "a deal on the day on which %(rep)s stood in: they share", rep=rep
            ),
            "void": self.env._("no registration is valid any more: the pool's"),
            "earlier": self.env._(
                "registered with %(rep)s before %(others)s",
                rep=rep,
                others=people.get("others", ""),
            ),
            "designated": self.env._("asked for %(rep)s at the door", rep=rep),
            "introduced": self.env._(
                "announced or brought to %(rep)s by an old customer", rep=rep
            ),
            "sent": self.env._(
                "sent by an old customer without notice: %(rep)s's, who received",
                rep=rep,
            ),
            "registered": self.env._("registered with %(rep)s", rep=rep),
            "expired": self.env._(
                "registered with %(rep)s; expired, but nobody else registered them",
                rep=rep,
            ),
        }
        return sentences.get(key, key)

    def _changes(self, params):
        labels = {"name": self.env._("the name"), "unit": self.env._("the unit")}
        return format_list(self.env, [labels[it] for it in params.get("what", ())])

    def _labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))
