from odoo import api, fields, models
from odoo.exceptions import AccessError


class ConfidentialAccessLog(models.Model):
    """Who read which confidential record when and what for, and who was refused.

    A register: sealed from the beginning, without any value of the records.
    """

    _name = "confidential.access.log"
    _description = "Access Log"
    _inherit = ["register.seal.mixin"]
    _order = "id desc"
    _rec_name = "reference"
    _log_access = False
    _seal_scope = "site_id"
    _seal_fields = (
        "moment",
        "user_id",
        "res_model",
        "res_id",
        "reference",
        "level",
        "purpose",
        "channel",
        "field_name",
        "result",
        "rule",
        "reason",
        "grant_id",
    )

    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Person", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        "service.site", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    reference = fields.Char(required=True)
    level = fields.Selection(
        lambda self: self.env["confidential.mixin"].get_levels(), required=True
    )
    purpose = fields.Char()
    channel = fields.Selection(
        [
            ("consult", "Consulted"),
            ("file", "File Opened"),
            ("enter", "Entered"),
            ("level", "Level Changed"),
        ],
        string="What",
        required=True,
    )
    field_name = fields.Char(string="File")
    result = fields.Selection(
        [("allowed", "Allowed"), ("refused", "Refused")], required=True
    )
    rule = fields.Char(help="The rule that decided.")
    reason = fields.Selection(
        [
            ("allowed", "By role and site"),
            ("granted", "By approval"),
            ("not_seen", "Another site"),
            ("not_cleared", "No clearance"),
            ("no_purpose", "No purpose given"),
            ("too_late", "File opened too late"),
            ("no_grant", "No approval"),
            ("grant_requested", "Approval not decided yet"),
            ("grant_refused", "Approval refused"),
            ("grant_revoked", "Approval taken back"),
            ("grant_used", "Approval used up"),
            ("grant_expired", "Approval expired"),
        ]
    )
    grant_id = fields.Many2one(
        "confidential.grant", string="Approval", ondelete="restrict"
    )

    _record_idx = models.Index("(res_model, res_id, id)")
    # Entries come in the order of time: blocks of them are found by a tiny index.
    _moment_idx = models.Index("USING brin (moment)")

    @api.private
    def open_file(self, name):
        """Return the record whose file a consultation opens, with the rights it takes.

        :param name: as given by whoever asks
        :raise AccessError: if it isn't this person's reading, or no such file
        """
        entry = self.sudo().exists()
        model = self.env.get(entry.res_model) if entry else None
        opens = (
            entry.user_id == self.env.user
            and (entry.channel, entry.result) == ("consult", "allowed")
            and model is not None
            and name in getattr(model, "_confidential_fields", ())
            and model._fields[name].type == "binary"
        )
        record = model.browse(entry.res_id).exists() if opens else None
        if not record:
            raise AccessError(self.env._("There is no such file, or not for you."))
        return record.open_file(name, entry)
