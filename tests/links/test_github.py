"""Links to github.com that nobody without a login is shown: asked of the API with the user's token, which goes nowhere else."""

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import github
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FaultServer, as_json, html


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/octo", "/users/octo"),
        ("/octo/cat/", "/repos/octo/cat"),
        ("/octo/cat/issues/17#issuecomment-3", "/repos/octo/cat/issues/17"),
        ("/octo/cat/pull/17/files", "/repos/octo/cat/issues/17"),
        ("/octo/cat/blob/main/docs/a%20b.md", "/repos/octo/cat/contents/docs/a%20b.md?ref=main"),
        ("/octo/cat/tree/v1.0", "/repos/octo/cat/commits/v1.0"),
        ("/octo/cat/releases/tag/v1.0", "/repos/octo/cat/releases/tags/v1.0"),
        ("/octo/cat/commit/0123456", "/repos/octo/cat/commits/0123456"),
        ("/octo/cat/wiki/Home", ""),
        ("/octo/../../x/y", ""),
    ],
)
def test_what_is_asked_for_an_address(path, asked):
    assert github.question(f"https://github.com{path}") == asked
    assert github.question(f"https://elsewhere.example{path}") == ""


@pytest.mark.parametrize(("token", "verdict"), [("", "broken"), ("s3cret", "ok")])
def test_a_private_repository_is_there_for_who_has_a_token(token, verdict, monkeypatch):
    monkeypatch.setattr(github, "HOSTS", {"127.0.0.1"})
    sent = {}

    def route(request):
        sent[request.path] = request.headers.get("authorization", "")
        return as_json({}) if request.path.startswith("/api/repos/octo/cat") else html("No", status=404)

    with FaultServer({"*": route}) as server:
        chosen = LinkSettings(second_look=0.02, archive=False)
        settings = Settings(allow_private=True, github_token=token, github_url=server.url("/api"), links=chosen)
        found = links.check([Link(server.url("/octo/cat")), Link(server.url("/octo/dog"))], {}, settings)
    assert [status.verdict for status in found] == [verdict, "broken"]
    assert {path: value for path, value in sent.items() if value} == (
        {"/api/repos/octo/cat": "Bearer s3cret", "/api/repos/octo/dog": "Bearer s3cret"} if token else {}
    )
