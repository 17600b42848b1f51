"""What the tests of this folder need beside what every test may ask for."""

import functools
import sqlite3

import pytest


@pytest.fixture(autouse=True)
def databases_closed(monkeypatch):
    """Close the databases that a test leaves open to see what is in them: Python 3.13 warns of such."""
    opened = []

    class Noted(sqlite3.Connection):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            opened.append(self)

    monkeypatch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=Noted))
    yield
    for one in opened:
        one.close()
