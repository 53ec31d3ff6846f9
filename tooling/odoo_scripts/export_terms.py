"""Write every addon's terms to its i18n/<addon>.pot."""

# ruff: noqa: F821
import io
from pathlib import Path

from odoo.modules import get_module_path
from odoo.tools.translate import trans_export

for module in env["ir.module.module"].search(
    [("state", "=", "installed"), ("author", "=", "Customer Charter")]
):
    terms = io.BytesIO()
    if trans_export(False, [module.name], terms, "po", env):
        folder = Path(get_module_path(module.name)) / "i18n"
        folder.mkdir(exist_ok=True)
        (folder / f"{module.name}.pot").write_bytes(terms.getvalue())
