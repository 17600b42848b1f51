"""The page, served once for the tests of one module."""

import pytest


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    from tests.web.served import mirrored

    return mirrored(tmp_path_factory.mktemp("mirrored"))


@pytest.fixture(scope="module")
def page(settings):
    from tests.web.served import served

    with served(settings) as running:
        yield running
