from odoo import fields, models
from odoo.fields import Domain

from ..policies import passing, rota
from ..policies import turns as ledger

ENTRIES = 20
# What the state's own word says already.
PLAIN = frozenset(
    {
        "in_turn",
        "waiting",
        "cancelled",
        "busy",
        "not_ready",
        "lunch",
        "absent",
        "business",
    }
) | {passing.LEFT, passing.OFF}


class FloorReceptionStateMixin(models.AbstractModel):
    """What the screen at the reception shows: names and sentences, ready to read."""

    _name = "floor.reception.state.mixin"
    _description = "Reception Screen"

    def _state(self, site):
        """How a floor stands just now: see :meth:`floor.reception.load`."""
        day = self._day(site)
        facts, settings = day._rota_facts(), day._rota_settings()
        standing = rota.standing(facts, settings, day._rota_rules())
        roles = {it.role: it for it in standing}
        visits = self._open_visits(site)
        lines = day.line_ids.grouped("user_id")
        following = roles.get("next")
        return {
            "site": {"id": site.id, "name": site.name, "tz": site.tz},
            "rota": day.id,
            "version": fields.Datetime.to_string(self.env.cr.now()),
            "next": following
            and {
                "user_id": following.rep,
                "name": self._name_of(following.rep),
                "sentence": day._rota_sentence(following.rule, following.reason),
            },
            "nobody": "" if following else day._nobody_sentence(),
            "stand_by": roles["stand_by"].rep if "stand_by" in roles else False,
            "lunch": list(rota.lunch_duty(facts, settings, day._rota_rules())),
            "reps": [
                self._rep(day, it, lines, facts.state, visits.get(it.rep))
                for it in standing
            ],
            "open_visits": list(visits.values()),
            "entries": self._entries(day),
            **self._for_acts(site, [it.rep for it in standing]),
        }

    def _rep(self, day, standing, lines, state, visit):
        """One rep's tile."""
        user = self.env["res.users"].browse(standing.rep)
        line = lines[user.sudo()]
        key, _params = standing.reason
        return {
            "user_id": user.id,
            "name": line.user_id.name,
            "state": line.state,
            "state_label": self._labels("floor.rota.line", "state")[line.state],
            "since": fields.Datetime.to_string(line.state_since) or "",
            "is_barred": user.id in state.cancelled,
            "owed": standing.priority + standing.make_up,
            "position": standing.number,
            "busy_with": visit or False,
            "note": ""
            if key in PLAIN or standing.role in ("next", "stand_by")
            else day._rota_sentence("", standing.reason),
        }

    def _open_visits(self, site):
        """By rep, whom they are receiving."""
        kinds = self._labels("floor.visit", "kind")
        visits = (
            self.env["floor.visit"]
            .sudo()
            .search(
                [("site_id", "=", site.id), ("ended_at", "=", False)], order="id desc"
            )
        )
        return {
            visit.user_id.id: {
                "id": visit.id,
                "visit_id": visit.id,
                "number": visit.number,
                "user_id": visit.user_id.id,
                "rep": visit.user_id.name,
                "visitor": visit.visitor_name
                or self.env._("visitor %(number)s", number=visit.number),
                "arrived_at": fields.Datetime.to_string(visit.arrived_at),
                "since": fields.Datetime.to_string(visit.arrived_at),
                "kind_label": kinds[visit.kind],
                "sentence": visit.reason or "",
                "question": "" if visit.answered_at else visit.question or "",
            }
            for visit in visits
        }

    def _entries(self, day):
        """The last entries of the day's ledger, with their rule."""
        effects = self._labels("floor.turn", "effect")
        here = [("site_id", "=", day.site_id.id), ("rota_id", "=", day.id)]
        turns = self.env["floor.turn"].sudo().search(here, limit=ENTRIES)
        gone = turns.search([("taken_back_id", "in", turns.ids)]).taken_back_id
        return [
            {
                "id": turn.id,
                "seq": turn.seq,
                "name": turn.user_id.name,
                "sentence": f"{effects[turn.effect]} · {turn.reason or ''}",
                "at": fields.Datetime.to_string(turn.decided_at) or "",
                "can_undo": turn.effect in ledger.TAKEN_BACK and turn not in gone,
            }
            for turn in turns
        ]

    def _for_acts(self, site, reps):
        """Who can sign, and what there is to choose from."""
        people = self._people(site)
        users = self.env["res.users"].sudo().browse(people)
        place = {rep: number for number, rep in enumerate(reps)}
        signing = self.env["floor.pin"].who_has_one(users)
        return {
            "signers": [
                {
                    "user_id": user.id,
                    "name": user.name,
                    "roles": sorted(people[user.id]),
                    "is_lead": user.has_group("sales_floor.sales_floor_group_lead"),
                    "has_pin": user.id in signing,
                }
                for user in users.sorted(
                    lambda it: (place.get(it.id, len(reps)), it.id)
                )
            ],
            "me": {
                "user_id": self.env.user.id,
                "roles": sorted(people.get(self.env.user.id, ())),
            },
            "signed_seconds": site.company_id.sudo().floor_signed_seconds,
            "choices": {
                "states": list(self._labels("floor.rota.line", "state").items()),
                "outcomes": list(self._outcomes().items()),
                "grounds": list(self._ground_labels().items()),
            },
            "sources": self.env["utm.source"]
            .sudo()
            .search_read([], ["name"], limit=40),
        }

    def _outcomes(self):
        """What can come of a reception, as its rep says."""
        outcomes = self._labels("floor.visit", "outcome")
        outcomes.pop("no_reception", None)
        return outcomes

    def _grounds(self):
        """F-06, F-12, F-13: on what grounds the manager decides, by their name."""
        return {
            "no_fault": {"adamant": False},
            "ordinary": {"fault": "ordinary"},
            "serious": {"fault": "serious"},
            "adamant": {"adamant": True},
            "adamant_priority": {"adamant": True, "priority": True},
            "yields": {"yields": True},
            "instigated": {"yields": True, "instigated": True},
        }

    def _ground_labels(self):
        return {
            "no_fault": self.env._("No fault of the rep: refused"),
            "ordinary": self.env._("An ordinary fault of the rep"),
            "serious": self.env._("A serious fault of the rep"),
            "adamant": self.env._("The visitor insists on somebody else"),
            "adamant_priority": self.env._(
                "The visitor insists; the first rep gets the next turn first"
            ),
            "yields": self.env._("I give way: the rep they name"),
            "instigated": self.env._("I give way, but that rep instigated it"),
        }

    def _registration(self, visit):
        """One found registration, as the screen shows it."""
        today = visit.site_id.local_date()
        day = visit.site_id.local_date(visit.arrived_at)
        valid = bool(visit.valid_until and visit.valid_until >= today)
        known = {
            "day": self._day_text(day),
            "rep": visit.user_id.name,
            "until": visit.valid_until and self._day_text(visit.valid_until),
        }
        if valid:
            sentence = self.env._(
                "Registered with %(rep)s on %(day)s, valid until %(until)s", **known
            )
        elif visit.valid_until:
            sentence = self.env._(
                "Registered with %(rep)s on %(day)s, expired on %(until)s", **known
            )
        else:
            sentence = self.env._(
                "Received by %(rep)s on %(day)s, the registration does not count (yet)",
                **known,
            )
        return {
            "visit_id": visit.id,
            "partner_id": visit.partner_id.id,
            "name": visit.visitor_name or "",
            "phone_masked": self._masked(visit.phone),
            "user_id": visit.user_id.id,
            "rep": visit.user_id.name,
            "registered_on": fields.Date.to_string(day),
            "valid_until": fields.Date.to_string(visit.valid_until) or "",
            "is_valid": valid,
            "sentence": sentence,
        }

    def _referral(self, referral):
        """One referral that waits for its visit, as the screen shows it."""
        known = {
            "person": referral.user_id.name,
            "phone": self._masked(referral.phone),
        }
        return {
            "id": referral.id,
            "name": referral.name,
            "is_confirmed": bool(referral.phoned_at),
            "sentence": self.env._(
                "Referred by %(person)s, who phoned beforehand · %(phone)s", **known
            )
            if referral.phoned_at
            else self.env._("Referred by %(person)s · %(phone)s", **known),
        }

    def _query_domain(self, query):
        """By name, or by what the phone number ends or begins with."""
        domain = Domain("visitor_name", "ilike", query)
        digits = "".join(filter(str.isdigit, query))
        if len(digits) >= 4:
            domain |= Domain("phone_number", "like", digits)
        return domain

    @staticmethod
    def _masked(phone):
        """The last digits tell whether it is them; the tablet stands in the open."""
        digits = "".join(filter(str.isdigit, phone or ""))
        return f"•••{digits[-4:]}" if digits else ""

    # -- words --

    def _labels(self, model, field):
        selection = self.env[model]._fields[field]._description_selection(self.env)
        return dict(selection)

    def _name_of(self, user_id):
        return self.env["res.users"].sudo().browse(user_id).name

    def _day_text(self, day):
        lang = self.env["res.lang"]._get_data(code=self.env.user.lang or "en_US")
        return day.strftime(lang.date_format or "%Y-%m-%d")
