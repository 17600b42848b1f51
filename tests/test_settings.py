"""Settings from the environment and from files."""

from pathlib import Path

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import Settings, from_environment


def test_the_environment_wins_over_the_base():
    base = Settings(mailto="file@example.org", offline=True)
    settings = from_environment(
        {
            "CCSVI_REFS_CROSSREF_URL": "http://127.0.0.1:1/prefix/",
            "CCSVI_REFS_ALLOW_PRIVATE": "1",
            "CCSVI_REFS_CACHE_DIR": "/tmp/c",
            "OTHER": "x",
        },
        base,
    )
    assert settings.crossref_url == "http://127.0.0.1:1/prefix"
    assert settings.allow_private is True
    assert settings.cache_dir == Path("/tmp/c")
    assert settings.mailto == "file@example.org"
    assert settings.offline is True


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("allow-private", "perhaps", "true or false"),
        ("timeout", "soon", "number of seconds"),
        ("timeout", "-1", "number of seconds"),
        ("crossref-url", "ftp://x", "http or https"),
        ("colour", "x", "unknown setting 'colour'"),
    ],
)
def test_a_senseless_value_is_refused_with_its_place(name, value, wrong):
    with pytest.raises(SettingsError, match=wrong) as caught:
        Settings().with_values({name: value}, "pyproject.toml")
    assert "pyproject.toml" in str(caught.value)
