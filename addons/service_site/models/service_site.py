import re
from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

CODE = re.compile(r"[A-Z0-9]{1,8}")


class ServiceSite(models.Model):
    """A place from which a company serves its customers.

    A service centre (管理处) of a property company, a sales floor (案场), a store
    (门店), a branch (分公司) or an office. Members of a site, and of the sites above
    it, see its records.
    """

    _name = "service.site"
    _description = "Service Site"
    _inherit = ["mail.thread"]
    _order = "sequence, code, id"
    _parent_store = True
    _check_company_auto = True
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(
        required=True,
        tracking=True,
        help="Up to eight capital letters and digits;"
        " numbers of records begin with it.",
    )
    kind = fields.Selection(
        [
            ("property", "Service Centre"),
            ("sales_floor", "Sales Floor"),
            ("store", "Store"),
            ("branch", "Branch"),
            ("office", "Office"),
        ],
        required=True,
        default="property",
        tracking=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    parent_id = fields.Many2one(
        "service.site",
        string="Belongs To",
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The branch or office above; its members see this site's records too.",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("service.site", "parent_id", string="Sites Below")
    partner_id = fields.Many2one(
        "res.partner",
        string="Address and Phone",
        check_company=True,
        help="Where letters go and which number customers call.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        check_company=True,
        help="Used where a time limit counts working hours.",
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Days and times of this site are those of this zone.",
    )
    member_ids = fields.One2many("service.site.member", "site_id", string="Members")

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)",
        "Another site of this company has this code already; choose another one.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for site in self:
            site.display_name = f"{site.code} {site.name}" if site.code else site.name

    @api.constrains("code")
    def _check_code(self):
        for site in self:
            if not CODE.fullmatch(site.code or ""):
                raise ValidationError(
                    self.env._(
                        "The site code “%(code)s” must be one to eight capital letters"
                        " and digits.",
                        code=site.code or "",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        sites = super().create([self._normalise(vals) for vals in vals_list])
        self.env["service.site.member"]._access_changed()
        return sites

    def write(self, vals):
        self._check_move(vals)
        result = super().write(self._normalise(vals))
        if {"parent_id", "tz"} & vals.keys():
            self.sudo().member_ids._access_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["service.site.member"]._access_changed()
        return result

    def _check_move(self, vals):
        """Refuse a move before Odoo does so in other words, or does it by half."""
        company = vals.get("company_id")
        if company and self.company_id.ids != [company]:
            raise UserError(
                self.env._(
                    "A site stays in its company; create another site in the other one."
                )
            )
        below = Domain("id", "child_of", self.ids) & Domain(
            "id", "=", vals.get("parent_id")
        )
        if vals.get("parent_id") and self.with_context(active_test=False).search(below):
            raise UserError(
                self.env._("A site cannot belong to itself or to a site below it.")
            )

    @staticmethod
    def _normalise(vals):
        return (
            {**vals, "code": vals["code"].strip().upper()} if vals.get("code") else vals
        )

    @api.private
    def local_date(self, moment=None):
        """The calendar day at this site.

        :param datetime moment: in UTC; now when left out
        :rtype: date
        """
        return self.local_time(moment).date()

    @api.private
    def local_time(self, moment=None):
        """The clock on the wall of this site.

        :param datetime moment: in UTC; now when left out
        :rtype: datetime, without a zone
        """
        self.ensure_one()
        moment = moment or fields.Datetime.now()
        local = pytz.utc.localize(moment).astimezone(pytz.timezone(self.tz))
        return local.replace(tzinfo=None)

    @api.private
    def moment_at(self, day, hour=time.min):
        """The moment, in UTC, at which the clock of this site shows a time of a day.

        :param time hour: midnight, with which the day begins, when left out
        :rtype: datetime, without a zone
        """
        self.ensure_one()
        local = pytz.timezone(self.tz).localize(datetime.combine(day, hour))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    @api.private
    def members(self, *roles, day=None):
        """Who holds one of the roles at this very site on a day.

        :param roles: values of ``service.site.member.role``; none means any role
        :param date day: at the site; today when left out
        :return: active ``res.users``, the one who holds it longest first
        """
        self.ensure_one()
        day = day or self.local_date()
        memberships = self.env["service.site.member"].sudo()
        domain = [("site_id", "=", self.id), *memberships._domain_in_force(day, day)]
        if roles:
            domain.append(("role", "in", roles))
        users = memberships.search(domain, order="date_from, id").user_id
        return users.filtered("active").with_env(self.env)

    @api.private
    def with_sites_above(self):
        """This site and those it is part of, the nearest first, with ``sudo``.

        Of no site: none.
        """
        site = self.sudo()
        path = [int(part) for part in (site.parent_path or "").split("/") if part]
        return site.browse(reversed(path))

    @api.private
    def nearest_members(self, *roles):
        """Who holds one of the roles today at this site, or else at the nearest above.

        :return: active ``res.users``
        """
        found = (site.members(*roles) for site in self.with_sites_above())
        return next(filter(None, found), self.env["res.users"]).with_env(self.env)

    @api.private
    def managers(self):
        """Who manages this site today: its own managers, then those of sites above.

        :return: active ``res.users``
        """
        users = (site.members("site_manager") for site in self.with_sites_above())
        return self.env["res.users"].union(*users).with_env(self.env)
