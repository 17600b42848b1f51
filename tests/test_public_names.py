"""What ``import ccsvi_refs`` offers, and what it costs."""

import os
import statistics
import subprocess
import sys

import ccsvi_refs
from tests.conftest import ROOT


def fresh(code: str) -> str:
    """Return what the code prints in an interpreter of its own."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.check_output([sys.executable, "-c", code], text=True, env=environ).strip()


def test_all_is_sorted_and_every_name_resolves():
    assert sorted(ccsvi_refs.__all__) == ccsvi_refs.__all__
    for name in ccsvi_refs.__all__:
        assert getattr(ccsvi_refs, name) is not None
    assert dir(ccsvi_refs) == ccsvi_refs.__all__


def test_functions_are_not_hidden_by_modules_of_the_same_name():
    import ccsvi_refs.auditing
    import ccsvi_refs.links
    import ccsvi_refs.rendering
    import ccsvi_refs.resolving

    for name in ("audit", "ccsvi", "check_links", "load", "render", "resolve"):
        assert callable(getattr(ccsvi_refs, name))


def test_importing_brings_nothing_heavy():
    heavy = ("lxml", "requests", "rich", "click", "rapidfuzz", "aiohttp")
    assert fresh(f"import sys, ccsvi_refs; print([m for m in {heavy} if m in sys.modules])") == "[]"


def test_importing_takes_less_than_60_ms_beyond_bare_python():
    code = "import time; t = time.perf_counter(); import ccsvi_refs; print(time.perf_counter() - t)"
    runs = [float(fresh(code)) for _ in range(5)]
    assert statistics.median(runs) < 0.06
