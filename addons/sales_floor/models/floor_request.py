from contextlib import closing
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

KEPT_DAYS = 30


class FloorRequest(models.Model):
    """What the tablet asked for and what came of it, so that it is done once.

    A press that is sent twice, by a double click or by a network that came back, brings
    the same ``request_uuid``: it is answered again, and done no second time.
    """

    _name = "floor.request"
    _description = "Request of the Tablet"
    _log_access = False
    _rec_name = "request_uuid"

    request_uuid = fields.Char(required=True, groups=fields.NO_ACCESS)
    answer = fields.Json(groups=fields.NO_ACCESS)
    happened_at = fields.Datetime(
        required=True,
        index=True,
        default=fields.Datetime.now,
        groups=fields.NO_ACCESS,
    )

    _request_unique = models.Constraint("UNIQUE (request_uuid)")

    @api.model
    @api.private
    def once(self, request_uuid, act):
        """Do it, unless it has been done: then only say what came of it.

        :param act: returns the answer, which can be written as JSON
        :raise ConcurrencyError: it was done just now; Odoo then asks again
        """
        if not (isinstance(request_uuid, str) and 16 <= len(request_uuid) <= 64):
            raise UserError(self.env._("The page is out of date: load it again."))
        requests = self.sudo()
        domain = [("request_uuid", "=", request_uuid)]
        known = requests.search(domain)
        if known:
            return known.answer
        # Whose PIN it is has been waited for: what they sent before is committed now.
        with closing(self.env.registry.cursor()) as cr:
            if requests.with_env(self.env(cr=cr, su=True)).search_count(domain):
                raise ConcurrencyError(self.env._("This has just been done."))
        answer = act()
        requests.create({"request_uuid": request_uuid, "answer": answer})
        return answer

    @api.autovacuum
    def _forget(self):
        """A tablet sends again what it sent minutes ago, not last month."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("happened_at", "<", before)]).unlink()
