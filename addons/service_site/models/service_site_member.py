from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceSiteMember(models.Model):
    """Who holds which role at a site, from when to when (both days included)."""

    _name = "service.site.member"
    _description = "Site Membership"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    site_id = fields.Many2one(
        "service.site", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    role = fields.Selection(
        [
            ("officer", "Service Officer"),
            ("supervisor", "Service Supervisor"),
            ("specialist_supervisor", "Specialist Supervisor"),
            ("property_supervisor", "Property Supervisor"),
            ("quality", "Quality Supervisor"),
            ("site_manager", "Site Manager"),
            ("branch_officer", "Branch Complaint Officer"),
            ("custodian", "Custodian"),
        ],
        required=True,
        default="officer",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="The last day; empty while it lasts.")

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A membership cannot end before it begins.",
    )

    @api.depends("user_id.name", "role", "site_id.code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for member in self:
            member.display_name = (
                f"{member.user_id.name} · {roles.get(member.role, '')}"
                f" · {member.site_id.code}"
            )

    @api.constrains("user_id", "role", "site_id", "date_from", "date_to")
    def _check_overlap(self):
        others = (
            self.sudo()
            .search(
                [
                    ("site_id", "in", self.site_id.ids),
                    ("user_id", "in", self.user_id.ids),
                ]
            )
            .grouped(lambda it: (it.site_id, it.user_id, it.role))
        )
        for member in self:
            twins = others[member.site_id, member.user_id, member.role] - member
            if any(member._overlaps(twin) for twin in twins):
                raise ValidationError(
                    self.env._(
                        "%(person)s holds this role at %(site)s already in that time;"
                        " end the earlier membership first.",
                        person=member.user_id.name,
                        site=member.site_id.name,
                    )
                )

    @api.constrains("user_id")
    def _check_internal(self):
        for member in self:
            if member.user_id.share:
                raise ValidationError(
                    self.env._(
                        "%(person)s is a portal user; only employees are members of a"
                        " site.",
                        person=member.user_id.name,
                    )
                )

    @api.model
    def _domain_in_force(self, first, last):
        """Memberships in force on some day from ``first`` to ``last``."""
        return [
            ("date_from", "<=", last),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", first),
        ]

    def _overlaps(self, other):
        return (not self.date_to or self.date_to >= other.date_from) and (
            not other.date_to or other.date_to >= self.date_from
        )

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._access_changed()
        return members

    def write(self, vals):
        result = super().write(vals)
        if "site_id" in vals:
            self.check_access("write")  # at the new site too
        self._access_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self._access_changed()
        return result

    def _access_changed(self):
        """Let everybody's access follow: now, and at each midnight that changes it.

        Record rules keep ``user.site_ids`` in a cache of the process. It is cleared
        again after the commit: who asked before it has filled it with what held then.
        """
        self.env["res.users"].invalidate_model(["site_ids"])
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
        moments = {
            moment for member in self.exists() for moment in member._boundaries()
        }
        now = fields.Datetime.now()
        future = [moment for moment in moments if moment > now]
        if future:
            cron = self.env.ref("service_site.ir_cron_refresh_access").sudo()
            cron._trigger(at=future)

    def _boundaries(self):
        """The moments, in UTC, at which this membership begins and ends."""
        self.ensure_one()
        days = [self.date_from]
        if self.date_to:
            days.append(self.date_to + timedelta(days=1))
        return [self.site_id.moment_at(day) for day in days]

    @api.model
    def _cron_refresh_access(self):
        """Memberships begin and end at midnight: cached record rules must notice."""
        self.env.registry.clear_cache()
