"""Where BibTeX and biber see entries, fields and values begin and end."""

import time

from ccsvi_refs import formats
from ccsvi_refs.formats.bibtex import scanning


def read(text):
    return formats.read(text, "bibtex", "refs.bib")


def kinds(text):
    return [(block.kind, block.key, block.failure) for block in scanning.blocks(text)]


def test_a_backslash_hides_no_brace():
    page = read("@misc{a, note={C:\\papers\\}, title={Kept}}\n@misc{b, title={Next}}")
    assert [(item.id, item.title) for item in page] == [("a", "Kept"), ("b", "Next")]
    assert [block.fields[0].pieces[0].text for block in scanning.blocks("@misc{a, note={C:\\papers\\}}")] == [
        "C:\\papers\\"
    ]


def test_a_comment_between_fields_eats_no_field():
    page = read(
        "@book{a,\n % was: {Old},\n author = {Roe, Ann}, % who {wrote}\n title = {Kept}, %note={x},\n year=2001}"
    )
    (item,) = page
    assert (item.title, item.year, item.authors[0].family) == ("Kept", 2001, "Roe")
    assert not page.problems
    assert "custom" not in item.data


def test_a_percent_sign_in_a_value_is_text():
    assert read("@book{a, title={Up 5% and {More} % of it}}").references[0].title == "Up 5% and More % of it"


def test_quotation_marks_in_braces_do_not_end_a_quotation():
    assert read('@book{a, title = "An {"}inner{"} word", year = 2001}').references[0].title == 'An "inner" word'


def test_an_entry_in_round_brackets():
    (item,) = read("@book(a, title = {One (of two)}, year = 2001)\n")
    assert (item.title, item.year) == ("One (of two)", 2001)


def test_a_value_goes_on_over_a_hash_and_a_comment():
    (item,) = read('@string{j = {Journal}}\n@article{a, title={T}, journal = j # { of } % made\n # "Veins"}')
    assert item.container_title == "Journal of Veins"


def test_a_missing_comma_after_the_key_is_repaired_and_said():
    page = read("@article{okafor title={Kept}, year=2006}")
    assert (page.references[0].id, page.references[0].title, page.references[0].year) == ("okafor", "Kept", 2006)
    assert [problem.message for problem in page.problems] == ["a comma is missing after the key 'okafor'"]


def test_a_missing_comma_on_one_line_is_repaired_and_said():
    page = read('@article{a, title={No comma} year=2005 volume="7" journal={K}}')
    item = page.references[0]
    assert (item.title, item.year, item.text("volume"), item.container_title) == ("No comma", 2005, "7", "K")
    assert [problem.message for problem in page.problems] == ["a comma is missing between two fields"]


def test_an_open_value_costs_its_own_entry_only():
    page = read("@book{a, title={Open {brace}, year=2001}\n\n@book{b, title={Next}}\n@book{c, title = {Last")
    assert [item.id for item in page] == ["b"]
    assert [(problem.location.line, problem.raw) for problem in page.problems] == [
        (1, "@book{a, title={Open {brace}, year=2001}"),
        (4, "@book{c, title = {Last"),
    ]


def test_a_quotation_mark_too_many_costs_its_own_entry_only():
    page = read('@book{a, title="One " two"} @book{b, title={Next}}')
    assert [item.id for item in page] == ["b"]
    assert "after the field title" in page.problems[0].message


def test_commented_entries_and_words_between_are_no_entries():
    text = "Free words, me@example.org\n% @book{no, title={No}}\n@comment{ @book{neither, title={No}} }\n@book{a, title={A}}"
    assert kinds(text) == [("", "", ""), ("comment", "", ""), ("book", "a", "")]


def test_an_entry_inside_a_value_is_text():
    (item,) = read("@misc{a, title={See @article{fake, title} there}, year=2012}")
    assert "@article" in item.title
    assert item.year == 2012


def test_a_repeated_field_is_said_and_the_first_counts():
    page = read("@book{a, title={One}, title={Two}}")
    assert page.references[0].title == "One"
    assert "{Two}" in page.problems[0].raw


def test_macros_that_multiply_are_left_out_and_said():
    lines = ['@string{a0 = "0123456789"}'] + [f"@string{{a{n + 1} = a{n} # a{n}}}" for n in range(60)]
    page = read("\n".join([*lines, "@book{b, title={Kept}, note=a60}"]))
    assert page.references[0].title == "Kept"
    assert "longer than any field" in page.problems[0].message


def test_many_entries_that_are_not_closed_take_no_time():
    started = time.monotonic()
    for text in ("@a{" * 100_000, "@a{b, c = {\n" * 20_000, "@comment{" * 50_000, "@a{b, c = " + "%" * 100_000):
        read(text)
    assert time.monotonic() - started < 10


def test_blocks_keep_the_whole_text():
    text = "% head\n@string{a = {b}}\n@book{x, title={T}}\nwords\n@comment{y}\n"
    assert "\n".join(block.raw for block in scanning.blocks(text)) == text.strip()


def test_a_volume_takes_the_title_of_the_whole_and_keeps_its_own():
    page = read(
        "@book{v, title={Second Volume}, volume=2, crossref={w}}\n@mvbook{w, title={Whole}, subtitle={Of It}, year=1999}"
    )
    assert (page["v"].title, page["v"].text("collection-title")) == ("Second Volume", "Whole: Of It")


def test_a_child_with_its_own_title_takes_no_subtitle():
    page = read("@book{c, title={Own}, crossref={p}}\n@book{p, title={Other}, subtitle={Sub}, publisher={P}}")
    assert (page["c"].title, page["c"].text("publisher")) == ("Own", "P")


def test_a_part_of_a_book_has_the_books_author():
    page = read("@inbook{c, author={Roe, A}, title={Part}, crossref={p}}\n@book{p, author={Poe, B}, title={Whole}}")
    assert page["c"].names("container-author")[0].family == "Poe"
