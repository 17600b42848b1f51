"""The page's four papers as the services may have them: every form differs, only the page's real faults are found.

The records are test data in the services' shapes; authors beyond the first and the identifiers are not facts.
"""

import pytest

import ccsvi_refs as refs
from ccsvi_refs.auditing import corrected
from tests.conftest import ROOT
from tests.service_data import Holdings, article, work
from tests.services import Services


def people(*names):
    return [{"given": given, "family": family, "sequence": "first"} for given, family in names]


def dates(online, printed):
    return {
        "issued": {"date-parts": [min(online, printed)]},
        "published_online": {"date-parts": [online]},
        "published_print": {"date-parts": [printed]},
    }


ZAMBONI_2009 = work(
    "10.1136/jnnp.2008.157164",
    "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis",
    author=people(("P", "Zamboni"), ("S", "Dall'Ara")),
    container_title=["Journal of Neurology, Neurosurgery &amp; Psychiatry"],
    short_container_title=["Journal of Neurology, Neurosurgery &amp; Psychiatry"],
    **dates([2008, 12, 5], [2009, 4, 1]), volume="80", issue="4", page="392-399",
)  # fmt: skip
LAUPACIS = work(
    "10.1503/cmaj.111074",
    "Association between chronic cerebrospinal venous insufficiency and multiple sclerosis: a meta-analysis",
    author=people(("Andreas", "Laupacis"), ("Erin", "Lillie")),
    container_title=["Canadian Medical Association Journal"],
    short_container_title=["CMAJ"],
    **dates([2011, 10, 3], [2011, 11, 8]), volume="183", issue="16", page="E1203-E1212",
)  # fmt: skip
TORRES = work(
    "10.1007/s00330-016-4314-8",
    "Extracranial venous abnormalities: A true pathological finding in patients with multiple sclerosis or an"
    " anatomical variant?",
    author=people(("Carlos", "Torres"), ("Ann", "Other")),
    container_title=["European Radiology"],
    short_container_title=["Eur Radiol"],
    **dates([2016, 3, 22], [2017, 1]), volume="27", issue="1", page="239-246",
)  # fmt: skip
ZAMBONI_2018 = work(
    "10.1001/jamaneurol.2017.3825",
    "Efficacy and Safety of Extracranial Vein Angioplasty in Multiple Sclerosis",
    subtitle=["A Randomized Clinical Trial"],
    author=[*people(("Paolo", "Zamboni")), {"name": "Brave Dreams Research Group", "sequence": "additional"}],
    container_title=["JAMA Neurology"],
    short_container_title=["JAMA Neurol"],
    **dates([2018, 1, 1], [2018, 1, 1]), volume="75", issue="1", page="35",
)  # fmt: skip
NEAR = (
    work(
        "10.1136/bmjopen-2023-072319",
        "Association between chronic cerebrospinal venous insufficiency and multiple sclerosis: a systematic review and"
        " meta-analysis",
        author=people(("Jing", "Yang")), container_title=["BMJ Open"], volume="13", issue="6", page="e072319",
    ),
    work(
        "10.1016/j.jvs.2013.05.108",
        "Feasibility and safety of endovascular treatment for chronic cerebrospinal venous insufficiency in patients"
        " with multiple sclerosis",
        container_title=["Journal of Vascular Surgery"], volume="58", page="1609-1618",
    ),
    work(
        "10.1186/1745-6215-13-183",
        "Efficacy and safety of venous angioplasty of the extracranial veins for multiple sclerosis. Brave dreams study:"
        " study protocol for a randomized controlled trial",
        author=people(("Paolo", "Zamboni")), container_title=["Trials"], volume="13", page="183",
    ),
)  # fmt: skip


def as_pubmed(record, **changes):
    return record | {name.replace("_", "-"): value for name, value in changes.items()}


PUBMED = {
    "19060024": article(
        "19060024",
        as_pubmed(
            ZAMBONI_2009, container_title=["Journal of neurology, neurosurgery, and psychiatry"], page="392-9",
            issued={"date-parts": [[2009]]},
        ),
        "PMC2647682",
    ),
    "21969411": article(
        "21969411",
        as_pubmed(
            LAUPACIS, page="E1203-12", issued={"date-parts": [[2011]]},
            container_title=[
                "CMAJ : Canadian Medical Association journal = journal de l'Association medicale canadienne"
            ],
        ),
    ),
    "27003139": article("27003139", as_pubmed(TORRES, issued={"date-parts": [[2017]]})),
    "29150995": article(
        "29150995",
        as_pubmed(
            ZAMBONI_2018, page="35-43",
            title=[f"{ZAMBONI_2018['title'][0]}: {ZAMBONI_2018['subtitle'][0]}"],
        ),
        "PMC5833494",
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=["ccsvi", "page"])
def audited(request, tmp_path_factory):
    page = refs.ccsvi() if request.param == "ccsvi" else refs.load(ROOT / "examples/ccsvi-page.md")
    holdings = Holdings([ZAMBONI_2009, LAUPACIS, TORRES, ZAMBONI_2018, *NEAR], PUBMED)
    with Services(holdings) as services:
        settings = services.settings(tmp_path_factory.mktemp("cache"))
        found = refs.resolve(page, settings=settings)
        findings = refs.audit(page, settings=settings, resolutions=found, statuses=[])
        assert not services.violations
    of_text = ("statement-", "quotation-", "number-")  # what the page says of its sources has tests of its own
    return found[:4], [finding for finding in findings if not finding.rule.startswith(of_text)]


def test_each_paper_is_found_among_its_near_namesakes(audited):
    dois = [resolution.reference.identifier("doi") for resolution in audited[0]]
    assert dois == [work["DOI"] for work in (ZAMBONI_2009, LAUPACIS, TORRES, ZAMBONI_2018)]
    assert all(resolution.confidence > 0.9 for resolution in audited[0])


def test_only_the_real_faults_are_found(audited):
    stale = audited[0][3].id
    rules = {(f.reference, f.rule) for f in audited[1] if f.rule not in ("outside-registries", "link-without-address")}
    assert rules == {
        ("zamboni2009", "field-missing"),
        ("laupacis2011", "title-differs"),
        ("laupacis2011", "separator-slip"),
        (stale, "published-since"),
        *((key, "no-identifier") for key in ("zamboni2009", "laupacis2011", "torres2017", stale)),
    }


def test_the_corrected_references_keep_the_page_s_forms(audited):
    printed = refs.render([corrected(resolution) for resolution in audited[0]], "ccsvi-page")
    assert "Journal of Neurology, Neurosurgery and Psychiatry 2009;80(4):392-399." in printed
    assert "chronic cerebrospinal venous insufficiency and multiple sclerosis: a meta-analysis." in printed
    assert "Canadian Medical Association Journal 2011;183(16):e1203-e1212." in printed
    assert "European Radiology 2017 Jan;27(1):239-246." in printed
    assert "JAMA Neurology 2018;75(1):35-43." in printed
