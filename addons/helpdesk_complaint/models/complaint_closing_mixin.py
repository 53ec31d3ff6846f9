from odoo import api, fields, models
from odoo.exceptions import UserError

INTERNAL = "base.group_user"
# What the signature stands for, and what else a closed complaint ended with.
SIGNED = frozenset({"cause", "solution", "reply"})
ENDED_WITH = SIGNED | {"validity_note", "closing_outcome"}


class ComplaintClosingMixin(models.AbstractModel):
    """No complaint ends without a reply, in whatever way (C-02, C-22, C-29)."""

    _name = "complaint.closing.mixin"
    _description = "Complaint That Is Closed"

    closing_outcome = fields.Selection(
        [
            ("satisfied", "The complainant is satisfied"),
            ("exhausted", "Every reasonable way was used"),
        ],
        string="How It Ended",
        copy=False,
        tracking=True,
        help="C-02: said when the complaint is closed.",
        groups=INTERNAL,
    )

    # -- CRUD --

    @api.ondelete(at_uninstall=False)
    def _unlink_except_complaints(self):
        """C-02: a complaint is answered; deleted, it would only be gone."""
        for ticket in self:
            if ticket.request_kind == "complaint":
                raise UserError(
                    self.env._(
                        "%(name)s is a complaint and stays on record. What is none,"
                        " such as advertising, first becomes another kind of ticket.",
                        name=ticket._complaint_name(),
                    )
                )

    def _check_kind(self, vals):
        """C-02, C-03: coded, or handled, a complaint stays a complaint."""
        if vals.get("request_kind", "complaint") == "complaint":
            return
        complaints = self.sudo().filtered(lambda it: it.request_kind == "complaint")
        taken_up = complaints.filtered(lambda it: it.complaint_code or it.step_ids)
        if taken_up:
            raise UserError(
                self.env._(
                    "%(codes)s stands in the register as a complaint and stays one."
                    " Record what the customer wants besides as a ticket of its own.",
                    codes=", ".join(taken_up.mapped(lambda it: it._complaint_name())),
                )
            )

    def _check_unhandled(self, vals):
        """C-02, C-29: an open complaint isn't put aside, nor left without a handler."""
        if vals.get("active", True) and vals.get("user_id", True):
            return
        for ticket in self._open_complaints():
            if not vals.get("active", True) and not ticket.duplicate_id:
                raise UserError(
                    self.env._(
                        "%(name)s is open: close it instead of archiving it, or mark it"
                        " as the duplicate of another one.",
                        name=ticket._complaint_name(),
                    )
                )
            is_handled = ticket.user_id and not ticket.stage_id.unattended
            if not vals.get("user_id", True) and is_handled:
                raise UserError(
                    self.env._(
                        "C-29: %(name)s is being handled: name another handler instead"
                        " of none.",
                        name=ticket._complaint_name(),
                    )
                )

    def _check_ended(self, vals):
        """C-02, C-22: what a closed complaint ended with stays as it was signed."""
        if ENDED_WITH & vals.keys():
            for ticket in self._closed_complaints():
                raise UserError(
                    self.env._(
                        "%(name)s is closed: reopen it first.",
                        name=ticket._complaint_name(),
                    )
                )

    def _follow_words(self, vals):
        """C-22: other words are another result, to be signed anew."""
        if SIGNED & vals.keys():
            signed = self._open_complaints().filtered("signed_at")
            signed.write({"signed_at": False, "signed_by_id": False})
        if vals.get("request_kind", "complaint") != "complaint":
            self._open_milestones()._cancel(self.env._("no longer due by the rules"))

    def _follow_stage(self, closed_before, vals):
        """C-02, C-29: what a new stage calls for, whatever moved it."""
        closed = self._closed_complaints()
        if "stage_id" in vals:
            self._open_complaints().filtered(
                lambda it: not it.stage_id.unattended
            )._check_handler()
        (closed - closed_before)._check_closing()
        (closed - closed_before)._closed()
        (closed_before - closed)._reopened()

    def _follow_kept(self):
        """C-04: who complained of the same joins the complaint that is kept."""
        for ticket in self.sudo().filtered("duplicate_id"):
            if ticket.request_kind != "complaint":
                continue
            kept = ticket.duplicate_id
            ticket._check_kept(kept)
            people = (ticket.complainant_ids | ticket.partner_id) - kept.partner_id
            if people - kept.complainant_ids:
                kept.complainant_ids |= people
            ticket._pass_on_limits(kept)
            ticket._open_milestones()._cancel(
                self.env._("duplicate of %(kept)s", kept=kept._complaint_name())
            )

    def _pass_on_limits(self, kept):
        """C-12: nobody waits longer because a later complaint of the same is kept.

        Where the one kept is the graver, and be it by this name on it, its own hold.
        """
        if (kept.severity or "z") < (self.severity or "z"):
            return
        reason = self.env._("%(name)s was due by then", name=self._complaint_name())
        for limit in self._open_milestones():
            theirs = kept._open_milestones(limit.kind)
            later = theirs.filtered(lambda it, due_at=limit.due_at: it.due_at > due_at)
            later.write({"due_at": limit.due_at, "moved_reason": reason})
        told, promised = self.reply_expected_at, kept.reply_expected_at
        if told and promised and kept.received_at < told < promised:
            kept.reply_expected_at = told

    def _check_kept(self, kept):
        """C-02: nobody's complaint is swallowed by another that needs no answer."""
        # Of two who name each other's complaint at once, one fails.
        self.flush_recordset(["duplicate_id"])
        kept.lock_for_update(allow_referencing=True)
        names = {"name": self._complaint_name(), "kept": kept._complaint_name()}
        if kept.request_kind != "complaint":
            raise UserError(
                self.env._(
                    "%(name)s is a complaint: only another complaint can stand for it.",
                    **names,
                )
            )
        if kept == self or kept.duplicate_id:
            raise UserError(
                self.env._(
                    "%(kept)s is a duplicate itself: name the complaint that is kept.",
                    **names,
                )
            )
        if kept.closed:
            raise UserError(
                self.env._(
                    "%(kept)s is closed already and answers nobody any more: reopen it,"
                    " or answer %(name)s by itself.",
                    **names,
                )
            )

    # -- which --

    def _open_complaints(self):
        return self.sudo().filtered(
            lambda it: it.request_kind == "complaint" and not it.closed
        )

    def _closed_complaints(self):
        return self.sudo().filtered(
            lambda it: it.request_kind == "complaint" and it.closed
        )

    def _check_closing(self):
        """C-02, C-22: nothing closes that lacks what closing needs, in any way."""
        refused, lacking = [], {}
        for ticket in self.sudo():
            findings = ticket._handling_decide(
                ticket._handling_facts(), ticket._handling_settings()
            )
            if findings:
                refused.append(ticket._complaint_name())
                lacking.update(dict.fromkeys(it.reason[0] for it in findings))
        if refused:
            raise UserError(
                self.env._(
                    "%(names)s can't be closed yet: %(missing)s.",
                    names=", ".join(refused),
                    missing="; ".join(map(self._lacking_sentence, lacking)),
                )
            )

    @api.model
    def _lacking_sentence(self, key):
        match key:
            case "reply":
                return self.env._("no reply is on record (C-02)")
            case "outcome":
                return self.env._("how it ended is not said (C-02)")
            case "signature":
                return self.env._("the result is not signed (C-22)")
        return key

    def _closed(self):
        """What follows from closing; what was still due is due no more."""
        self._take_step("closed")
        self._open_milestones()._cancel(self.env._("the complaint was closed"))

    def _reopened(self):
        """C-02: it must be answered and signed anew before it closes again."""
        self._take_step("reopened")
        self.sudo().write(
            {
                "replied_at": False,
                "replied_by_id": False,
                "signed_at": False,
                "signed_by_id": False,
                "closing_outcome": False,
            }
        )
        self.env["complaint.milestone"]._restart(self.sudo())
