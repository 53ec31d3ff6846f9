"""The addons read as text: what the house forbids, one checker per rule.

Every checker takes the repository's root and returns readable findings; an
empty list means the rule is kept. Nothing here imports Odoo.
"""

import ast
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
LAYERS = {
    # layer: the layers it may stand on
    "roof": {"glue", "rooms", "shared", "ground"},
    "glue": {"rooms", "shared", "ground"},
    "rooms": {"shared", "ground"},
    "shared": {"ground"},
    "ground": {"ground"},
}
# An addon with one of these folders has words for people, and so needs its Chinese.
SPEAKING = ("models", "wizards", "views", "report", "controllers", "data", "static/src")


@dataclass(frozen=True, kw_only=True)
class Addon:
    name: str
    path: Path
    manifest: dict

    def python(self, *folders):
        """Its Python files with their syntax trees, of these folders only."""
        for path in sorted(self.path.rglob("*.py")):
            inside = path.relative_to(self.path).parts
            if path.name != "__manifest__.py" and (
                not folders or (inside[0] in folders and len(inside) > 1)
            ):
                yield path, ast.parse(path.read_text("utf-8"), str(path))

    def xml(self):
        for path in sorted(self.path.rglob("*.xml")):
            if "lib" not in path.relative_to(self.path).parts:
                yield path


def addons(tree):
    return {
        path.parent.name: Addon(
            name=path.parent.name,
            path=path.parent,
            manifest=ast.literal_eval(path.read_text("utf-8")),
        )
        for path in sorted(tree.glob("addons/*/__manifest__.py"))
    }


def declared(own, name):
    """The own addons that ``name`` depends on, directly or through others."""
    found, todo = set(), [name]
    while todo:
        for dependency in own[todo.pop()].manifest.get("depends", ()):
            if dependency in own and dependency not in found:
                found.add(dependency)
                todo.append(dependency)
    return found


def imports(addon, path, syntax):
    """Each imported name, absolute: (line, "odoo.addons.x.policies.y")."""
    package = ["odoo", "addons", addon.name]
    package += path.relative_to(addon.path).parts[:-1]
    for node in ast.walk(syntax):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join(start + ([node.module] if node.module else []))
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def is_under(name, *packages):
    return any(name == p or name.startswith(p + ".") for p in packages)


def policy_imports(tree):
    """Policies are plain Python: the standard library and other policies."""
    own, findings = addons(tree), []
    for addon in own.values():
        allowed = [
            f"odoo.addons.{name}.policies"
            for name in {addon.name} | declared(own, addon.name)
        ]
        for path, syntax in addon.python("policies"):
            where = path.relative_to(tree)
            for line, name in imports(addon, path, syntax):
                standard = name.split(".")[0] in sys.stdlib_module_names
                if is_under(name, "importlib") or not (
                    standard or is_under(name, *allowed)
                ):
                    findings.append(f"{where}:{line} a policy imports {name}")
    return findings


def foreign_imports(tree):
    """Of another own addon, Python may import declared policies, tests its helpers."""
    own, findings = addons(tree), []
    for addon in own.values():
        known = declared(own, addon.name)
        for path, syntax in addon.python():
            inside = path.relative_to(addon.path).parts
            for line, name in imports(addon, path, syntax):
                other = [*name.split("."), "", ""][2]
                if not name.startswith("odoo.addons.") or other not in own:
                    continue
                allowed = [f"odoo.addons.{other}.policies"]
                if "tests" in inside:
                    allowed += (
                        f"odoo.addons.{other}.tests.{helper}"
                        for helper in ("common", "leaks", "race")
                    )
                if other != addon.name and not (
                    other in known and is_under(name, *allowed)
                ):
                    where = path.relative_to(tree)
                    findings.append(f"{where}:{line} imports {name}")
    return findings


@dataclass(kw_only=True)
class Line:
    layer: str
    on: set
    remark: str
    place: int = 0


@dataclass
class Drawing:
    lines: dict = field(default_factory=dict)
    findings: list = field(default_factory=list)


def drawing(text):
    """The fenced block ``house`` of docs/architecture.md."""
    drawn = Drawing()
    block = re.search(r"^```house\n(.*?)^```", text, re.M | re.S)
    if not block:
        drawn.findings.append("docs/architecture.md has no ```house block")
    for row in block[1].splitlines() if block else ():
        if not row.strip():
            continue
        parts = re.fullmatch(r"(\w+)\s+(\w+)\s+on\s+([\w\s,]+|-)\s*(?:#(.*))?", row)
        if not parts or parts[1] not in LAYERS or parts[2] in drawn.lines:
            drawn.findings.append(f"drawing: cannot use the line {row!r}")
            continue
        layer, name, on, remark = parts.groups(default="")
        drawn.lines[name] = Line(
            layer=layer,
            on={n for n in re.split(r"[\s,]+", on) if n.strip("-")},
            remark=remark.strip(),
            place=len(drawn.lines),
        )
    layers = [line.layer for line in drawn.lines.values()]
    if layers != sorted(layers, key=list(LAYERS).index):
        drawn.findings.append(f"drawing: layers stand as {', '.join(LAYERS)}")
    return drawn


