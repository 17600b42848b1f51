"""Who is told who asks, and with which key."""

import pytest

from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.services import SERVICES, credentials, secret_headers, user_agent, withheld

KNOWN = Settings(mailto="a@example.org", ncbi_api_key="ncbi", openalex_api_key="alex", s2_api_key="scholar")
OWN = {"eutils": "ncbi", "openalex": "alex", "s2": "scholar"}


def told(service: str, settings: Settings = KNOWN) -> str:
    return f"{credentials(service, settings)} {secret_headers(service, settings)} {user_agent(service, settings)}"


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_goes_to_its_own_service_alone(service):
    found = {key for key in OWN.values() if key in told(service)}
    assert found == ({OWN[service]} if service in OWN else set())


@pytest.mark.parametrize("service", SERVICES)
def test_the_e_mail_address_goes_to_those_who_ask_for_one(service):
    asks = service in {"crossref", "eutils", "idconv", "datacite", "openlibrary", "openalex"}
    assert ("a@example.org" in told(service)) is asks


@pytest.mark.parametrize(("service", "key"), OWN.items())
@pytest.mark.parametrize(
    ("base", "sent"),
    [
        ("http://services.example", False),
        ("http://127.0.0.1.services.example", False),
        ("http://10.0.0.1", False),
        ("https://services.example", True),
        ("http://127.0.0.1:9/x", True),
        ("http://[::1]", True),
        ("http://localhost", True),
    ],
)
def test_a_key_is_not_sent_where_others_can_read_it(service, key, base, sent):
    settings = Settings(
        **{SERVICES[service].url: base}, ncbi_api_key="ncbi", openalex_api_key="alex", s2_api_key="scholar"
    )
    assert (key in told(service, settings)) is sent
    assert any(base in sentence for sentence in withheld(settings)) is not sent
