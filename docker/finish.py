"""What init does inside Odoo after the installation, piped into "odoo shell"."""

import os
from pathlib import Path

env = env  # noqa: F821  (Odoo's shell gives it)

wanted = env["ir.module.module"].search([("name", "=", "customer_charter")])
if wanted.state != "installed":
    raise SystemExit(
        "init: the addon customer_charter was not installed; see the messages above."
    )

# A new database opens to admin / admin; so does one whose creation was interrupted.
admin = env.ref("base.user_admin")
env.cr.execute("SELECT password FROM res_users WHERE id = %s", [admin.id])
[stored] = env.cr.fetchone()
if stored and admin._crypt_context().verify("admin", stored):
    password = (
        Path(os.environ["ADMIN_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
    )
    admin.write(
        {"password": password, "lang": os.environ.get("CHARTER_LANG") or "zh_CN"}
    )

env["ir.config_parameter"].set_param(
    "customer_charter.image", os.environ["CHARTER_BUILD"]
)
env.cr.commit()
