"""Who may import whom, held as data and read from the source itself.

The tables below are the ones of ``app/__init__.py`` and CONTRIBUTING.md. Everything is found by
parsing, so a module is judged without being imported.
"""

from __future__ import annotations

import ast
import graphlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent

#: What each layer may import besides the base and itself, as packages or single modules.
LAYERS: dict[str, tuple[str, ...]] = {
    "base": (),
    "rules": (),
    "models": (),
    "services": ("app.rules", "app.models"),
    "forms": ("app.rules", "app.services.statements"),
    "registers": ("app.rules", "app.models", "app.services", "app.forms"),
    "ui": ("app.rules", "app.services", "app.registers"),
    "top": ("app",),
}
BASE = "errors money dates columns i18n paths files log settings".split()
TOP_MODULES = ("app.__main__", "app.cli")

#: Libraries that only some layers or modules may know. ``sqlite3`` is for nobody: a second SQLite
#: in the process may damage the book that SQLCipher has open.
OWNERS: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "peewee": ("models", "services"),
    "playhouse": ("models", "services"),
    "sqlcipher3": ("models", "services"),
    "reportlab": ("forms",),
    "babel": ("app.i18n",),
    "platformdirs": ("app.paths",),
    "sqlite3": (),
}

#: Slow to load, so imported where they are used, and never on the window's way to the screen.
HEAVY = (
    "reportlab", "xlsxwriter", "python_calamine", "zxingcpp", "PIL", "pypinyin", "pyzipper",
    "stdnum", "babel", "fontTools", "cn2an", "PySide6.QtPdf", "PySide6.QtPdfWidgets",
    "PySide6.QtPrintSupport", "PySide6.QtSvg",
)  # fmt: skip
#: There on some systems only, or wanted before anything else is known.
OF_THE_PLATFORM = ("resource", "fcntl", "msvcrt", "winreg", "ctypes", "platformdirs")
#: Our own modules that take long to load, and the layers that wait for them; pages and dialogs of
#: the window are imported when they are opened, commands when they are given, what paper says when
#: it is printed.
LATE = {
    "services": ("app.services.statements",),
    "ui": ("app.registers", "app.ui"),
    "top": ("app.forms", "app.registers", "app.services", "app.ui", "app.cli"),
}

#: The modules that stand between the start of the program and a usable window.
WAY_TO_THE_WINDOW = ("app.__main__", "app.cli", "app.ui.main", "app.ui.window", "app.services.book")

#: Lines of a file by folder; tables of cases may be longer than code.
LONGEST_FILE = {"app": 400, "tools": 400, "tests": 700}


@dataclass(frozen=True)
class Import:
    importer: str
    target: str
    line: int
    late: bool
    for_types: bool

    @property
    def where(self) -> str:
        return f"{self.importer}:{self.line}"


def layer_of(module: str) -> str:
    """The layer of a module of the program; '' when the tables do not know it."""
    parts = module.split(".")
    if any(_within(module, name) for name in TOP_MODULES):
        return "top"
    if len(parts) == 1 or (len(parts) == 2 and parts[1] in BASE):
        return "base"
    return parts[1] if parts[1] in LAYERS else ""


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def imports_of(module: str, source: str, modules: set[str]) -> Iterator[Import]:
    """All imports of a module, also those inside functions and behind TYPE_CHECKING."""

    def visit(node: ast.AST, *, late: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                for target in _targets(child, modules):
                    yield Import(module, target, child.lineno, late, for_types)
            elif isinstance(child, ast.Constant) and child.value in modules - {"app"}:
                # a name for import_module is an import, too
                yield Import(module, child.value, child.lineno, late=True, for_types=True)
            yield from visit(
                child,
                late=late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda),
                for_types=for_types
                or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)),
            )

    yield from visit(ast.parse(source), late=False, for_types=False)


