import re

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

CODE = re.compile(r"[A-Z]-[0-9]{2}")


class CharterRule(models.Model):
    """A rule of the charter, by the name that it has everywhere: ``C-03``.

    What the rule says stands in the ``policies`` of the addon that keeps it; that addon
    ships the record too.
    """

    _name = "charter.rule"
    _description = "Rule of the Charter"
    _inherit = ["charter.guard.mixin"]
    _order = "code"
    _rec_name = "code"
    _rec_names_search = ["code", "title"]
    _guarded_fields = frozenset({"code", "area"})

    code = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="The letter of the area, a hyphen and two digits, such as C-03.",
    )
    title = fields.Char(required=True, translate=True)
    area = fields.Selection(
        [
            ("D", "Dossiers"),
            ("C", "Complaints"),
            ("R", "Requests"),
            ("V", "Visits"),
            ("P", "Patrols"),
            ("M", "Move-In"),
            ("F", "Sales Floor"),
            ("L", "VIP Loyalty"),
            ("A", "Archive"),
            ("G", "Grading"),
            ("K", "Dealers"),
            ("T", "Service Staff"),
            ("S", "Security"),
        ],
        compute="_compute_area",
        store=True,
        precompute=True,
        index=True,
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE (code)",
        "There is a rule with this code already: each rule has its own.",
    )

    @api.depends("code")
    def _compute_area(self):
        areas = dict(self._fields["area"].selection)
        for rule in self:
            letter = (rule.code or "")[:1]
            rule.area = letter if letter in areas else False

    @api.depends("code", "title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = " ".join(filter(None, (rule.code, rule.title)))

    @api.constrains("code")
    def _check_code(self):
        for rule in self:
            if not CODE.fullmatch(rule.code) or not rule.area:
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is no code of a rule: write the letter of its area,"
                        " a hyphen and two digits, such as C-03.",
                        code=rule.code,
                    )
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        if "code" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    # -- business --

    @api.model
    @api.private
    def by_codes(self, codes):
        """Return the rules with these codes, archived ones too.

        :raise ValidationError: if there is none with one of them
        """
        known = self._get_ids_by_code()
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise ValidationError(
                self.env._(
                    "There is no rule %(codes)s. The addon that keeps a rule brings its"
                    " record: update that addon.",
                    codes=", ".join(map(str, unknown)),
                )
            )
        return self.browse(known[code] for code in codes)

    @api.model
    @tools.ormcache()
    def _get_ids_by_code(self):
        rules = self.sudo().with_context(active_test=False).search_fetch([], ["code"])
        return {rule.code: rule.id for rule in rules}
