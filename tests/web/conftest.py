"""The page, served once for the tests of one module."""

import pytest

from tests.web.served import mirrored, served


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return mirrored(tmp_path_factory.mktemp("mirrored"))


@pytest.fixture(scope="module")
def page(settings):
    pytest.importorskip("starlette")
    with served(settings) as running:
        yield running