def _targets(node: ast.Import | ast.ImportFrom, modules: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    parent = "." * node.level + (node.module or "")
    for alias in node.names:
        full = f"{parent}.{alias.name}"
        known = full in modules or full in HEAVY
        yield full if known else parent


def violations(sources: dict[str, str]) -> list[str]:
    """What a program of these modules (name and source) does against the tables."""
    modules = set(sources)
    found = []
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        if not layer_of(module):
            found.append(f"{module} belongs to no layer")
            continue
        for item in imports_of(module, source, modules):
            found += [f"{item.where} {fault}" for fault in _faults(item)]
            if item.target in modules and not item.for_types:
                graph.setdefault(module, set()).add(item.target)
        if layer_of(module) == "rules":
            found += [f"{module}:{line} asks a clock" for line in _clock_calls(source)]
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        found.append("import cycle: " + " -> ".join(error.args[1]))
    return found


def _faults(item: Import) -> Iterator[str]:
    layer = layer_of(item.importer)
    root = item.target.split(".")[0]
    if item.target.startswith("."):
        yield f"imports {item.target} by a relative name"
    elif root == "app":
        other = layer_of(item.target)
        allowed = any(_within(item.target, package) for package in LAYERS[layer])
        if other not in ("base", layer) and not allowed:
            yield f"({layer}) imports {item.target} ({other or 'no layer'})"
    else:
        if not {layer, item.importer} & set(OWNERS.get(root, (layer,))):
            yield f"({layer}) imports {item.target}"
        if layer == "rules" and root not in sys.stdlib_module_names:
            yield f"(rules) imports {item.target}, which is not of the standard library"
    if item.late and not item.for_types and not _may_be_late(item, layer):
        yield f"imports {item.target} inside a function"


def _may_be_late(item: Import, layer: str) -> bool:
    names = (*HEAVY, *OF_THE_PLATFORM, *LATE.get(layer, ()))
    return any(_within(item.target, name) for name in names)


def _clock_calls(source: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
            yield node.lineno
        if isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names):
            yield node.lineno


def program() -> dict[str, str]:
    """Name and source of every module under app/."""
    sources = {}
    for path in sorted((TOP / "app").rglob("*.py")):
        parts = path.relative_to(TOP).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sources[name] = path.read_text(encoding="utf-8")
    return sources


def test_every_import_follows_the_table():
    assert violations(program()) == []


def test_the_way_to_the_window_loads_nothing_heavy():
    code = """
import importlib, importlib.util, json, sys
for name in sys.argv[1:]:
    if importlib.util.find_spec(name):
        importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""
    output = subprocess.run(
        [sys.executable, "-c", code, *WAY_TO_THE_WINDOW],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    loaded = json.loads(output)
    assert "app.services.book" in loaded
    late = (*HEAVY, "app.services.statements")
    assert [name for name in loaded if name.startswith("app.ui.tabs.")] == []
    assert [name for name in loaded if any(_within(name, heavy) for heavy in late)] == []


def test_no_file_has_grown_beyond_reading():
    lengths = {
        str(path.relative_to(TOP)): (len(path.read_text(encoding="utf-8").splitlines()), longest)
        for folder, longest in LONGEST_FILE.items()
        for path in (TOP / folder).rglob("*.py")
    }
    assert {path: lines for path, (lines, longest) in lengths.items() if lines > longest} == {}


# The test of the test: a small sound program, and one bad module at a time.

SOUND = {
    "app": "",
    "app.errors": "import json",
    "app.i18n": "def f():\n    from babel.dates import format_date",
    "app.paths": "def f():\n    import platformdirs",
    "app.rules": "",
    "app.rules.dues": "from decimal import Decimal\nfrom app.errors import AppError",
    "app.models": "",
    "app.models.base": "import peewee\nfrom app import errors",
    "app.models.dues": "from app.models.base import BaseModel\nfrom playhouse import sqlcipher_ext",
    "app.services": "",
    "app.services.statements": "from dataclasses import dataclass",
    "app.services.dues": "from app.models.dues import Payment\nfrom app.rules import dues",
    "app.forms": "",
    "app.forms.dues": "from app.services.statements import X\ndef f():\n    import reportlab.pdfgen",
    "app.registers": "",
    "app.registers.dues": "from app.forms import dues\nfrom app.services import dues as d",
    "app.ui": "",
    "app.ui.tabs": "PAGES = ('app.ui.tabs.dues',)",
    "app.ui.tabs.dues": "from PySide6.QtWidgets import QWidget\nfrom app.services import dues",
    "app.ui.window": "def f():\n    from app.registers import dues\n    from PySide6 import QtPdf",
    "app.cli": "from app.services import dues\nfrom app.models import base",
    "app.__main__": "def main():\n    from app.ui.window import f",
}


def test_a_sound_program_has_no_violations():
    assert violations(SOUND) == []


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("app.models.x", "from app.rules import dues", "(models) imports app.rules.dues"),
        ("app.rules.x", "import app.models.dues", "(rules) imports app.models.dues"),
        ("app.services.x", "from app.forms.dues import f", "(services) imports app.forms.dues"),
        ("app.services.x", "from app.ui import window", "(services) imports app.ui.window"),
        ("app.forms.x", "from app.services import dues", "(forms) imports app.services.dues"),
        ("app.forms.x", "from app.models.base import Y", "(forms) imports app.models.base"),
        ("app.registers.x", "from app.ui import tabs", "(registers) imports app.ui.tabs"),
        ("app.ui.x", "from app.models import dues", "(ui) imports app.models.dues"),
        ("app.ui.x", "from app.forms import dues", "(ui) imports app.forms.dues"),
        ("app.ui.x", "from app import cli", "(ui) imports app.cli"),
        ("app.files", "from app import services", "(base) imports app.services"),
        ("app.stray", "", "app.stray belongs to no layer"),
        ("app.files", "import app.other.thing", "(base) imports app.other.thing (no layer)"),
        ("app.forms.x", "from . import dues", "by a relative name"),
        ("app.services.x", "from PySide6 import QtCore", "(services) imports PySide6"),
        ("app.cli.x", "import PySide6.QtCore", "(top) imports PySide6.QtCore"),
        ("app.ui.x", "import peewee", "(ui) imports peewee"),
        ("app.registers.x", "from playhouse.shortcuts import d", "imports playhouse.shortcuts"),
        ("app.ui.x", "def f():\n    import reportlab", "(ui) imports reportlab"),
        ("app.services.x", "import babel.numbers", "(services) imports babel.numbers"),
        ("app.services.x", "import sqlite3", "(services) imports sqlite3"),
        ("app.rules.x", "import stdnum", "not of the standard library"),
        ("app.rules.x", "from datetime import date\nd = date.today()", "asks a clock"),
        ("app.rules.x", "import time", "asks a clock"),
        ("app.services.x", "def f():\n    import json", "json inside a function"),
        ("app.services.x", "async def f():\n    import json", "json inside a function"),
        (
            "app.services.x",
            "class C:\n    def f(self):\n        import csv",
            "csv inside a function",
        ),
        ("app.services.x", "def f():\n    import multiprocessing", "inside a function"),
        ("app.services.x", "def f():\n    from app.rules import dues", "inside a function"),
        ("app.ui.x", "def f():\n    from PySide6 import QtCore", "PySide6 inside a function"),
        ("app.ui.x", "X = 'app.models.base'", "(ui) imports app.models.base"),
        (
            "app.services.x",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.ui import window",
            "(services) imports app.ui.window",
        ),
        ("app.models.base", "from app.models import dues", "import cycle: "),
        ("app.models.base", "from app.models.dues import Payment", "import cycle: "),
        ("app.services.dues", "import app.services.dues", "import cycle: "),
    ],
)
def test_a_bad_module_is_found(module, source, fault):
    found = violations({**SOUND, module: source})
    assert any(fault in line for line in found), found


def test_types_alone_make_no_cycle():
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.models.dues"
    assert violations({**SOUND, "app.models.base": source}) == []
