from odoo import api, models

CUSTODIAN = "archive_retention.archive_retention_group_custodian"
FILING = "archive_retention.archive_paper_filing_action"


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Records that have a paper can have it filed, by who keeps the archive."""
        bindings = super().get_bindings(model_name)
        files = (
            model_name != "archive.document"  # what is in the archive already
            and self.env.user.has_group(CUSTODIAN)
            and (
                bindings.get("report")
                or self.env["archive.class"].papers_of(model_name)
            )
        )
        action = files and self.env.ref(FILING, raise_if_not_found=False)
        if not action:
            return bindings
        mine = action.sudo().read(["name", "binding_view_types"])[0]
        return {**bindings, "action": [*bindings.get("action", ()), mine]}
