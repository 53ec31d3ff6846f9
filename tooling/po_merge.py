"""Bring a Chinese catalogue up to date with its template, and say what has no Chinese.

Runs in the project's Python environment: ``python -m tooling.po_merge X.pot zh_CN.po``.
"""

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polib

# Odoo's own words for what every model inherits from it.
MEMORY = ("base", "calendar", "mail", "resource")
# The linter wants no translation that equals its source.
OWN_WORDS = {"ID": "记录 ID"}


@cache
def odoo_chinese():
    """What Odoo itself says in Chinese, by source text."""
    memory = {}
    for addon in MEMORY:
        folder = Path(
            next(iter(find_spec(f"odoo.addons.{addon}").submodule_search_locations))
        )
        for entry in polib.pofile(str(folder / "i18n" / "zh_CN.po")):
            memory.setdefault(entry.msgid, entry.msgstr)
    return memory


def merge(template_file, catalogue_file):
    """Keep the translations whose source text is unchanged; list the open ones.

    A new term that Odoo has in Chinese too gets Odoo's word. Odoo's exporter stamps
    the template with the moment of the export: that is left out, so that an export
    without a change changes no file.
    """
    template = polib.pofile(str(template_file))
    for name in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator"):
        template.metadata.pop(name, None)
    known = {}
    if catalogue_file.exists():
        for entry in polib.pofile(str(catalogue_file)):
            known[entry.msgctxt, entry.msgid] = entry.msgstr
    _write(template, template_file)
    template.metadata["Language"] = "zh_CN"
    for entry in template:
        entry.msgstr = (
            known.get((entry.msgctxt, entry.msgid))
            or OWN_WORDS.get(entry.msgid)
            or odoo_chinese().get(entry.msgid)
            or ""
        )
    _write(template, catalogue_file)
    return [entry.msgid for entry in template if not entry.msgstr]


def _write(catalogue, file):
    catalogue.sort(key=lambda entry: entry.msgid)
    file.write_text(str(catalogue), encoding="utf-8")


if __name__ == "__main__":
    template_path, catalogue_path = map(Path, sys.argv[1:])
    missing = merge(template_path, catalogue_path)
    for text in missing:
        print(f"{catalogue_path}: no Chinese for {text!r}")
    sys.exit(1 if missing else 0)
