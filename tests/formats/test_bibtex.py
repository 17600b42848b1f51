from ccsvi_refs import formats
from ccsvi_refs.formats.latex import decode, encode, verbatim


def read(text, **_):
    return formats.read(text, "bibtex", "refs.bib")


def only(text):
    page = read(text)
    assert not page.problems, page.problems
    (reference,) = page.references
    return reference


def test_an_article_becomes_a_csl_item():
    reference = only(r"""@Article{zamboni2009,
      author = {Zamboni, P. and Galeotti, Roberto and {International CCSVI Group}},
      title = {Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis},
      journal = {J Neurol Neurosurg Psychiatry}, year = 2009, month = apr, volume = {80}, number = 4,
      pages = {392--399}, doi = {https://doi.org/10.1136/jnnp.2008.157164}, issn = "1468-330X"}""")
    assert reference.to_csl() == {
        "id": "zamboni2009",
        "type": "article-journal",
        "title": "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis",
        "container-title": "J Neurol Neurosurg Psychiatry",
        "author": [
            {"family": "Zamboni", "given": "P."},
            {"family": "Galeotti", "given": "Roberto"},
            {"literal": "International CCSVI Group"},
        ],
        "issued": {"date-parts": [[2009, 4]]},
        "page": "392-399",
        "issue": "4",
        "volume": "80",
        "ISSN": "1468-330X",
        "DOI": "10.1136/jnnp.2008.157164",
    }


def test_a_broken_entry_in_the_middle_loses_nothing_else():
    page = read(
        "@book{one, title={One}}\n\n@article{two,\n  title = {Two\n  year = 2001\n\n@book{three, title={Three}}\n"
    )
    assert [reference.id for reference in page] == ["one", "three"]
    (problem,) = page.problems
    assert (problem.location.path, problem.location.line) == ("refs.bib", 3)
    assert "title = {Two" in problem.raw


def test_entries_with_one_key_are_kept_apart_and_reported():
    page = read("@book{k, title={One}}\n@book{k, title={Two}}\n@book{k, title={Three}}")
    assert [(reference.id, reference.title) for reference in page] == [("k", "One"), ("k-2", "Two"), ("k-3", "Three")]
    assert [problem.location.line for problem in page.problems] == [2, 3]


def test_an_entry_without_a_key_gets_one_from_name_and_year():
    page = read(
        "@book{, title={One}, author={Müller, A}, year=2001}\n@book{, title={Two}, author={Müller, B}, year=2001}"
    )
    assert [reference.id for reference in page] == ["muller2001", "muller2001b"]


def test_places_of_entries_and_links():
    reference = read("\n@misc{a,\n title={T},\n url={https://example.org/a\\_b},\n doi={10.1234/x}}").references[0]
    assert reference.mention.location.line == 2
    assert [(link.url, link.location.line) for link in reference.mention.links] == [
        ("https://example.org/a_b", 4),
        ("https://doi.org/10.1234/x", 5),
    ]


def test_strings_and_concatenation():
    reference = only(
        '@string{jnl = "Journal of "}\n@article{a, journal = jnl # {Things}, month = 8 # "~" # jan, year = 2001}'
    )
    assert reference.container_title == "Journal of Things"
    assert reference.issued.parts == ((2001, 1, 8),)


def test_an_unknown_abbreviation_is_a_problem_and_stays():
    page = read("@article{a, title={T}, journal = jomch}")
    assert page.references[0].container_title == "jomch"
    assert "'jomch'" in page.problems[0].message


def test_crossref_and_xdata_are_inherited():
    page = read("""@inproceedings{paper, title={Paper}, crossref={conf}, xdata={common}}
      @proceedings{conf, title={Proceedings of Conf}, editor={Doe, Jane}, year={1999}, publisher={ACM}}
      @xdata{common, location={Berlin}}""")
    paper = page["paper"].to_csl()
    assert paper["title"] == "Paper"
    assert paper["container-title"] == "Proceedings of Conf"
    assert paper["editor"] == [{"family": "Doe", "given": "Jane"}]
    assert paper["publisher-place"] == "Berlin"
    assert len(page) == 2


def test_crossref_in_a_circle_ends():
    page = read("@incollection{a, title={A}, crossref={b}}\n@incollection{b, title={B}, crossref={a}}")
    assert [reference.title for reference in page] == ["A", "B"]


