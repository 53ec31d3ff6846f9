from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policies import answers

# Where an accepted answer goes; what is not named here has a way of its own.
TO_PARTNER = frozenset({"name", "phone", "email", "street", "city", "zip"})
BEHIND_DOOR = frozenset({"birth_date", "income_band"})
# Tells whom it is about, and is written nowhere.
TO_FIND = "unit"
TO_DOSSIER = frozenset(
    question.name for question in (*answers.HOUSEHOLD, *answers.COMPANY)
)


class PartnerDossierFormReviewMixin(models.AbstractModel):
    """An officer compares what was given with what is on record (D-11)."""

    _name = "partner.dossier.form.review.mixin"
    _description = "Comparison of a Form"

    def action_consult(self, purpose):
        """The answers one by one, as the door shows them."""
        shown = super().action_consult(purpose)
        shown["values"] = self.sudo().answer_lines()
        return shown

    @api.private
    def answer_lines(self):
        """Of each answer its name, its label and what a person reads."""
        given = self.answers or {}
        labels, choices = self.get_labels(), self.get_choices()
        return [
            {
                "name": question.name,
                "label": labels[question.name],
                "value": self._readable_answer(
                    question.name, given[question.name], choices
                ),
            }
            for question in answers.QUESTIONS
            if question.name in given
        ]

    def action_compare(self):
        """Open the comparison: what is on record beside what was given."""
        self.ensure_one()
        self.check_access("write")
        self._check_waiting()
        return {
            "type": "ir.actions.client",
            "tag": "partner_dossier_form.compare",
            "name": self.env._("Compare %(form)s", form=self.display_name),
            "target": "new",
            "params": {"model": self._name, "id": self.id},
            "context": {"dialog_size": "extra-large"},
        }

    def compare(self, purpose, partner_id=False):
        """What is on record and what was given, with what is proposed for each (D-11).

        Through the doors of the form, its files and the dossier: each is logged.

        :param partner_id: who a form without a dossier may be about, of the matches
        """
        self.ensure_one()
        self.check_access("write")
        self._check_waiting()
        self.action_consult(purpose)
        given = self.sudo().answers or {}
        partner, dossier = self._whom(partner_id, given)
        now, hidden = self._now(partner, dossier, given, purpose)
        choices, labels = self.get_choices(), self.get_labels()
        rows = [
            {
                "name": question.name,
                "label": labels[question.name],
                "now": self._readable_answer(
                    question.name, now.get(question.name, ""), choices
                ),
                "given": self._readable_answer(
                    question.name, given[question.name], choices
                ),
                "hidden": question.name in hidden,
                "proposal": self._proposal(question, partner, now, given, hidden),
            }
            for question in answers.asked(self.party_type)
            if question.name in given
        ]
        return {
            "rows": rows,
            "files": self._file_lines(purpose),
            "matches": [] if self.dossier_id else self._match_lines(given),
            "is_new": not self.dossier_id,
        }

    def decide(self, accepted, accepted_files=(), partner_id=False):
        """Take over what was accepted, and close the comparison (D-11); once.

        :param accepted: names of answers that are taken over; the others are refused
        :param accepted_files: ids of files that become papers
        :param partner_id: who a form without a dossier is about; empty: somebody new
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_rows()
        self._check_waiting()
        given = self.sudo().answers or {}
        taken = {name: given[name] for name in accepted if name in given}
        partner, dossier = self._whom(partner_id, given)
        dossier = dossier or self._open_dossier(partner, given)
        self._take_over(dossier, taken)
        files = self.sudo().file_ids
        papers = files.filtered(lambda it: it.id in accepted_files)
        papers.state = "accepted"
        (files - papers).state = "refused"
        self._take_papers(dossier, papers)
        self.sudo().write(
            {
                "dossier_id": dossier.id,
                "state": "decided",
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decisions": {
                    name: "accepted" if name in taken else "refused"
                    for name in given
                    if name != TO_FIND
                },
            }
        )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def _check_waiting(self):
        if self.state == "decided":
            raise UserError(
                self.env._(
                    "%(person)s has compared %(form)s already.",
                    person=self.decided_by_id.sudo().name,
                    form=self.display_name,
                )
            )
        if self.state != "submitted":
            raise UserError(
                self.env._(
                    "Nothing was told with %(form)s that could be compared.",
                    form=self.display_name,
                )
            )

    # -- what is on record --

    def _whom(self, partner_id, given):
        """Whom it is about, and the dossier at this site; empty of somebody new."""
        dossiers = self.env["partner.dossier"]
        if self.dossier_id:
            return self.dossier_id.partner_id, self.dossier_id
        if not partner_id:
            return self.env["res.partner"], dossiers
        if partner_id not in {match.key for match in self._matches(given)}:
            raise UserError(self.env._("Choose one of the customers proposed."))
        mine = dossiers.search(
            [
                ("partner_id", "=", partner_id),
                ("site_id", "=", self.site_id.id),
                ("party_class", "=", self.party_class),
            ]
        )
        mine = mine.sorted(lambda it: (it.relation != "present", -it.id))
        return self.env["res.partner"].browse(partner_id), mine[:1]

    def _now(self, partner, dossier, given, purpose):
        """What is on record as text, by question; and which of it may not be shown."""
        now, hidden = {}, set()
        if partner:
            now = {name: partner.sudo()[name] or "" for name in TO_PARTNER}
            now["identity_number"] = self._identity_paper(partner).masked_number or ""
        if not dossier:
            return now, hidden
        now[TO_FIND] = dossier.unit_id.sudo().code or ""
        for name in TO_DOSSIER - BEHIND_DOOR:
            now[name] = self._as_text(dossier, name)
        if BEHIND_DOOR & given.keys():
            try:
                dossier.action_consult(purpose)
            except AccessError:
                hidden = BEHIND_DOOR & given.keys()
            else:
                for name in BEHIND_DOOR:
                    now[name] = self._as_text(dossier.sudo(), name)
        contact = self._emergency_contact(dossier)
        now["emergency_name"] = contact.name or ""
        now["emergency_phone"] = contact.phone or ""
        return now, hidden

    def _as_text(self, record, name):
        """A value as answers are kept."""
        field, value = record._fields[name], record[name]
        match field.type:
            case "date":
                return fields.Date.to_string(value) or ""
            case "many2one":
                return str(value.id or "")
            case "integer" | "monetary":
                return f"{value:.15g}" if value else ""
        return value or ""

    def _identity_paper(self, partner):
        """The customer's paper with the number that is asked for, at this site."""
        return self.env["partner.identity"].search(
            [
                ("partner_id", "=", partner.id),
                ("kind", "=", self._identity_kind()),
                ("site_id", "=", self.site_id.id),
            ],
            limit=1,
        )

    def _proposal(self, question, partner, now, given, hidden):
        name = question.name
        if name == TO_FIND:
            return "told"
        if name in hidden:
            return "ask"
        if name == "identity_number" and now.get(name):
            same = self._papers(given[name]) & self._identity_paper(partner)
            return "same" if same else "ask"
        return answers.proposal(question.kind, now.get(name, ""), given[name])

    def _readable_answer(self, name, value, choices):
        return choices[name].get(value, value) if name in choices else value

    def _file_lines(self, purpose):
        lines = []
        for file in self.file_ids:
            shown = file.action_consult(purpose)
            lines.append(
                {
                    "id": file.id,
                    "name": shown["values"][0]["value"],
                    "paper": file.paper_id.name or "",
                    "url": shown["files"][0]["url"],
                }
            )
        return lines

    # -- taking over --

    def _open_dossier(self, partner, given):
        """A dossier at this site, of who is known or of somebody new."""
        if not partner:
            partner = (
                self.env["res.partner"]
                .sudo()
                .create(
                    {
                        "name": given.get("name") or self.recipient,
                        "is_company": self.party_type in answers.COMPANIES,
                        "company_id": self.company_id.id,
                        "lang": self.lang,
                    }
                )
            )
        return self.env["partner.dossier"].create(
            {
                "partner_id": partner.id,
                "site_id": self.site_id.id,
                "party_type": self.party_type,
            }
        )

    def _take_over(self, dossier, taken):
        """Each accepted answer through the door of the record it belongs to."""
        contact = {name: taken[name] for name in TO_PARTNER & taken.keys()}
        if contact:
            dossier.partner_id.sudo().write(contact)
        facts = {name: taken[name] for name in TO_DOSSIER & taken.keys()}
        for name in BEHIND_DOOR & facts.keys():
            facts[f"{name}_entry"] = facts.pop(name)
        for name, of in (("staff_count", int), ("industry_id", int), ("assets", float)):
            if name in facts:
                facts[name] = of(facts[name])
        if facts:
            dossier.write(facts)
        if "identity_number" in taken:
            self._take_identity(dossier, taken["identity_number"])
        self._take_emergency_contact(dossier, taken)

    def _take_identity(self, dossier, number):
        paper = self._identity_paper(dossier.partner_id)
        if paper:
            paper.number_entry = number
        else:
            paper.create(
                {
                    "partner_id": dossier.partner_id.id,
                    "kind": self._identity_kind(),
                    "site_id": dossier.site_id.id,
                    "number_entry": number,
                }
            )

    def _take_emergency_contact(self, dossier, taken):
        """D-06: whom to call becomes a member of the dossier, or has a new phone."""
        name, phone = taken.get("emergency_name"), taken.get("emergency_phone")
        known = self._emergency_contact(dossier)
        if not name and not phone:
            return
        if known and name in (None, known.name):
            known.phone = phone or known.phone
            return
        self.env["partner.dossier.member"].create(
            {
                "dossier_id": dossier.id,
                "role": "emergency",
                "name": name or self.env._("Emergency Contact"),
                "phone": phone,
                "date_from": dossier.site_id.local_date(),
            }
        )

    def _emergency_contact(self, dossier):
        """Who is called today."""
        return dossier.member_ids.filtered(
            lambda it: it.role == "emergency" and not it.date_to
        )[:1]

    def _take_papers(self, dossier, files):
        """What came for a paper is received; what came unasked is a paper too."""
        papers = self.env["partner.dossier.paper"]
        for file in files:
            paper = file.paper_id.with_env(self.env)
            if not paper or paper.status not in ("missing", "expired"):
                paper = papers.create(
                    {"dossier_id": dossier.id, "name": file.filename[:80]}
                )
            paper.action_receive(file.content, file.filename)
            file.paper_id = paper
