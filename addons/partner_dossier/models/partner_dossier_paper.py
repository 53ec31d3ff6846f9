from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

# In which order a dossier shows its papers: what is to be done comes first.
RANK = {"expired": 0, "missing": 1, "received": 2, "verified": 3, "waived": 4}
# What is asked of a paper, taken over from its line.
ASKED = (
    "name",
    "sequence",
    "kind",
    "original",
    "copies",
    "purpose",
    "is_blocking",
    "validity_kind",
)


class PartnerDossierPaper(models.Model):
    """A paper that a dossier needs: missing, received, verified, expired or waived.

    What is asked of it is what its checklist asked when the dossier was opened. Its
    scan lies behind the door until it is verified, and from then on in the archive.
    """

    _name = "partner.dossier.paper"
    _description = "Paper of a Dossier"
    _inherit = [
        "partner.dossier.line.mixin",
        "partner.dossier.part.mixin",
        "partner.dossier.paper.step.mixin",
        "partner.dossier.paper.filing.mixin",
        "service.asking.mixin",
        "confidential.mixin",
        "confidential.activity.mixin",
        "partner.personal.mixin",
    ]
    _order = "rank, sequence, id"
    _confidential_prefix = "PAP"
    _confidential_fields = ("scan",)
    _personal_fields = ("scan", "scan_name", "has_scan")
    _guarded_fields = frozenset({"line_id", "member_id"})
    _guarded_after_create = frozenset(
        {"dossier_id", "is_required", *ASKED} - {"sequence"}
    )

    line_id = fields.Many2one(
        "partner.dossier.checklist.line",
        string="Asked For By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    member_id = fields.Many2one(
        "partner.dossier.member",
        string="Of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        related="dossier_id.site_id", default=None, store=True, precompute=True
    )
    title = fields.Char(string="Paper and Person", compute="_compute_title")
    is_required = fields.Boolean(
        string="Needed",
        help="By the checklist. What is not needed does not make a dossier incomplete.",
    )
    status = fields.Selection(
        [
            ("missing", "Missing"),
            ("received", "Received"),
            ("verified", "Verified"),
            ("expired", "Expired"),
            ("waived", "Waived"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="missing",
    )
    rank = fields.Integer(
        compute="_compute_rank", store=True, precompute=True, aggregator=None
    )
    due_on = fields.Date(
        string="Bring By",
        copy=False,
        help="The last day on which it comes in time. Empty: at once.",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    valid_until = fields.Date(
        copy=False,
        help="The last day on which it is good; of a licence, the day before which it"
        " is inspected again.",
    )
    scan = fields.Binary(groups=NO_ACCESS, copy=False)
    scan_name = fields.Char(groups=NO_ACCESS, copy=False)
    scan_entry = fields.Binary(
        string="Drop a Scan",
        compute="_compute_scan_entry",
        inverse="_inverse_scan_entry",
        help="Entered, the paper is received, and its scan behind the door.",
    )
    scan_entry_name = fields.Char(
        compute="_compute_scan_entry", inverse="_inverse_scan_entry_name"
    )

    _asked_once = models.UniqueIndex(
        "(dossier_id, line_id, COALESCE(member_id, 0)) WHERE line_id IS NOT NULL",
        "Somebody else has just changed the papers of this dossier: look at it anew.",
    )
    _dossier_idx = models.Index("(dossier_id, rank, sequence, id)")
    _open_idx = models.Index(
        "(site_id, status, due_on) WHERE status IN ('missing', 'received', 'expired')"
    )
    _received_idx = models.Index(
        "(site_id, rank, sequence, id) INCLUDE (company_id, party_class)"
        " WHERE status = 'received'"
    )
    _valid_idx = models.Index("(valid_until) WHERE status = 'verified'")

    # -- computes --

    @api.depends("name", "member_id.name")
    @api.depends_context("lang")
    def _compute_title(self):
        for paper in self:
            person = paper.member_id.name
            paper.title = paper.name
            if person:
                paper.title = self.env._(
                    "%(paper)s (%(person)s)", paper=paper.name, person=person
                )

    @api.depends("status")
    def _compute_rank(self):
        for paper in self:
            paper.rank = RANK[paper.status]

    @api.depends("due_on", "status")
    def _compute_is_late(self):
        today = {site: site.local_date() for site in self.site_id}
        for paper in self:
            paper.is_late = bool(
                paper.status == "missing"
                and paper.due_on
                and paper.due_on < today[paper.site_id]
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("status", "=", "missing") & fields.Domain(
            "due_on", "<", fields.Date.context_today(self)
        )
        return late if True in value else ~late

    def _compute_scan_entry(self):
        self.scan_entry = self.scan_entry_name = False

    def _inverse_scan_entry(self):
        for paper in self.filtered("scan_entry"):
            paper.action_receive(paper.scan_entry, paper.scan_entry_name)

    def _inverse_scan_entry_name(self):
        """The name goes with the file."""

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers._plan_deadlines()
        return papers

    def write(self, vals):
        if not self.env.su:
            self._check_open(vals)
        result = super().write(vals)
        if {"due_on", "valid_until"} & vals.keys():
            self._plan_deadlines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_missing(self):
        """What somebody brought stays on record, and what is needed is waived."""
        for paper in self:
            if paper.status != "missing" or (paper.is_required and not self.env.su):
                raise UserError(
                    self.env._(
                        "“%(paper)s” is needed, or was brought: it is waived with a"
                        " reason, and not deleted.",
                        paper=paper.title,
                    )
                )

    def copy_data(self, default=None):
        if self:
            raise UserError(self.env._("A paper is not duplicated: add another one."))
        return super().copy_data(default)

    # -- business --

    @api.model
    @api.private
    def open_for(self, wanted):
        """Ask for papers: in a few statements, however many they are.

        :param wanted: dossier, line and member of each; those there already are needed
            again
        """
        if not wanted:
            return self.browse()
        dossiers = self.env["partner.dossier"].union(*(it[0] for it in wanted))
        there = {
            (it.dossier_id, it.line_id, it.member_id): it
            for it in self.sudo().search(
                [("dossier_id", "in", dossiers.ids), ("line_id", "!=", False)]
            )
        }
        again = self.sudo().union(*(there[it] for it in wanted if it in there))
        again.is_required = True
        new = [it for it in wanted if it not in there]
        starts = {dossier: dossier._papers_start() for dossier in dossiers.sudo()}
        papers = self.sudo().create(
            [
                {
                    **{name: line[name] for name in ASKED},
                    "dossier_id": dossier.id,
                    "line_id": line.id,
                    "member_id": member.id,
                    "is_required": True,
                    "due_on": line.due_on(starts[dossier]),
                }
                for dossier, line, member in new
            ]
        )
        papers._take_over_lines()
        return papers

    @api.private
    def say_missing(self):
        """What is still to be done about it, in a list of what a dossier lacks."""
        said = {
            "received": self.env._("%(paper)s (to verify)", paper=self.title),
            "expired": self.env._("%(paper)s (expired)", paper=self.title),
        }
        return said.get(self.status, self.title)

    @api.private
    def count_from(self, start, before):
        """M-12: count the time for those still missing from another day.

        A last day that somebody entered stays.
        """
        counted = self.filtered(
            lambda it: (
                it.status == "missing"
                and it.due_on
                and it.due_on == it.line_id.due_on(before)
            )
        )
        counted.activity_ids.unlink()
        for day, papers in counted.grouped(lambda it: it.line_id.due_on(start)).items():
            papers.due_on = day

    def _take_over_lines(self):
        """What the lines ask for, in every language, with one statement."""
        if not self:
            return
        self.flush_recordset()
        self.env["partner.dossier.checklist.line"].flush_model(ASKED)
        columns = SQL(", ").join(
            SQL("%s = line.%s", SQL.identifier(name), SQL.identifier(name))
            for name in ASKED
        )
        self.env.cr.execute(
            SQL(
                "UPDATE %s AS paper SET %s FROM %s AS line"
                " WHERE line.id = paper.line_id AND paper.id = ANY(%s)",
                SQL.identifier(self._table),
                columns,
                SQL.identifier(self.line_id._table),
                self.ids,
            )
        )
        self.invalidate_recordset(ASKED)
        self.modified(ASKED)

    def _differs_from_line(self):
        """Whether its line asks for something else today, and it is still to come."""
        return self.status == "missing" and any(
            self[name] != self.line_id[name] for name in ASKED
        )

    def _no_longer_needed(self):
        """Of what is not asked for any more, what was brought stays."""
        missing = self.filtered(lambda it: it.status == "missing")
        (self - missing).is_required = False
        missing.unlink()
