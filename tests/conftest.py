"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says what else the machine is doing.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

ROOT = Path(__file__).resolve().parents[1]


class Corpus:
    """Reference material beside the project; what of it is absent skips the test that asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __truediv__(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            pytest.skip(f"no {name} in the corpus: CCSVI_REFS_CORPUS says where it is")
        return path


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the reference material beside the project, in CCSVI_REFS_CORPUS or ../shared."""
    return Corpus(Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared"))
