from collections import defaultdict
from contextlib import ExitStack, contextmanager

from odoo import api, fields, models

from ..policies import checklist, completeness

# What decides which papers a dossier needs.
DECIDING = frozenset({"party_type", "has_agent", "lease", "unit_party_id"})
# What decides from which day on the time for them is counted.
STARTING = frozenset({"date_from", "unit_party_id"})
# What nobody brought.
NOT_THERE = ("missing", "waived")


class PartnerDossierPapersMixin(models.AbstractModel):
    """The papers and people of a dossier, and how complete it is (D-05, D-06).

    Its papers are those of its checklists on the day it is opened; they follow its own
    changes, and those of the checklists where that is asked for.
    """

    _name = "partner.dossier.papers.mixin"
    _description = "Papers of a Dossier"
    _inherit = ["archive.lock.mixin", "partner.dossier.life.mixin"]

    lease = fields.Selection(
        [
            (checklist.OWN, "The Company's Own Commercial Property"),
            (checklist.HOME, "An Owner's Home"),
            (checklist.ENTRUSTED, "An Entrusted Office or Shop"),
        ],
        string="Rented",
        compute="_compute_lease",
        store=True,
        precompute=True,
        readonly=False,
        help="M-12: the papers of a lease depend on whose property it is.",
    )
    paper_ids = fields.One2many("partner.dossier.paper", "dossier_id", string="Papers")
    member_ids = fields.One2many(
        "partner.dossier.member", "dossier_id", string="People"
    )
    completeness = fields.Float(
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
        help="D-05: how much of what is needed is there, in percent.",
    )
    missing_count = fields.Integer(
        string="Papers Missing",
        compute="_compute_completeness",
        store=True,
        help="D-05: papers that are needed and not there, or not verified yet.",
    )
    blocking_count = fields.Integer(
        string="Papers Blocking",
        compute="_compute_completeness",
        store=True,
        help="Those of them without which the dossier is not filed.",
    )
    lacks_emergency = fields.Boolean(
        string="No Emergency Contact",
        compute="_compute_completeness",
        store=True,
        help="D-06: the dossier is incomplete without one.",
    )
    missing_text = fields.Char(string="Missing", compute="_compute_missing_text")

    # In the words in which Odoo asks, and with what the record rules ask, so that the
    # list is read in its order and counted without a row being read.
    _incomplete_idx = models.Index(
        "(site_id, number DESC, id DESC) INCLUDE (company_id, party_class)"
        " WHERE active IS TRUE AND (completeness < 100 OR completeness IS NULL)"
    )

    @api.depends("unit_party_id", "party_type")
    def _compute_lease(self):
        """The company's own is what one of its companies owns; proposed only."""
        owners = self.env["property.unit.party"].sudo()
        rented = self.unit_party_id.sudo().unit_id
        owned = owners.search(
            [
                ("unit_id", "in", rented.ids),
                ("role", "in", ("owner", "co_owner")),
                ("partner_id", "in", self.company_id.partner_id.ids),
                ("date_to", "=", False),
            ]
        ).unit_id
        for dossier in self:
            unit = dossier.unit_party_id.sudo().unit_id
            lease = checklist.lease_of(dossier.party_type, unit.kind, own=unit in owned)
            dossier.lease = (lease and dossier.lease) or lease

    @api.depends(
        "paper_ids.status",
        "paper_ids.is_required",
        "paper_ids.is_blocking",
        "member_ids.role",
        "member_ids.date_to",
        "company_id.dossier_count_received",
        "company_id.dossier_ask_emergency",
    )
    def _compute_completeness(self):
        facts = self._completeness_facts()
        for dossier in self:
            settings = dossier.sudo().company_id.dossier_completeness_settings()
            its = completeness.completeness(facts[dossier], settings)
            dossier.completeness = its.percent
            dossier.missing_count = its.missing
            dossier.blocking_count = its.blocking
            dossier.lacks_emergency = its.lacks_emergency

    @api.depends("paper_ids.status", "lacks_emergency")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        papers = self.env["partner.dossier.paper"]
        for dossier in self:
            settings = dossier.sudo().company_id.dossier_completeness_settings()
            names = [
                paper.say_missing()
                for paper in dossier.paper_ids
                if paper.is_required and not completeness.counts(paper.status, settings)
            ]
            if dossier.lacks_emergency:
                names.append(self.env._("an emergency contact"))
            dossier.missing_text = papers.enumerate(names)

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        dossiers.sudo()._follow({}, dossiers._wanted_papers())
        return dossiers

    def write(self, vals):
        """What decides on the papers changes them; one opened again takes them anew."""
        archived = self.filtered(lambda it: vals.get("active") and not it.active)
        with ExitStack() as following:
            if DECIDING & vals.keys():
                following.enter_context(self.papers_following())
            if STARTING & vals.keys():
                following.enter_context(self.deadlines_following())
            result = super().write(vals)
        opened_again = self if vals.get("step") == "collected" else archived
        opened_again.apply_checklists()
        return result

    # -- business --

    @api.private
    @contextmanager
    def papers_following(self):
        """Let the papers follow what is changed meanwhile, and nothing else."""
        before = self._wanted_papers()
        yield
        self.sudo()._follow(before, self._wanted_papers())

    @api.private
    @contextmanager
    def deadlines_following(self):
        """M-12: let the last days of what is still missing follow the first day."""
        before = {dossier: dossier._papers_start() for dossier in self.sudo()}
        yield
        for dossier, start in before.items():
            now = dossier._papers_start()
            if now != start:
                dossier.paper_ids.count_from(now, start)

    @api.private
    def apply_checklists(self):
        """M-09: the papers become those of the checklists as these are now."""
        if self:
            changes = self.checklist_changes()
            changes["unwanted"]._no_longer_needed()
            changes["changed"]._take_over_lines()
            self.env["partner.dossier.paper"].open_for(changes["new"])

    @api.private
    def checklist_changes(self):
        """What :meth:`apply_checklists` would do to these: nothing is written.

        :return: ``new``: dossier, line and member of the papers to ask for;
            ``unwanted``: the papers not asked for any more; ``changed``: those still
            missing of which something else is asked
        """
        wanted = self._wanted_papers()
        papers = self.sudo().paper_ids.filtered("line_id")
        there = {(it.dossier_id, it.line_id, it.member_id): it for it in papers}
        asked = {
            (dossier, *its)
            for dossier, all_of_it in wanted.items()
            for its in all_of_it
        }
        return {
            "new": [
                (dossier, line, member)
                for dossier, its in wanted.items()
                for line, member in its
                if (dossier, line, member) not in there
            ],
            "unwanted": papers.filtered(
                lambda it: (
                    it.is_required
                    and (it.dossier_id, it.line_id, it.member_id) not in asked
                )
            ),
            "changed": papers.filtered(
                lambda it: (
                    (it.dossier_id, it.line_id, it.member_id) in asked
                    and it._differs_from_line()
                )
            ),
        }

    def _follow(self, before, after):
        """Ask for the papers that are wanted now and were not, and the other way."""
        papers = self.env["partner.dossier.paper"]
        new = [
            (dossier, *its)
            for dossier, all_of_it in after.items()
            for its in all_of_it
            if its not in before.get(dossier, ())
        ]
        old = {
            (dossier, *its)
            for dossier, all_of_it in before.items()
            for its in all_of_it
            if its not in after[dossier]
        }
        if old:
            self.paper_ids.filtered(
                lambda it: (it.dossier_id, it.line_id, it.member_id) in old
            )._no_longer_needed()
        papers.open_for(new)

    def _section_counts(self):
        """D-03: the supplements are the papers that were brought."""
        papers = self.env["partner.dossier.paper"]
        rows = papers._read_group(
            [("dossier_id", "in", self.ids), ("status", "not in", NOT_THERE)],
            ["dossier_id"],
            ["__count"],
        )
        brought = {dossier.id: count for dossier, count in rows}
        return {**super()._section_counts(), "supplements": brought}

    def _section_action(self, kind):
        if kind != "supplements":
            return super()._section_action(kind)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_paper_action"
        )
        return {
            **action,
            "domain": [("dossier_id", "=", self.id)],
            "context": {"default_dossier_id": self.id},
        }

    def _papers_start(self):
        """M-12: the day from which on the time for its papers is counted."""
        opened = self.site_id.local_date(self.create_date)
        if self.company_id.dossier_lease_start == "opened":
            return opened
        return self.date_from or opened

    def _wanted_papers(self):
        """By dossier, line and member of each paper it needs, in their order."""
        facts = self.sudo()._checklist_facts()
        lines = self.env["partner.dossier.checklist"].of_dossiers(facts)
        one_line = self.env["partner.dossier.checklist.line"].sudo().browse
        one_member = self.env["partner.dossier.member"].sudo().browse
        return {
            dossier: tuple(
                (one_line(line), one_member(member or ()))
                for line, member in checklist.wanted(lines[dossier].to_policy(), its)
            )
            for dossier, its in facts.items()
        }

    # -- rules --

    def _checklist_facts(self):
        """M-09, M-12: by dossier, what its papers depend on."""
        members = defaultdict(list)
        for member in self.env["partner.dossier.member"].search(
            [("dossier_id", "in", self.ids), ("date_to", "=", False)]
        ):
            members[member.dossier_id].append((member.id, member.role))
        return {
            dossier: checklist.Dossier(
                party_type=dossier.party_type,
                has_agent=dossier.has_agent,
                move_in=dossier.company_id.dossier_move_in,
                lease=dossier.lease or None,
                dwelling=dossier.unit_id.kind in (False, "flat"),
                members=tuple(members[dossier]),
            )
            for dossier in self
        }

    def _completeness_facts(self):
        """D-05, D-06: by dossier, its papers and whether somebody can be called."""
        mine = [("dossier_id", "in", self._origin.ids)]
        papers = defaultdict(list)
        for dossier, status, blocking, count in (
            self.env["partner.dossier.paper"]
            .sudo()
            ._read_group(
                [*mine, ("is_required", "=", True)],
                ["dossier_id", "status", "is_blocking"],
                ["__count"],
            )
        ):
            papers[dossier.id].append(
                completeness.Papers(status=status, blocking=blocking, count=count)
            )
        emergency = [*mine, ("role", "=", "emergency"), ("date_to", "=", False)]
        people = self.env["partner.dossier.member"].sudo()
        called = {it.id for (it,) in people._read_group(emergency, ["dossier_id"])}
        return {
            dossier: completeness.Facts(
                papers=tuple(papers[dossier._origin.id]),
                emergency=dossier._origin.id in called,
            )
            for dossier in self
        }
