from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

SHORTEST, LONGEST = 4, 8


class FloorPin(models.Model):
    """The number with which somebody signs on the floor's shared tablet.

    Nobody reads it: only its hash is kept, as Odoo keeps passwords. Its owner alone
    sets it; whoever leads the floor can take it away, so that a new one must be set.
    """

    _name = "floor.pin"
    _description = "Floor PIN"
    _log_access = False
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, groups=fields.NO_ACCESS, ondelete="cascade"
    )
    pin_hash = fields.Char(required=True, groups=fields.NO_ACCESS)
    wrong_tries = fields.Integer(groups=fields.NO_ACCESS)
    locked_until = fields.Datetime(groups=fields.NO_ACCESS)

    _user_unique = models.Constraint("UNIQUE (user_id)")

    @api.model
    @api.private
    def set_own(self, pin, again):
        """Give the current user a PIN, instead of the one they had.

        :raise ValidationError: it isn't 4 to 8 digits, or ``again`` is another one
        """
        pin = (pin or "").strip()
        if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            raise ValidationError(
                self.env._(
                    "A PIN is %(least)s to %(most)s digits: choose another one.",
                    least=SHORTEST,
                    most=LONGEST,
                )
            )
        if pin != (again or "").strip():
            raise ValidationError(
                self.env._("The two PINs are not the same: type them again.")
            )
        user = self.env.user
        self._wait_for(user)
        pins = self.sudo()
        values = {"pin_hash": user._crypt_context().hash(pin), "wrong_tries": 0}
        known = pins.search([("user_id", "=", user.id)])
        if known:
            known.write({**values, "locked_until": False})
        else:
            pins.create({**values, "user_id": user.id})

    @api.model
    @api.private
    def reset(self, user):
        """Take away somebody's PIN, and its lock: they set a new one themselves."""
        self._wait_for(user)
        self.sudo().search([("user_id", "=", user.id)]).unlink()

    @api.model
    @api.private
    def who_has_one(self, users):
        """Which of these people can sign.

        :rtype: set of ids
        """
        return set(self.sudo().search([("user_id", "in", users.ids)]).user_id.ids)

    @api.model
    @api.private
    def check(self, user, pin):
        """Let pass only who types the PIN of this person.

        A wrong one is counted in a transaction of its own, since the one that asks is
        rolled back; after some of them the PIN is locked for some minutes.

        :raise AccessError: wrong, locked, or there is none
        """
        self._wait_for(user)
        # What others have counted by now: the transaction itself may be older.
        with self.env.registry.cursor() as cr:
            known = self.with_env(self.env(cr=cr, su=True)).search(
                [("user_id", "=", user.id)]
            )
            refusal = known._try(user, pin)
        if refusal:
            raise AccessError(refusal)

    def _try(self, user, pin):
        """Compare and count.

        :return: why it is refused, or None
        """
        name = user.sudo().name
        if not self:
            return self.env._(
                "%(person)s has no PIN yet: set one under Sales Floor, My PIN.",
                person=name,
            )
        now = fields.Datetime.now()
        if self.locked_until and self.locked_until > now:
            return self._locked_sentence(name, self.locked_until - now)
        if user._crypt_context().verify(str(pin or ""), self.pin_hash):
            if self.wrong_tries or self.locked_until:
                self.write({"wrong_tries": 0, "locked_until": False})
            return None
        company = user.company_id.sudo()
        self.wrong_tries += 1
        left = company.floor_pin_tries - self.wrong_tries
        if left > 0:
            return self.env._(
                "This is not the PIN of %(person)s. Tries left: %(left)s.",
                person=name,
                left=left,
            )
        pause = timedelta(minutes=company.floor_pin_lock_minutes)
        self.write({"wrong_tries": 0, "locked_until": now + pause})
        return self._locked_sentence(name, pause)

    def _locked_sentence(self, name, pause):
        return self.env._(
            "The PIN of %(person)s was wrong too often: try again in %(minutes)s"
            " minutes, or have it reset.",
            person=name,
            minutes=max(1, -(-int(pause.total_seconds()) // 60)),
        )

    def _wait_for(self, user):
        """One after the other: tries made at the same time are counted, too."""
        if not user:
            raise UserError(self.env._("Say who signs."))
        self.env.cr.execute(
            SQL("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", self._name, user.id)
        )
