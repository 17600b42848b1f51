"""Do the tests notice when the code is wrong? Small faults are put into core modules, one at a time.

``python -m tests.mutants [MODULE...] [--each N] [--seed N]`` changes one operator, constant, condition or call in a copy of the
project, runs the tests that stand beside the module, without any reference material, and counts the changes that they
notice. The seed makes a run repeatable; a run is bounded by ``--each`` and by seconds for each change. It needs
``os.fork``.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: Core modules, each with the tests that stand beside it.
MODULES = {
    "csl/collapse.py": ["tests/csl/test_collapsing.py"],
    "csl/disambiguate.py": ["tests/csl/test_disambiguation.py", "tests/csl/test_telling_apart.py"],
    "csl/numbers.py": ["tests/csl/test_numbers.py"],
    "matching/locating.py": ["tests/matching"],
    "matching/differing.py": ["tests/matching"],
    "links/judge.py": ["tests/links/test_judging.py", "tests/links/test_pages.py"],
    "pages/entries.py": ["tests/pages/test_layouts.py", "tests/pages/test_lists.py", "tests/pages/test_entries.py"],
    "formats/bibtex/scanning.py": ["tests/formats/test_bibtex_syntax.py", "tests/formats/test_bibtex_scanning.py"],
    "matching/repeats.py": ["tests/matching/test_repeats.py", "tests/auditing/test_alike.py"],
    "formats/bibtex/names.py": ["tests/formats/test_bibtex_names.py", "tests/formats/test_bibtex_names_alone.py"],
    "transport/guard.py": ["tests/transport/test_guard.py"],
    "identifiers.py": ["tests/test_identifiers.py"],
    "auditing/accepting.py": ["tests/auditing"],
    "auditing/notices.py": ["tests/auditing"],
    "auditing/fields.py": ["tests/auditing"],
    "correcting/places.py": ["tests/correcting"],
    "model/reference.py": ["tests/test_model.py", "tests/test_api.py"],
}
#: What tests bring from outside is imported once, before any copy of ours.
PRELOADED = ("lxml.html", "lxml.etree", "rapidfuzz", "requests", "jsonschema", "pytest", "rich", "click", "aiohttp")
COPIED = ("src", "tests", "styles", "examples", "docs")
SECONDS = 120
#: Of these the corpus alone has inputs; collecting them costs time.
LEFT_OUT = ("tests/csl/test_suite.py", "tests/csl/test_styles.py")

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.And: ast.Or, ast.Or: ast.And, ast.Mult: ast.Add,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault: where, what was changed, and the whole text."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, each with one change."""
    count = sum(1 for _ in _sites(ast.parse(source)))
    for wanted in range(count):
        tree = ast.parse(source)
        line, change = next(site for place, site in enumerate(_sites(tree, wanted)) if place == wanted)
        yield Mutant(line, change, ast.unparse(tree))


def _sites(tree: ast.Module, wanted: int = -1) -> Iterator[tuple[int, str]]:
    """Yield the places of a tree that can be changed; the wanted one is changed on the way."""
    seen = 0
    for node in _code(tree):
        for line, change, apply in _changes(node):
            if seen == wanted:
                apply()
            seen += 1
            yield line, change


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that do something: no docstrings, annotations, imports or tables of names."""
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr)):
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            yield node
            yield from _code(node)


def _changes(node: ast.AST) -> Iterator[tuple[int, str, object]]:
    line = getattr(node, "lineno", 0)
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in _SWAPS:
            yield line, _named(operator), lambda: node.ops.__setitem__(0, _SWAPS[type(operator)]())
        case ast.BoolOp() | ast.BinOp() if type(node.op) in _SWAPS:
            yield line, _named(node.op), lambda: setattr(node, "op", _SWAPS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield line, "not x → x", lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.If() | ast.IfExp():
            yield line, "if → if not", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.Constant(value=bool(value)):
            yield line, f"{value} → {not value}", lambda: setattr(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield line, f"{value} → {value + 1}", lambda: setattr(node, "value", value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield line, f"{name} → {_NAMES[name]}", lambda: setattr(node.func, "id", _NAMES[name])


def _named(operator: ast.AST) -> str:
    return f"{type(operator).__name__} → {_SWAPS[type(operator)].__name__}"


def is_noticed(copy: Path, module: str, text: str, tests: list[str]) -> bool:
    """Return whether the tests fail on a copy of the project in which a module has this text."""
    target = copy / "src/ccsvi_refs" / module
    kept = target.read_text("utf-8")
    target.write_text(text, "utf-8")
    try:
        child = os.fork()
        if child == 0:
            _end(copy, tests)
        return _status(child) != 0
    finally:
        target.write_text(kept, "utf-8")


def _end(copy: Path, tests: list[str]) -> None:
    """Run the tests and end the process, whatever happens: what was forked must not go on as its parent would."""
    status = 1
    try:
        status = _run(copy, tests)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _run(copy: Path, tests: list[str]) -> int:
    """Return the status of the tests, run in the copy by the forked child."""
    os.chdir(copy)
    sys.dont_write_bytecode = True  # a fault of the same length in the same second would be taken for the text before
    os.setsid()
    sink = os.open(os.environ.get("MUTANTS_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.environ["CCSVI_REFS_CORPUS"] = str(copy / "nothing")
    sys.path[:] = [
        str(copy / "src"),
        str(copy),
        *(p for p in sys.path if Path(p).resolve() not in (ROOT, ROOT / "src")),
    ]
    for name in [name for name in sys.modules if name.split(".")[0] in ("ccsvi_refs", "tests")]:
        del sys.modules[name]
    import pytest

    ignored = [f"--ignore={name}" for name in LEFT_OUT]
    present = [name for name in tests if (copy / name).exists()]
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *ignored, *present]))


def _status(child: int) -> int:
    """Return a child's status, 1 where it took too long and was ended."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


def main() -> int:
    """Print which faults went unnoticed; status 1 where fewer than four in five were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--each", type=int, default=14, help="faults a module")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for name in PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    noticed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
            shutil.copy(ROOT / name, copy / name)
        for module in given.modules:
            found, tried = _module(copy, module, given.each, given.seed)
            noticed, total = noticed + found, total + tried
    print(f"{noticed} of {total} noticed")
    return int(noticed < 0.8 * total)


def _module(copy: Path, module: str, each: int, seed: int) -> tuple[int, int]:
    tests = MODULES[module]
    source = (copy / "src/ccsvi_refs" / module).read_text("utf-8")
    if is_noticed(copy, module, source, tests):
        print(f"{module}: its tests fail as it is")
        return 0, 0
    every = list(mutants(source))
    chosen = random.Random(f"{seed} {module}").sample(every, min(each, len(every)))
    missed = [mutant for mutant in chosen if not is_noticed(copy, module, mutant.source, tests)]
    print(f"{module}: {len(chosen) - len(missed)} of {len(chosen)} noticed", flush=True)
    for mutant in sorted(missed, key=lambda each: each.line):
        print(f"    line {mutant.line}: {mutant.change}: {source.splitlines()[mutant.line - 1].strip()}", flush=True)
    return len(chosen) - len(missed), len(chosen)


if __name__ == "__main__":
    sys.exit(main())
