"""What registries say of a work's standing, whichever side says it, and of its versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ccsvi_refs.formats.records import crossref
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.resolving import Resolution, resolve
from tests.service_data import Holdings, work
from tests.service_more import arxiv_entry
from tests.services import TEXT, Answer, Services

TROMBONE = work("10.1000/trombone", "Cerebral transit time in trombonists", "Larkin", volume="4", page="10-19")
NOTICE = work(
    "10.1000/notice",
    "Retraction: Cerebral transit time in trombonists",
    "Editor",
    volume="7",
    page="99-99",
    update_to=[{"DOI": "10.1000/TROMBONE", "type": "retraction", "label": "Retraction", "source": "publisher"}],
)
PREPRINT = work(
    "10.1101/014852", "After the games are over: trade-offs in weeds", "Perkins", type="posted-content",
    container_title=[], volume="", page="", institution=[{"name": "bioRxiv"}],
)  # fmt: skip
ARTICLE = work(
    "10.1000/weeds", "After the games are over: trade-offs in weeds", "Perkins", volume="6", page="6425-6434",
    relation={"has-preprint": [{"id": "10.1101/014852", "id-type": "doi"}]},
)  # fmt: skip


def cited(text: str = "", key: str = "r", **fields: object) -> Reference:
    return Reference(FrozenDict({"id": key, **fields}), Mention(text) if text else None)


def one(services: Services, tmp_path: Path, reference: Reference) -> Resolution:
    return resolve([reference], services.settings(tmp_path))[0]


def notices(found: Resolution) -> list[tuple[str, str]]:
    return [(notice.kind, notice.doi) for notice in found.notices if not notice.of]


def test_a_retraction_known_from_the_notices_side_alone_was_lost_with_the_doi(tmp_path: Path) -> None:
    text = "Larkin J. Cerebral transit time in trombonists. J Tests 2015;4(3):10-19. doi:10.1000/trombone"
    with Services(Holdings([TROMBONE, NOTICE])) as services:
        found = one(services, tmp_path, cited(text))
        filters = [seen.params["filter"] for seen in services.asked("crossref", "list")]
    assert filters == ["updates:10.1000/trombone"]
    assert notices(found) == [("retraction", "10.1000/notice")]


def test_notices_are_asked_for_fifty_works_at_a_time(tmp_path: Path) -> None:
    works = [work(f"10.1000/w{n}", f"Number {n} of the long series of tests", f"Name{n}") for n in range(60)]
    notice = NOTICE | {"update-to": [{"DOI": "10.1000/w59", "type": "retraction", "source": "publisher"}]}
    with Services(Holdings([*works, notice])) as services:
        found = resolve([cited(key=str(n), DOI=f"10.1000/w{n}") for n in range(60)], services.settings(tmp_path))
        assert len([seen for seen in services.requests if "updates" in seen.params.get("filter", "")]) == 2
    assert [notices(resolution) for resolution in found if resolution.notices] == [[("retraction", "10.1000/notice")]]


def test_a_question_for_notices_that_fails_is_said_and_takes_nothing_away(tmp_path: Path) -> None:
    with Services(Holdings([TROMBONE, NOTICE])) as services:
        refused = Answer(b'{"status":"failed","message-type":"validation-failure","message":[]}', 400)
        services.changed = lambda service, path, answer: refused if path == "/works" else answer
        found = one(services, tmp_path, cited(DOI="10.1000/trombone"))
    assert found.status == "matched"
    assert any("Crossref did not understand" in problem for problem in found.problems)


def test_a_mirror_knows_the_notices_of_a_work_whose_own_record_does_not(tmp_path: Path) -> None:
    lines = tmp_path / "works.jsonl"
    lines.write_text("".join(json.dumps(item) + "\n" for item in (TROMBONE, NOTICE)))
    mirror.build(tmp_path / "mirror", [lines])
    with Services() as services:
        settings = services.settings(tmp_path, mirror=tmp_path / "mirror")
        found = resolve([cited(DOI="10.1000/trombone")], settings, registries=("mirror",))[0]
        assert not services.requests
    assert found.status == "matched"
    assert notices(found) == [("retraction", "10.1000/notice")]


@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        ("correction", "Removal of Expression of Concern", "concern-lifted"),
        ("retraction", "Retraction of the editorial expression of concern", "concern-lifted"),
        ("correction", "Expression of concern has been lifted", "concern-lifted"),
        ("expression_of_concern", "Expression of concern", "expression-of-concern"),
        ("concern", "Concern", "expression-of-concern"),
        ("retracted", "Retracted", "retraction"),
        ("partial_retraction", "Partial Retraction", "partial-retraction"),
        ("reinstatement", "Reinstatement", "reinstatement"),
        ("correction", "Reinstatement notice", "reinstatement"),
        ("retraction", "Withdrawal of the retraction", "reinstatement"),
        ("correction", "Correction of a concern about removals", "correction"),
    ],
)
def test_kinds_of_notices_by_type_and_label(kind: str, label: str, expected: str) -> None:
    message = TROMBONE | {"updated-by": [{"DOI": "10.1000/n", "type": kind, "label": label, "source": "publisher"}]}
    assert [notice.kind for notice in crossref.reference(message).notices] == [expected]


def test_a_preprint_that_only_openalex_knows_to_have_appeared(tmp_path: Path) -> None:
    held = Holdings([PREPRINT])
    held.openalex = [
        {
            "id": "https://openalex.org/W9", "doi": "https://doi.org/10.1000/weeds", "type": "article",
            "title": "After the games are over: trade-offs in weeds", "publication_year": 2016, "authorships": [],
            "locations": [
                {"landing_page_url": "https://doi.org/10.1000/weeds", "version": "publishedVersion",
                 "source": {"display_name": "Weeds", "type": "journal"}},
                {"landing_page_url": "https://doi.org/10.1101/014852", "version": "submittedVersion",
                 "source": {"display_name": "bioRxiv", "type": "repository"}},
            ],
        }
    ]  # fmt: skip
    with Services(held) as services:
        found = one(services, tmp_path, cited(DOI="10.1101/014852"))
        alone = resolve([cited(DOI="10.1101/014852")], services.settings(tmp_path), registries=("pubmed", "crossref"))[
            0
        ]
    assert notices(found) == [("published-version", "10.1000/weeds")]
    assert notices(alone) == []


def test_the_article_says_of_which_preprint_it_is_the_article(tmp_path: Path) -> None:
    mixed = cited(
        "Perkins J. After the games are over: trade-offs in weeds. J Tests 2015;6:6425-6434. doi:10.1101/014852"
    )
    with Services(Holdings([PREPRINT, ARTICLE])) as services:
        found = one(services, tmp_path, mixed)
    assert found.reference is not None
    dois = {found.reference.identifier("doi"), *(notice.doi for notice in found.notices)}
    assert dois >= {"10.1101/014852", "10.1000/weeds"}


ENTRY = arxiv_entry("1412.00001", "Harp strings under arctic conditions", ["Nils Nielsen"], "2014-12-01",
                    "<arxiv:doi>10.1000/harp</arxiv:doi>")  # fmt: skip
FORMS = [
    cited("Nielsen N. Harp strings under arctic conditions. arXiv preprint arXiv:1412.00001. 2014."),
    cited("Nielsen, N. Harp strings under arctic conditions. https://arxiv.org/abs/1412.00001v5 (2014)."),
    cited("Nielsen N. Harp strings under arctic conditions. arXiv [cs.CL]. 2014. http://arxiv.org/pdf/1412.00001.pdf"),
    cited(title="Harp strings under arctic conditions", archive="arXiv", archive_location="1412.00001"),
    cited(title="Harp strings under arctic conditions", **{"container-title": "arXiv preprint arXiv:1412.00001"}),
    cited(title="Harp strings under arctic conditions", volume="abs/1412.00001", **{"container-title": "CoRR"}),
    cited(title="Harp strings under arctic conditions", note="arXiv:1412.00001"),
    cited(title="Harp strings under arctic conditions", URL="https://arxiv.org/abs/1412.00001"),
    cited(title="Harp strings under arctic conditions", DOI="10.48550/arXiv.1412.00001"),
    cited(title="Harp strings under arctic conditions", number="arXiv:1412.00001v2"),
]


@pytest.mark.parametrize("reference", FORMS)
def test_a_number_of_arxivs_was_passed_over(tmp_path: Path, reference: Reference) -> None:
    held = Holdings()
    held.arxiv = {"1412.00001": ENTRY}
    with Services(held) as services:
        found = one(services, tmp_path, reference)
        assert not services.searches()
    assert found.status == "matched"
    assert notices(found) == [("published-version", "10.1000/harp")]


def test_the_preprint_of_an_article_is_not_taken_for_the_article(tmp_path: Path) -> None:
    harp = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
    article = cited(
        title="Harp strings under arctic conditions", author=[{"family": "Nielsen", "given": "J"}], volume="7",
        page="33-41", issued={"date-parts": [[2015]]}, archive="arXiv", archive_location="1412.00001",
        **{"container-title": "Journal of Tests"},
    )  # fmt: skip
    held = Holdings([harp])
    held.arxiv = {"1412.00001": ENTRY}
    with Services(held) as services:
        found = one(services, tmp_path, article)
        assert not services.asked("arxiv")
    assert found.reference is not None
    assert found.reference.identifier("doi") == "10.1000/harp"
    assert found.discrepancies == ()


def test_an_unregistered_number_of_arxivs_does_not_exist(tmp_path: Path) -> None:
    with Services(Holdings()) as services:
        found = one(services, tmp_path, cited("Void N. Harps of air. arXiv:2401.99999. 2024."))
        services.fail_always("arxiv", Answer(b"Forbidden", 403, TEXT))
        again = resolve([cited("Void N. Harps of air. arXiv:2401.99998. 2024.")], services.settings(tmp_path / "2"))[0]
    assert found.status == "not-found"
    assert [(trouble.kind, str(trouble.identifier)) for trouble in found.identifier_troubles][-1:] == [
        ("unregistered", "arxiv:2401.99999")
    ]
    assert again.status == "unavailable"


@pytest.mark.parametrize(
    "server", ["https://arxiv.org/abs/1412.00001v5", "Preprint at https://arxiv.org/abs/1412.00001"]
)
def test_the_year_behind_a_preprints_address_was_taken_for_a_journal(tmp_path: Path, server: str) -> None:
    held = Holdings()
    held.arxiv = {"1412.00001": ENTRY}
    text = f"Nielsen, N. Harp strings under arctic conditions. {server} (2014)."
    with Services(held) as services:
        found = one(services, tmp_path, cited(text))
    assert found.status == "matched"
    assert [discrepancy.field for discrepancy in found.discrepancies if discrepancy.severity == "error"] == []
