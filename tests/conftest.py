"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of reference material beside the project; the test is skipped where it is absent."""
    path = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip("no corpus: set CCSVI_REFS_CORPUS")
    return path