def dependencies(tree, text):
    """Manifests and the drawing agree, and point down only."""
    own, drawn = addons(tree), drawing(text)
    findings, lines = drawn.findings, drawn.lines
    findings += [f"{n} is not in the drawing" for n in sorted(own.keys() - lines)]
    for name, line in lines.items():
        later = line.remark.startswith("later")
        if later == (name in own):
            findings.append(
                f"{name} exists, yet its remark says later"
                if later
                else f"{name} is drawn, does not exist and is not marked later"
            )
        for other in sorted(line.on):
            below = lines.get(other)
            if not below:
                findings.append(f"{name} is drawn on {other}, which is not drawn")
            elif below.place <= line.place:
                findings.append(f"{name} depends upward on {other}")
            elif below.layer not in LAYERS[line.layer]:
                findings.append(
                    f"{name} ({line.layer}) may not stand on {other} ({below.layer})"
                )
        if name in own:
            real = set(own[name].manifest.get("depends", ()))
            for other in sorted(real & (own.keys() | lines) - line.on):
                findings.append(f"{name} depends on {other}, which is not drawn there")
            for other in sorted(line.on & own.keys() - real):
                findings.append(f"{name} is drawn on {other}, its manifest is not")
    return findings


def private_methods(addon, with_tests):
    """The private methods its classes define.

    One that only extends what it inherits (calls ``super()``) is not its own
    invention: Odoo's hooks are nobody's secret.
    """
    for path, syntax in addon.python():
        if not with_tests and "tests" in path.relative_to(addon.path).parts:
            continue
        for node in ast.walk(syntax):
            for method in node.body if isinstance(node, ast.ClassDef) else ():
                if (
                    isinstance(method, ast.FunctionDef)
                    and re.match(r"_[^_]", method.name)
                    and (
                        with_tests
                        or f"super().{method.name}" not in ast.unparse(method)
                    )
                ):
                    yield method.name


def private_calls(tree):
    """No addon calls a private method that another own addon defines."""
    own, findings = addons(tree), []
    secrets = {a.name: set(private_methods(a, False)) for a in own.values()}
    for addon in own.values():
        mine = set(private_methods(addon, True))
        for path, syntax in addon.python():
            for node in ast.walk(syntax):
                call = node.func if isinstance(node, ast.Call) else None
                if (
                    not isinstance(call, ast.Attribute)
                    or call.attr in mine
                    or ast.unparse(call.value).startswith("super(")
                ):
                    continue
                for other, names in secrets.items():
                    if call.attr in names:
                        where = f"{path.relative_to(tree)}:{node.lineno}"
                        findings.append(f"{where} calls {other}'s private {call.attr}")
    return findings


def model_classes(syntax):
    """(model, is new, has records) for each Odoo model class of a file."""
    for node in ast.walk(syntax):
        if not isinstance(node, ast.ClassDef):
            continue
        values = {}
        for statement in node.body:
            if isinstance(statement, ast.Assign):
                name = ast.unparse(statement.targets[0])
                if name in ("_name", "_inherit"):
                    values[name] = ast.literal_eval(statement.value)
        if values:
            model = values.get("_name") or values["_inherit"]
            bases = {ast.unparse(base) for base in node.bases}
            records = bases & {"models.Model", "models.TransientModel"}
            model = model if isinstance(model, str) else model[0]
            yield model, "_name" in values, bool(records)


def model_files(tree):
    """One model per file, the file named after the model."""
    findings = []
    for addon in addons(tree).values():
        for path, syntax in addon.python("models", "wizards"):
            where = path.relative_to(tree)
            names = [model for model, _new, _records in model_classes(syntax)]
            if len(names) > 1:
                findings.append(f"{where} holds {len(names)} models")
            elif names and path.stem != names[0].replace(".", "_"):
                findings.append(f"{where} is not named after {names[0]}")
    return findings


def missing_files(tree):
    """What every addon brings along."""
    findings = []
    for addon in addons(tree).values():
        wanted = ["readme/DESCRIPTION.md", "pyproject.toml"]
        if any((addon.path / folder).is_dir() for folder in SPEAKING):
            wanted += [f"i18n/{addon.name}.pot", "i18n/zh_CN.po"]
        if any(
            new and records
            for _path, syntax in addon.python()
            for _model, new, records in model_classes(syntax)
        ):
            wanted.append("tests/test_security.py")
        findings += [
            f"addons/{addon.name}/{name} is missing"
            for name in wanted
            if not (addon.path / name).is_file()
        ]
    return findings


def manifests(tree):
    findings = []
    for addon in addons(tree).values():
        manifest = addon.manifest
        wrong = [k for k in ("name", "summary", "author") if not manifest.get(k)]
        wrong += [] if isinstance(manifest.get("depends"), list) else ["depends"]
        if not str(manifest.get("version")).startswith("19.0."):
            wrong.append("version")
        if manifest.get("license") != "AGPL-3":
            wrong.append("license")
        findings += [f"addons/{addon.name}/__manifest__.py: {key}" for key in wrong]
    return findings


def xml_style(tree):
    """UTF-8 said aloud, no <data>, a path for every page (not for dialogs)."""
    findings = []
    for addon in addons(tree).values():
        for path in addon.xml():
            where, text = path.relative_to(tree), path.read_text("utf-8")
            if not re.match(r"""<\?xml [^>]*encoding=["']utf-8["']""", text, re.I):
                findings.append(f'{where} does not say encoding="UTF-8"')
            root = ElementTree.fromstring(text.encode())
            if root.find(".//data") is not None and "static" not in where.parts:
                findings.append(f"{where} has a <data> element")
            for record in root.iter("record"):
                home, _dot, _name = record.get("id", "").rpartition(".")
                fields = {f.get("name"): f.text for f in record.findall("field")}
                if (
                    record.get("model") == "ir.actions.act_window"
                    and home in ("", addon.name)
                    and fields.get("target") != "new"
                    and not fields.get("path")
                ):
                    findings.append(f"{where} {record.get('id')} has no path")
    return findings


CHECKERS = (
    policy_imports,
    foreign_imports,
    private_calls,
    model_files,
    missing_files,
    manifests,
    xml_style,
)
