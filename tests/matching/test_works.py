from ccsvi_refs.matching import same_work
from tests.matching.works import BRAVE_DREAMS, LAUPACIS, PROTOCOL, REANALYSIS, TORRES, YANG


def test_the_records_of_two_registries_are_one_work() -> None:
    pubmed = LAUPACIS.with_fields(
        title="Association between chronic cerebrospinal venous insufficiency and multiple sclerosis: a meta-analysis.",
        container_title="CMAJ : Canadian Medical Association journal = journal de l'Association medicale canadienne",
        page="E1203-12",
        PMID="21969411",
    )
    assert same_work(LAUPACIS, pubmed)


def test_a_subtitle_in_one_registry_only_does_not_make_two() -> None:
    assert same_work(BRAVE_DREAMS, BRAVE_DREAMS.with_fields(title=BRAVE_DREAMS.title + ": A Randomized Clinical Trial"))


def test_near_titles_by_other_authors_are_two_works() -> None:
    assert not same_work(LAUPACIS, YANG)


def test_protocol_trial_and_re_analysis_are_three_works() -> None:
    assert not same_work(BRAVE_DREAMS, PROTOCOL)
    assert not same_work(BRAVE_DREAMS, REANALYSIS)
    assert not same_work(PROTOCOL, REANALYSIS)


def test_a_notice_is_not_the_work_it_is_about() -> None:
    notice = TORRES.with_fields(title="Erratum to: " + TORRES.title, page="300")
    assert not same_work(TORRES, notice)


def test_a_preprint_and_its_article_are_two() -> None:
    assert not same_work(TORRES, TORRES.with_fields(type="article", container_title="medRxiv", volume=None, page=None))


def test_parts_one_and_two_are_two() -> None:
    one = TORRES.with_fields(title="Venous anatomy of the neck. I. Normal findings in adults", page="1-9")
    assert not same_work(
        one, one.with_fields(title="Venous anatomy of the neck. II. Normal findings in adults", page="10-19")
    )


def test_a_shared_identifier_decides() -> None:
    assert same_work(TORRES.with_fields(DOI="10.1000/A"), YANG.with_fields(DOI="https://doi.org/10.1000/a"))
    assert not same_work(TORRES.with_fields(PMID="1"), TORRES.with_fields(PMID="2"))


def test_the_same_short_title_on_other_pages_is_another_work() -> None:
    one = TORRES.with_fields(title="Editorial", author=None)
    assert not same_work(one, one.with_fields(page="300-301"))
