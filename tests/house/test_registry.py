"""The house guards what is installed: access, company and site rules, Chinese."""

import re
from collections import defaultdict

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import TranslationModuleReader

from .source import ROOT, addons

CHINESE = "zh_CN"
# addons of others whose screens we show: the addon of ours that ships their Chinese
FOREIGN = {"helpdesk_mgmt": "helpdesk_complaint"}
# Latin words that a Chinese reader meets as they are, each with its reason
LATIN = {
    "ID": "a Chinese reader says so too; so does Odoo's own translation",
}
# a field of ours on a model of others that needs no rule, each with its reason
UNGUARDED = {
    ("helpdesk.ticket.team", "site_id"): "everybody may hand a complaint to any desk",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdifr%]|\{\{.*?\}\}|\{\w*\}")


def guard_findings(model, security_test=None):
    """What guards a model (an empty recordset) lacks, as its administrator sees it.

    ``security_test`` is the text of its addon's security tests, None for a model
    of others that only carries a field of ours.
    """
    name, env = model._name, model.env
    here = [("model_id.model", "=", name)]
    if not env["ir.model.access"].search_count(here):
        yield f"{name} has no access rows"
    quoted = (f'"{name}"', f"'{name}'")
    if security_test is not None and not any(q in security_test for q in quoted):
        yield f"{name} does not occur in tests/test_security*.py"
    rules = env["ir.rule"].search([*here, ("groups", "=", False)])
    domains = " ".join(rule.domain_force or "" for rule in rules)
    for field, word in (("company_id", "company_id"), ("site_id", "site")):
        if (name, field) in UNGUARDED or model._transient:
            continue
        if field in model._fields and word not in domains:
            yield f"{name} has {field} but no global rule on it"


def latin(text):
    """The words of a text that a Chinese reader should not meet as they are."""
    text = re.sub(r"<[^>]*>|&\w+;", " ", PLACEHOLDER.sub(" ", text))
    return set(re.findall(r"[A-Za-z]{2,}", text)) - LATIN.keys()


def catalogue(path):
    """The entries of a .po or .pot by their English; nothing if it is missing."""
    entries = polib.pofile(str(path)) if path.exists() else ()
    return {entry.msgid: entry for entry in entries if not entry.obsolete}


def po_findings(terms, po):
    """What the code says and a .po does not, or not well."""
    for term in sorted(terms):
        entry = po.get(term)
        if not entry or not entry.msgstr or entry.fuzzy:
            if latin(term):
                yield f"no Chinese for {term!r}"
        elif sorted(PLACEHOLDER.findall(term)) != sorted(
            PLACEHOLDER.findall(entry.msgstr)
        ):
            yield f"other placeholders in the Chinese for {term!r}"


def pot_findings(terms, pot):
    yield from (f"the .pot lacks {term!r}" for term in sorted(terms - pot.keys()))
    yield from (f"the .pot still has {term!r}" for term in sorted(pot.keys() - terms))


def reader_findings(rows):
    """What a Chinese reader gets in English: (place, English, Chinese or empty)."""
    for place, english, chinese in rows:
        if chinese in ("", english) and latin(english):
            yield f"{place} reads {english!r}"


