from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.charter_base.policies import sent_files

from ..policies import completeness
from ..policies import paper as paper_policy

# What is confirmed of a paper, and changes no more once it is verified.
CONFIRMED = ("original_seen", "is_complete", "is_authentic")


class PartnerDossierPaperStepMixin(models.AbstractModel):
    """What becomes of a paper, one door per step (D-03, D-05)."""

    _name = "partner.dossier.paper.step.mixin"
    _description = "Steps of a Paper"
    _inherit = ["archive.lock.mixin"]
    _guarded_fields = frozenset(
        {
            *("status", "has_scan", "document_id", "inspected_on", "inspected_by_id"),
            *("received_on", "received_by_id", "verified_at", "verified_by_id"),
            *("waived_on", "waived_by_id", "reason"),
        }
    )

    received_on = fields.Date(readonly=True, copy=False)
    received_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    original_seen = fields.Boolean(copy=False)
    has_scan = fields.Boolean(string="Scanned", readonly=True, copy=False)
    is_complete = fields.Boolean(string="Complete", copy=False)
    is_authentic = fields.Boolean(string="Authentic", copy=False)
    verified_at = fields.Datetime(string="Verified On", readonly=True, copy=False)
    verified_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    inspected_on = fields.Date(string="Last Inspected", readonly=True, copy=False)
    inspected_by_id = fields.Many2one(
        "res.users",
        string="Inspection Entered By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    waived_on = fields.Date(readonly=True, copy=False)
    waived_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    reason = fields.Char(
        readonly=True, copy=False, help="Why it was waived, or given back."
    )
    deadline_ids = fields.One2many("partner.dossier.deadline", "paper_id")

    # -- actions --

    def action_receive(self, content=None, filename=None):
        """These were brought; with a scan, or without.

        :param content: base64
        :raise UserError: naming what stands in the way; none is received then
        """
        if content:
            self.ensure_one()
            self.check_scan(content, filename)
        values = {
            "status": paper_policy.TO[paper_policy.RECEIVE],
            **dict.fromkeys((*CONFIRMED, "verified_at", "verified_by_id"), False),
            **dict.fromkeys(("waived_on", "waived_by_id", "reason"), False),
            "document_id": False,
            "received_by_id": self.env.uid,
        }
        if content:
            values |= {"has_scan": True, "scan_name": filename}
        self._take(paper_policy.RECEIVE)
        if content:
            self.with_context(image_no_postprocess=True).enter({"scan": content})
        for site, papers in self.sudo().grouped("site_id").items():
            today = site.local_date()
            papers.write({**values, "received_on": today})
            # D-03: of a licence the next inspection is proposed, until one knows
            papers.filtered(
                lambda it: (
                    it.validity_kind == paper_policy.YEARLY and not it.valid_until
                )
            ).valid_until = paper_policy.next_inspection(
                today, papers[0]._paper_settings()
            )
        self._after_step()

    def action_check_and_verify(self):
        """Confirm that these are complete and authentic, and verify them."""
        open_ones = self.filtered(lambda it: it.status not in completeness.SETTLED)
        open_ones.write(dict.fromkeys(CONFIRMED, True))
        return self.action_verify()

    def action_verify(self):
        """Complete and authentic (完整性和真实性): these go into the archive.

        :raise UserError: naming what stands in the way; none is verified then
        """
        self._take(paper_policy.VERIFY)
        self.sudo().write(
            {
                "status": paper_policy.TO[paper_policy.VERIFY],
                "verified_at": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
            }
        )
        self._after_step()
        self._file()
        return True

    def action_return(self, reason=None):
        """These are not as they should be, and are missing again."""
        if reason is None:
            return self._ask_reason(paper_policy.RETURN)
        self._take(paper_policy.RETURN, reason)
        self.sudo().write(
            {
                "status": paper_policy.TO[paper_policy.RETURN],
                **dict.fromkeys(("received_on", "received_by_id", "has_scan"), False),
                **dict.fromkeys(("scan", "scan_name", *CONFIRMED), False),
                "reason": reason.strip(),
            }
        )
        return self._after_step()

    def action_waive(self, reason=None):
        """Nobody insists on these, for a reason that stays on record."""
        if reason is None:
            return self._ask_reason(paper_policy.WAIVE)
        self._take(paper_policy.WAIVE, reason)
        for site, papers in self.sudo().grouped("site_id").items():
            papers.write(
                {
                    "status": paper_policy.TO[paper_policy.WAIVE],
                    "waived_on": site.local_date(),
                    "waived_by_id": self.env.uid,
                    "reason": reason.strip(),
                }
            )
        return self._after_step()

    def action_renew(self):
        """D-03: the licence was inspected today; it is good until the next time."""
        self._take(paper_policy.RENEW)
        for site, papers in self.sudo().grouped("site_id").items():
            today = site.local_date()
            papers.write(
                {
                    "status": paper_policy.TO[paper_policy.RENEW],
                    "inspected_on": today,
                    "inspected_by_id": self.env.uid,
                    "valid_until": paper_policy.next_inspection(
                        today, papers[0]._paper_settings()
                    ),
                }
            )
        return self._after_step()

    def _ask_reason(self, kind):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_paper_reason_action"
        )
        return {
            **action,
            "context": {"default_paper_ids": self.ids, "default_kind": kind},
        }

    # -- business --

    @api.model
    @api.private
    def check_scan(self, content, filename=None, company=None):
        """Refuse what is no scan: a program, an empty, damaged or too large file.

        :param content: base64
        """
        company = company or self.company_id[:1] or self.env.company
        versions = self.env["archive.version"]
        raw, mimetype = versions.check_file(content, filename, company.sudo())
        if not sent_files.kind_of(raw[: sent_files.HEAD]):
            raise UserError(
                self.env._(
                    "“%(name)s” is no scan (%(type)s): choose a PDF or a picture.",
                    name=filename or self.env._("The file"),
                    type=mimetype,
                )
            )

    @api.private
    def expire(self):
        """D-05: these were good until yesterday; as the sweep says."""
        ended = self.sudo().filtered(
            lambda it: (
                it.status == completeness.VERIFIED
                and it.valid_until
                and it.valid_until < it.site_id.local_date()
            )
        )
        ended.write({"status": completeness.EXPIRED})
        return ended

    @api.private
    def ask_custodian(self):
        """An activity for who keeps these: the custodian, or else the manager."""
        for paper in self.sudo():
            site = paper.site_id
            may_see = (site.custodians() | site.managers()).filtered(
                lambda user, it=paper: it.with_user(user).sudo(False).has_access("read")
            )
            paper.ask(
                may_see[:1], lambda it: it._call(), paper.valid_until or paper.due_on
            )

    def _call(self):
        """What is to be done about it, in the language of who is asked."""
        params = {"paper": self.title, "dossier": self.dossier_id.display_name}
        if self.status == completeness.MISSING:
            sentence = self.env._("%(dossier)s: %(paper)s was to come by %(day)s")
            day = self.due_on
        elif self.status == completeness.EXPIRED:
            sentence = self.env._("%(dossier)s: %(paper)s was good until %(day)s")
            day = self.valid_until
        elif self.validity_kind == paper_policy.YEARLY:
            sentence = self.env._("%(dossier)s: %(paper)s is inspected by %(day)s")
            day = self.valid_until
        else:
            sentence = self.env._("%(dossier)s: %(paper)s is good until %(day)s")
            day = self.valid_until
        return sentence % {**params, "day": fields.Date.to_string(day)}

    def _take(self, step, reason=""):
        """Look whether the rules let the current user take a step with these.

        Their rows are locked, so that what two do at once is done once.
        """
        self.check_access("write")
        papers = self.sudo()
        papers.lock_rows()
        refusals = []
        for paper in papers:
            facts = paper._paper_facts(step, reason)
            found = paper._paper_decide(facts, paper._paper_settings())
            if found:
                refusals.append(f"{paper.title}: {self._paper_message(found)}")
        if refusals:
            raise UserError("\n".join(refusals))

    def _after_step(self):
        """What was asked of somebody is done; new moments are waited for."""
        self.sudo().activity_ids.unlink()
        self._plan_deadlines()

    def _plan_deadlines(self):
        """D-03, D-05: when the sweep shall look at these, in two statements."""
        papers = self.sudo()
        papers.deadline_ids.unlink()
        papers.env["partner.dossier.deadline"].create(
            [
                {
                    "paper_id": paper.id,
                    "kind": kind,
                    "due_at": paper.site_id.moment_at(day),
                }
                for paper in papers
                for kind, day in paper_policy.moments(
                    paper.status,
                    paper.due_on or None,
                    paper.valid_until or None,
                    paper._paper_settings(),
                ).items()
            ]
        )

    def _check_open(self, vals):
        """What was confirmed of a verified paper stays, and so does its last day."""
        closed = {*CONFIRMED, "valid_until", "ink", "signed_on"} & vals.keys()
        if closed and any(paper.status in completeness.SETTLED for paper in self):
            raise UserError(
                self.env._(
                    "This paper is verified or waived: receive it anew, or enter its"
                    " inspection."
                )
            )

    # -- rules --

    def _paper_facts(self, step, reason=""):
        """D-05: the paper, and what the current user wants to do with it."""
        self.ensure_one()
        return paper_policy.Facts(
            step=step,
            status=self.status,
            today=self.site_id.local_date(),
            original=self.original,
            original_seen=self.original_seen,
            complete=self.is_complete,
            authentic=self.is_authentic,
            validity=self.validity_kind,
            valid_until=self._last_day(step),
            blocking=self.is_blocking and self.is_required,
            is_manager=self.env.uid == SUPERUSER_ID
            or self.site_id in self.env.user.managed_site_ids,
            reason=reason or "",
        )

    def _last_day(self, step):
        """Until when it is good: as entered, or as an inspection today makes it."""
        if step == paper_policy.RENEW:
            today = self.site_id.local_date()
            return paper_policy.next_inspection(today, self._paper_settings())
        return self.valid_until or None

    def _paper_settings(self):
        return self.sudo().company_id.dossier_paper_settings()

    def _paper_rules(self):
        """D-03, D-05: the rules in the order they are asked."""
        return paper_policy.RULES

    def _paper_decide(self, facts, settings):
        return paper_policy.obstacle(facts, settings, self._paper_rules())

    def _paper_message(self, found):
        key, params = found.reason
        names = dict(self._fields["status"]._description_selection(self.env))
        sentences = {
            "not_receive": self.env._("It is verified already."),
            "not_verify": self.env._(
                "It is “%(status)s”: what has been received is verified."
            ),
            "not_return": self.env._(
                "It is “%(status)s”: what has been received is given back."
            ),
            "not_waive": self.env._("It is “%(status)s”: nothing is left to waive."),
            "not_renew": self.env._("Verify it before you enter an inspection."),
            "not_yearly": self.env._("It is not inspected every year."),
            "not_seen": self.env._("Confirm that you have seen the original."),
            "not_checked": self.env._(
                "Confirm that it is complete, and that it is authentic."
            ),
            "no_last_day": self.env._("Enter the last day on which it is good."),
            "expired": self.env._("It expired on %(day)s: ask for another one."),
            "no_reason": self.env._("Say why: it stays on record."),
            "not_manager": self.env._(
                "Without it the dossier is not filed: the site's manager alone waives"
                " it."
            ),
        }
        day = params.get("day")
        words = {
            "status": names.get(params.get("status")),
            "day": day and fields.Date.to_string(day),
        }
        return f"{sentences[key] % words} ({found.rule})"