def test_a_missing_parent_is_a_problem():
    (problem,) = read("@incollection{a, title={A},\n crossref={nowhere}}").problems
    assert problem.location.line == 2
    assert "nowhere" in problem.message


def test_biblatex_fields():
    item = only(r"""@online{x, title={Site}, subtitle={A View}, date={2004-05/2005-02}, urldate={2020-01-02},
      url={https://example.org/~joe}, langid={ngerman}, eprint={2101.00001}, eprinttype={arxiv}, eprintclass={cs.DL},
      organization={Org}, pubstate={inpress}, eventdate={2001-21}}""").to_csl()
    assert item["title"] == "Site: A View"
    assert item["issued"] == {"date-parts": [[2004, 5], [2005, 2]]}
    assert item["accessed"] == {"date-parts": [[2020, 1, 2]]}
    assert item["URL"] == "https://example.org/~joe"
    assert item["language"] == "de-DE"
    assert (item["archive"], item["archive_location"], item["archive_collection"]) == ("arXiv", "2101.00001", "cs.DL")
    assert item["publisher"] == "Org"
    assert item["event-date"] == {"date-parts": [[2001]], "season": "1"}


def test_number_means_what_the_entry_makes_of_it():
    assert only("@article{a, title={T}, number={3}}").text("issue") == "3"
    assert only("@book{a, title={T}, series={S}, number={3}}").text("collection-number") == "3"
    assert only("@techreport{a, title={T}, number={TR-3}}").text("number") == "TR-3"


def test_an_article_number_is_number_and_page():
    reference = only("@article{a, title={T}, eid={e1234}}")
    assert (reference.text("number"), reference.text("page")) == ("e1234", "e1234")


def test_years_that_are_none():
    assert only("@article{a, title={T}, year={in press}}").text("status") == "in press"
    assert only("@book{a, title={T}, year={c. 1900}}").issued.circa
    assert only("@book{a, title={T}, date={199X}}").issued.circa


def test_names_in_all_their_forms():
    reference = only(r"""@book{a, title={T}, author={Ludwig van Beethoven and de la Fontaine, Jean and
      King, Jr., Martin Luther and {World Health Organization} and Aristotle and {\"O}zge Aks{\i}n and
      family=Simon, given=Jean, prefix=de and others}}""")
    assert [name.to_csl() for name in reference.authors] == [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "World Health Organization"},
        {"family": "Aristotle"},
        {"family": "Aksın", "given": "Özge"},
        {"family": "Simon", "given": "Jean", "non-dropping-particle": "de"},
    ]
    assert reference.to_csl()["custom"]["et-al"] == ["author"]
    assert formats.write([reference], "bibtex").count("and others") == 1


def test_fields_csl_has_no_place_for_come_back_when_written():
    text = formats.write([only("@book{a, title={T}, shelf={B 12}}")], "bibtex")
    assert "shelf = {B 12}" in text


def test_empty_files_and_comments_hold_nothing():
    for text in ("", "  \n", "just words\n", "@comment{jabref-meta: x}", '@preamble{"x"}', "% nothing"):
        page = read(text)
        assert not page.references
        assert not page.problems


def test_latex_is_decoded():
    assert decode(r"{\'e}t\'e \c{c}a \v{S}koda {\ss} \o{} \L\'od\'z \aa") == "été ça Škoda ß ø Łódź å"
    assert decode(r"H$_2$O at 10$^{-3}$ \& 50\% of $\alpha$") == "H<sub>2</sub>O at 10<sup>-3</sup> & 50% of α"
    assert decode(r"\emph{E.~coli} and {\it in vivo}") == "<i>E. coli</i> and <i>in vivo</i>"
    assert decode(r"``quoted'' pp. 3--4 --- yes") == "“quoted” pp. 3–4 — yes"
    assert decode("{" * 5000 + "deep") == "deep"
    assert decode("{" * 70 + "deep" + "}" * 70) == "deep"


def test_braces_become_nocase_where_csl_would_change_the_word():
    assert decode("The {DNA} of {Zamboni} in sentence case", title=True) == "The DNA of Zamboni in sentence case"
    assert (
        decode("The Role of {Zamboni} Surgery", title=True) == 'The Role of <span class="nocase">Zamboni</span> Surgery'
    )
    assert decode("A study {in vitro}", title=True) == 'A study <span class="nocase">in vitro</span>'
    assert decode("{Whole Title}", title=True) == "Whole Title"


