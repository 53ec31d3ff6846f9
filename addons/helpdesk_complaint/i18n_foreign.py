"""Chinese for the texts in helpdesk_mgmt's code, which ships none.

`i18n_extra/zh_CN.po` translates that addon's records; texts in code are looked up
under the addon whose file they stand in, so they are lent to it here.
"""

from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import code_translations

THEIRS, OURS, LANGUAGE = "helpdesk_mgmt", "helpdesk_complaint", "zh_CN"


def serve_foreign_terms():
    """Lend helpdesk_mgmt our terms; the day it brings its own, its own win."""
    python = {
        **code_translations.get_python_translations(OURS, LANGUAGE),
        **code_translations.get_python_translations(THEIRS, LANGUAGE),
    }
    code_translations.python_translations[THEIRS, LANGUAGE] = ReadonlyDict(python)
    messages = [
        *code_translations.get_web_translations(OURS, LANGUAGE)["messages"],
        *code_translations.get_web_translations(THEIRS, LANGUAGE)["messages"],
    ]
    web = ReadonlyDict({"messages": messages})
    code_translations.web_translations[THEIRS, LANGUAGE] = web
