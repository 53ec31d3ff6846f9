from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import NO_ACCESS, Domain

from ..policies import door

READER = "confidential_access.confidential_access_group_reader"


class ConfidentialMixin(models.AbstractModel):
    """A record whose values are read through one audited door.

    A model names its confidential fields; nobody reads, searches, sorts, exports or
    writes them, the administrator included, but through :meth:`action_consult`, which
    asks what for and logs it, and :meth:`enter`::

        class PartnerIdentity(models.Model):
            _name = "partner.identity"
            _inherit = ["confidential.mixin"]
            _confidential_prefix = "ID"
            _confidential_fields = ("number", "scan")

            number = fields.Char(groups=fields.NO_ACCESS, copy=False)
            scan = fields.Binary(groups=fields.NO_ACCESS, copy=False)

    What is left (site, level, dates) is seen by whom the model's record rules let: a
    global rule on the site, the company and the level each. Other records show it
    under a neutral name.
    """

    _name = "confidential.mixin"
    _description = "Confidential Record"
    _inherit = ["charter.guard.mixin"]
    # Opening a record to others, by its level or by its site, has its own doors.
    _guarded_after_create = frozenset({"level", "site_id"})

    #: The fields that hold what is confidential, as they are shown when consulted.
    _confidential_fields: tuple[str, ...] = ()
    #: What the neutral name begins with.
    _confidential_prefix: str = "REC"

    level = fields.Selection(
        lambda self: self.get_levels(),
        required=True,
        default=door.CONFIDENTIAL,
        index=True,
        help="D-08, A-10: who may read it. Access-card records take the approval of"
        " the site's manager, once and for a limited time.",
    )
    site_id = fields.Many2one(
        "service.site",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.site_ids[:1],
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )

    @api.model
    @api.private
    def get_levels(self):
        """Return the levels by name; translated in every model, as a list is not."""
        return [
            (door.PUBLIC, self.env._("Public")),
            (door.INTERNAL, self.env._("Internal")),
            (door.CONFIDENTIAL, self.env._("Confidential")),
            (door.ACCESS_CARD, self.env._("Access Card")),
        ]

    def _compute_display_name(self):
        for record in self:
            number = record._origin.id
            record.display_name = (
                f"{self._confidential_prefix}/{number:05d}" if number else False
            )

    @api.model
    def _search_display_name(self, operator, value):
        """A neutral name is found by its number, and tells nothing else."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        values = value if operator == "in" else [value]
        numbers = [
            int(digits)
            for text in values
            if (digits := str(text or "").rpartition("/")[2].strip()).isdecimal()
        ]
        return Domain("id", "in", numbers)

    @api.model
    def _register_hook(self):
        """Tell the developer whose model would leak, before anybody uses it."""
        result = super()._register_hook()
        if not self._abstract:
            for name in self._confidential_fields:
                self._check_confidential_field(self._fields[name])
            if "message_ids" in self._fields:
                raise TypeError(f"{self._name}: a chatter shows files to its readers")
        return result

    @api.model
    def _check_confidential_field(self, field):
        if field.groups != NO_ACCESS or field.copy or getattr(field, "tracking", None):
            raise TypeError(
                f"{field} is confidential: it needs groups=fields.NO_ACCESS and"
                " copy=False, and can't be tracked"
            )

    # -- the door --

    def action_door(self):
        """Show the door: what the record is, and what for it shall be opened."""
        self.ensure_one()
        self.check_access("read")
        facts, settings = self._door_facts(""), self._door_settings()
        with_purpose = replace(facts, purpose="-" * settings.purpose_length)
        verdict = self._door_decide(with_purpose, settings)
        levels = dict(self._fields["level"]._description_selection(self.env))
        return {
            "type": "ir.actions.client",
            "tag": "confidential_access.door",
            "name": self.env._("Consult %(reference)s", reference=self.display_name),
            "target": "new",
            "params": {
                "model": self._name,
                "id": self.id,
                "level": self.level,
                "level_name": levels[self.level],
                "is_open": verdict.allowed,
                "by_grant": verdict.by_grant,
                "message": not verdict.allowed and self._door_message(*verdict.reason),
            },
        }

    def action_consult(self, purpose):
        """Read what is confidential; who, what for and when is logged (D-08, A-10).

        :param str purpose: what it is needed for
        :return: what the screen shows, and nobody stores: ``values`` and ``files``
        :raise AccessError: if the rules don't let this person read it now; the
            refusal is logged
        """
        entry = self.pass_door(purpose, "consult")
        record = self.sudo()
        shown = {"values": [], "files": []}
        for name in self._confidential_fields:
            field, value = self._fields[name], record[name]
            if not value:
                continue
            line = {"name": name, "label": field._description_string(self.env)}
            if field.type == "binary":
                line["url"] = f"/confidential/{entry.id}/{name}"
                shown["files"].append(line)
            else:
                line["value"] = field.convert_to_export(value, record)
                shown["values"].append(line)
        return {
            "reference": self.display_name,
            "reader": self.env.user.name,
            "moment": fields.Datetime.to_string(entry.moment),
            **shown,
        }

    def action_request_grant(self, purpose):
        """Ask the site's manager for the approval that it takes (D-08).

        :return: the request; the one that waits already, if there is one
        :raise AccessError: if an approval would not help; the refusal is logged
        :raise UserError: if it takes none, or nobody could give it
        """
        self.ensure_one()
        facts = self._door_facts(purpose)
        verdict = self._door_decide(facts, self._door_settings())
        if verdict.allowed:
            raise UserError(self.env._("You may read this record now: consult it."))
        if not verdict.by_grant:
            self._refuse(facts, verdict, "consult")
        return self.env["confidential.grant"].request(self, facts.purpose)

    def action_set_level(self, level, purpose):
        """Change who may read the record; logged.

        Raising the level is open to whoever may change the record. To lower it takes
        the site's manager, and the same that it takes to read the record: for an
        access-card record another manager's approval.
        """
        self.ensure_one()
        self.check_access("write")
        if level not in door.LEVELS:
            raise ValidationError(self.env._("Choose one of the levels."))
        if door.is_lowered(self.level, level):
            if self.site_id not in self.env.user.managed_site_ids:
                raise AccessError(
                    self.env._("Only the manager of its site lowers a record's level.")
                )
            self.pass_door(purpose, "level")
        else:
            self.log_access("level", purpose=(purpose or "").strip())
        self.sudo().level = level

    @api.private
    def enter(self, values: dict):
        """Store confidential values; logged, without them.

        Who may change a record may enter what it holds without having read it.

        :param values: by name of a confidential field
        """
        unknown = values.keys() - set(self._confidential_fields)
        if unknown:
            raise ValueError(f"{self._name}: not confidential: {sorted(unknown)}")
        self.check_access("write")
        self.sudo().write(values)
        self.log_access("enter")

    @api.private
    def open_file(self, name, consultation):
        """Pass the door once more for a file of what was consulted a moment ago.

        :param name: of a confidential binary field
        :param consultation: the entry of the access log, of this person
        :return: the record, with the rights to read the file
        """
        self.pass_door(
            consultation.purpose, "file", field=name, moment=consultation.moment
        )
        return self.sudo()

    # -- rules --

    def _door_facts(self, purpose, consulted_at=None):
        self.ensure_one()
        person = self.sudo(False)
        grants = self.env["confidential.grant"].of_person(self)
        return door.Facts(
            level=self.sudo().level,
            sees=person.has_access("read"),
            cleared=self.env.user.has_group(READER),
            purpose=(purpose or "").strip(),
            now=fields.Datetime.now(),
            grants=tuple(
                door.Grant(
                    key=grant.id, state=grant.state, expires_at=grant.expires_at or None
                )
                for grant in grants
            ),
            consulted_at=consulted_at,
        )

    def _door_settings(self):
        return self.sudo().company_id.confidential_door_settings()

    def _door_rules(self):
        """D-08, A-10: the rules in the order they are asked."""
        return door.RULES

    def _door_decide(self, facts, settings):
        return door.decide(facts, settings, self._door_rules())

    @api.private
    def pass_door(self, purpose, channel, *, field=False, moment=None):
        """Log that the door opens, and use the grant it takes; or that it does not."""
        facts = self._door_facts(purpose, moment)
        verdict = self._door_decide(facts, self._door_settings())
        if not verdict.allowed:
            self._refuse(facts, verdict, channel, field=field)
        self.env["confidential.grant"].browse(verdict.grant or ()).use()
        return self.log_access(
            channel,
            purpose=facts.purpose,
            rule=verdict.rule,
            reason=verdict.reason[0],
            grant_id=verdict.grant,
            field_name=field,
        )

    def _refuse(self, facts, verdict, channel, *, field=False):
        """Log the refusal, in a transaction of its own as this one ends here."""
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr)).log_access(
                channel,
                result="refused",
                purpose=facts.purpose,
                rule=verdict.rule,
                reason=verdict.reason[0],
                field_name=field,
            )
        raise AccessError(self._door_message(*verdict.reason))

    @api.private
    def log_access(self, channel, **values):
        """One entry per record in the access log."""
        return (
            self.env["confidential.access.log"]
            .sudo()
            .create(
                [
                    {
                        "res_model": record._name,
                        "res_id": record.id,
                        "reference": record.display_name,
                        "level": record.level,
                        "site_id": record.site_id.id,
                        "user_id": self.env.uid,
                        "channel": channel,
                        "result": "allowed",
                        **values,
                    }
                    for record in self.sudo()
                ]
            )
        )

    @api.model
    def _door_message(self, key, params):
        """The sentence that a person reads whom the door refuses."""
        sentences = {
            "not_seen": self.env._("This record belongs to another site than yours."),
            "not_cleared": self.env._(
                "This record is confidential: an administrator can give you the right"
                " “Reader” of confidential records, if your work needs it."
            ),
            "no_purpose": self.env._(
                "Say what you need it for, in %(length)s characters at least."
            ),
            "too_late": self.env._(
                "The file stays open for %(minutes)s minutes after the record was"
                " consulted: consult it again."
            ),
            "no_grant": self.env._(
                "An access-card record takes the approval of the site's manager: ask"
                " for it."
            ),
            "grant_requested": self.env._(
                "Your request still waits for the site's manager."
            ),
            "grant_refused": self.env._("The site's manager refused your request."),
            "grant_revoked": self.env._("The site's manager took the approval back."),
            "grant_used": self.env._(
                "Your approval is used: it was for one reading. Ask for another."
            ),
            "grant_expired": self.env._("Your approval has expired. Ask for another."),
        }
        return sentences[key] % params