def test_latex_is_encoded():
    assert encode("50% of A&B_c {x} ~ ^ \\ #1 $2") == (
        r"50\% of A\&B\_c \{x\} \textasciitilde{} \textasciicircum{} \textbackslash{} \#1 \$2"
    )
    assert encode("Role of DNA in <i>Homo</i> sapiens", title=True) == r"Role of {DNA} in \textit{{Homo}} sapiens"


def test_addresses_lose_their_escapes_only():
    assert verbatim(r"\url{https://example.org/\~joe/a\_b\%20c\#x}") == "https://example.org/~joe/a_b%20c#x"


def test_nothing_hostile_breaks_it():
    for text in (
        "@",
        "@article",
        "@article{",
        "@article{a",
        "@article{a,",
        "@article{a, title",
        "@article{a, title={",
        "{" * 9999,
        "@string{a=a}\n@book{x, title=a#a#a}",
        "@book{x, title={\\}}",
        "@book{x, author={and and and, and}}",
        "@book{x, author={{{{}}}}}",
        "@book{x, date={////}, year={}}",
        '@book{x, title="a"b"c"}',
    ):
        found = read(text)
        assert found.references or found.problems or "@article{" not in text, text[:40]
        assert all(reference.id for reference in found.references), text[:40]


def test_every_value_says_it_was_cited():
    reference = only("@book{a, title={The {DNA}}, year=2001}")
    assert reference.provenance["title"][0].source == "cited"
    assert reference.provenance["title"][0].raw == "The {DNA}"


def test_numbers_in_the_wrong_field_are_put_right():
    item = only("@incollection{a, title={T}, issn={978-1-4822-5326-9}}").to_csl()
    assert (item.get("ISSN"), item["ISBN"]) == (None, "978-1-4822-5326-9")
    assert only("@article{a, title={T}, isbn={0022-3263}}").text("ISSN") == "0022-3263"


def test_a_doi_is_found_in_its_address():
    assert only("@misc{a, title={T}, doi={http://doi.acm.org/10.1145/1137627.1137631}}").text("DOI") == (
        "10.1145/1137627.1137631"
    )


def test_names_that_are_no_names_of_people():
    reference = only("@book{a, title={T}, author={National Centre for Chronic Conditions (UK) and Doe, J.}}")
    assert [name.literal for name in reference.authors] == ["National Centre for Chronic Conditions (UK)", ""]
    assert len(only("@book{a, title={T}, author={Sa, M. C.; Kascheres, A.}}").authors) == 2


def test_states_of_publication():
    assert only("@article{a, title={T}, pubstate={inpress}}").text("status") == "in press"
    assert only("@article{a, title={T}, pubstate={ppublish}}").text("status") == ""
    assert "pubstate = {inpress}" in formats.write([only("@article{a, title={T}, pubstate={inpress}}")], "bibtex")


def test_an_entry_without_any_key_is_read():
    page = read(
        "\n@techreport{ author = {Doe, J},\n  title = {T},\n  url={https://example.org}\n}\n@book{b, title={B}}"
    )
    assert [reference.title for reference in page] == ["T", "B"]
    assert (page.references[0].mention.location.line, page.links[0].location.line) == (2, 4)
    assert not page.problems


def test_a_missing_comma_costs_no_field():
    page = read("@book{a,\n  title = {T},\n  publisher = {P}\n  year = 2001\n  url = {https://example.org/?a=b}\n}")
    item = page.references[0].to_csl()
    assert (item["publisher"], item["issued"], item["URL"]) == (
        "P",
        {"date-parts": [[2001]]},
        "https://example.org/?a=b",
    )
    assert page.links[0].location.line == 5
    assert page.problems[0].message == "a comma is missing between two fields"


def test_remarks_beside_an_isbn_go():
    assert only("@book{a, title={T}, isbn={0-306-40615-2 (pbk), 9780306406157}}").text("ISBN") == "0-306-40615-2"


def test_an_id_that_comes_twice_is_written_under_two_keys():
    (reference,) = read("@book{roe, title={T}}").references
    text = formats.write([reference, reference, reference], "bibtex")
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@book{roe,",
        "@book{roe-2,",
        "@book{roe-3,",
    ]