@tagged("post_install", "-at_install", "house")
class TestRegistry(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = {
            name: addon
            for name, addon in addons(ROOT).items()
            if addon.manifest.get("installable", True)
        }
        found = cls.env["ir.module.module"].search(
            [("name", "in", [*own, *FOREIGN]), ("state", "=", "installed")]
        )
        installed = set(found.mapped("name"))
        cls.missing = own.keys() - installed
        cls.own = {name: own[name] for name in own if name in installed}
        cls.foreign = {n: own[by] for n, by in FOREIGN.items() if n in installed}
        cls.rows = defaultdict(list)
        for module in installed:
            # not one reader for all: it keeps one addon per record
            reader = TranslationModuleReader(cls.env.cr, [module], CHINESE)
            for _module, kind, field, record, english, chinese, _comments in reader:
                # a Chinese source is a demo record: nothing to translate
                if not re.search(r"[\u4e00-\u9fff]", english):
                    place = f"{kind}:{field}:{record}"
                    cls.rows[module].append((place, english, chinese or ""))

    def _terms(self, module):
        return {english for _place, english, _chinese in self.rows[module]}

    def test_the_whole_house_is_installed_in_chinese(self):
        self.assertFalse(self.missing)
        self.assertTrue(self.own)
        self.assertIn(CHINESE, dict(self.env["res.lang"].get_installed()))

    def test_every_model_is_guarded(self):
        findings = []
        for model in self.env.values():
            fields = (model._fields.get(name) for name in ("company_id", "site_id"))
            ours = any(field and field._module in self.own for field in fields)
            text = None
            if home := self.own.get(model._original_module):
                tests = sorted((home.path / "tests").glob("test_security*.py"))
                text = "".join(path.read_text("utf-8") for path in tests)
            if (home or ours) and not model._abstract:
                findings += guard_findings(model, text)
        self.assertFalse(findings)

    def test_a_setting_is_not_read_with_every_company(self):
        """Each screen reads the company: what only a rule asks has its own group."""
        company = self.env["res.company"]
        ours = [
            field
            for field in company._fields.values()
            if field._module in self.own and field.store and field.column_type
        ]
        self.assertTrue(ours)
        self.assertFalse([it for it in ours if it.prefetch in (True, False)])

    def test_an_unguarded_model_is_seen(self):
        partner = self.env["res.partner"]
        self.assertFalse(list(guard_findings(partner, 'env["res.partner"]')))
        here = [("model_id.model", "=", "res.partner")]
        self.env["ir.rule"].search(here).active = False
        self.env["ir.model.access"].search(here).active = False
        self.assertEqual(
            list(guard_findings(partner, 'env["res.partner.bank"]')),
            [
                "res.partner has no access rows",
                "res.partner does not occur in tests/test_security*.py",
                "res.partner has company_id but no global rule on it",
            ],
        )

    def test_every_term_has_its_chinese(self):
        findings = []
        for name, addon in self.own.items():
            terms, i18n = self._terms(name), addon.path / "i18n"
            found = [*pot_findings(terms, catalogue(i18n / f"{name}.pot"))]
            found += po_findings(terms, catalogue(i18n / "zh_CN.po"))
            findings += [f"{name}: {finding}" for finding in found]
        for name, addon in self.foreign.items():
            po = catalogue(addon.path / "i18n_extra" / "zh_CN.po")
            found = po_findings(self._terms(name), po)
            findings += [f"{name}: {finding}" for finding in found]
        self.assertFalse(findings)

    def test_what_a_chinese_user_reads_is_chinese(self):
        rows = [row for found in self.rows.values() for row in found]
        self.assertTrue(rows)
        self.assertFalse(list(reader_findings(rows)))

    def test_missing_chinese_is_seen(self):
        terms = {"Good %s", "ID", "Fuzzy", "Empty", "Lost", "Held %(x)s", "{y} held"}
        chinese = {
            "Good %s": polib.POEntry(msgstr="好 %s"),
            "Fuzzy": polib.POEntry(msgstr="糊", flags=["fuzzy"]),
            "Empty": polib.POEntry(),
            "Held %(x)s": polib.POEntry(msgstr="持 %(z)s"),
            "{y} held": polib.POEntry(msgstr="持"),
        }
        self.assertEqual(
            list(po_findings(terms, chinese)),
            [
                "no Chinese for 'Empty'",
                "no Chinese for 'Fuzzy'",
                "other placeholders in the Chinese for 'Held %(x)s'",
                "no Chinese for 'Lost'",
                "other placeholders in the Chinese for '{y} held'",
            ],
        )
        self.assertEqual(
            list(pot_findings({"Kept", "New"}, {"Kept": 1, "Old": 1})),
            ["the .pot lacks 'New'", "the .pot still has 'Old'"],
        )
        rows = [
            ("a", "Ticket", "工单"),
            ("b", "Ticket", ""),
            ("c", "<b>ID</b> %(name)s", ""),
            ("d", "Same", "Same"),
        ]
        self.assertEqual(
            list(reader_findings(rows)), ["b reads 'Ticket'", "d reads 'Same'"]
        )
