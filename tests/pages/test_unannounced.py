"""Lists of references that no known heading announces, and citations that stand in running text."""

import pytest

from ccsvi_refs import pages
from ccsvi_refs.pages import headings, notes

SURE = "Abel RP, Pike DL, Gray D. Criteria for twitching. Sleep Med 2014;15:860-873."
ALSO = "Trott LM, Beck LA. Iron for the legs. J Sleep 2019;1:12-19."
GREY = (
    "Legs Trust. Living with twitching. 2019.",
    "RNIB - My Voice, 2015",
    "BBC Radio 4. Inside legs [podcast]. 12 May 2019.",
)


def html(heading, *items, around="ol"):
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<html><body><h1>Legs</h1><p>Text.</p>{heading}<{around}>{listed}</{around}></body></html>"


def read(text, kind="html"):
    return pages.read(text, kind, f"page.{kind}")


def texts(page):
    return [one.mention.text for one in page.references]


@pytest.mark.parametrize(
    "heading", ["<h3>How we know</h3>", "<h3>Behind this page</h3>", "", "<p><b>Why we say so</b></p>"]
)
def test_two_articles_of_journals_bring_the_reports_beside_them(heading):
    assert texts(read(html(heading, SURE, *GREY, ALSO))) == [SURE, *GREY, ALSO]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Where we got our evidence</h2>", "<h2>Books we like</h2>", "<summary>Bronnen en verantwoording</summary>",
        "<p>Quellen und Dank</p>", "<h2>Publications that helped us</h2>", "<h4>Para saber más</h4>",
    ],
)  # fmt: skip
def test_a_word_for_sources_in_a_heading_is_enough_for_a_list_that_reads_as_one(heading):
    assert texts(read(html(heading, *GREY))) == list(GREY)


def test_a_list_of_what_to_do_is_no_list_of_references_for_its_heading():
    advice = ("Ask your nurse about iron.", "Walk every day, as we said in 2019.", "Keep warm.", "Call us.")
    assert read(html("<h2>Evidence and what to do</h2>", *advice)).references == ()


def test_a_sites_own_news_and_answers_are_no_works():
    news = "".join(f'<li><a href="/{year}">Iron study begins, 3 May {year}</a></li>' for year in (2019, 2020, 2021))
    asked = "<li>Does iron help? In a 2014 trial it did.</li><li>Is it safe? Yes (2016).</li>"
    page = read(f"<h2>News from our sources</h2><ul>{news}</ul><h2>Questions about the evidence</h2><ul>{asked}</ul>")
    assert page.references == ()


def test_bulleted_findings_with_their_citations_are_not_taken_for_entries():
    items = (
        "Abel and others found that iron helps (Abel RP, Pike DL. Iron. Sleep Med 2014;15:860-873).",
        "We were told that they have no such trial and that this is what was found in 2019.",
        "It does not help everybody, and you should not take it if you are well.",
    )
    assert texts(read(html("<h2>What is known</h2>", *items))) == ["Abel RP, Pike DL. Iron. Sleep Med 2014;15:860-873"]


def test_citations_within_a_paragraph_are_read_one_by_one():
    first = "Watt NF, Bard MS, et al. Sleep of adults. Sleep 2015;38:843-844"
    page = read(f"<p>Adults sleep ({first}). Others sleep more [{ALSO[:-1]}], and we know why (see above).</p>")
    assert texts(page) == [first, ALSO[:-1]]


@pytest.mark.parametrize("label", ["Source:", "Sources:", "Quelle:", "Fuente:", "Bron:", "Źródło:", "Источник:"])
def test_what_stands_behind_the_word_source_is_an_entry(label):
    page = read(
        f"<p>{label} Legs Trust. Sleep matters. London: LT; 2011.</p><p>We were founded in 1999 and are many.</p>"
    )
    assert texts(page) == ["Legs Trust. Sleep matters. London: LT; 2011."]


def test_linked_sources_in_one_line_are_several():
    link = '<a href="https://doi.org/10.5555/w.1">Watt et al., 2015</a>; <a href="https://x.example/r">Sleep report, 2017</a>'
    first, second = read(f"<p>Sources: {link}</p>").references
    assert first.data["DOI"] == "10.5555/w.1"
    assert second.mention.text == "Sleep report, 2017"


def test_the_label_of_a_definition_cites_nothing():
    listed = f"<h2>References</h2><dl><dt>[AIC 2019]</dt><dd>{SURE}</dd><dt>[Trott 2019]</dt><dd>{ALSO}</dd></dl>"
    assert read(f"<p>See [Trott 2019].</p>{listed}").citations[0].text == "[Trott 2019]"
    assert len(read(f"<p>See [Trott 2019].</p>{listed}").citations) == 1


def test_links_for_sharing_below_a_list_are_not_of_it():
    page = read(f"<button>Show references</button><p>1) {SURE}<br>2) {ALSO}</p><h4>Share this:</h4><ul><li><a "
                'href="https://tw.example/s">Twitter 2021</a></li></ul>')  # fmt: skip
    assert texts(page) == [SURE, ALSO]


def test_an_address_printed_without_its_scheme_is_the_link_that_is_set_on_it():
    page = read('<p>See <a href="https://www.legs.example/r/">www.legs.example/r</a>.</p>')
    assert [link.url for link in page.links] == ["https://www.legs.example/r/"]


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Last reviewed: May 2021", True), ("Erstellt am: 01.02.2019 – Letzte Aktualisierung: 10.02.2020", True),
        ("Última actualización: 3 de mayo de 2021", True), ("最終更新日：2021年5月3日", True),
        ("Next review: May 2024", True),
        ("Page review date 3 May 2021", True), ("The Review. 2020.", False),
        ("Updated guideline on falls. NICE, 2019", False), ("Reviewed by A. Ray. Sleep Med 2010;3:4-9", False),
    ],
)  # fmt: skip
def test_when_a_page_was_changed_is_no_work(line, stamp):
    assert notes.is_stamp(line) is stamp


@pytest.mark.parametrize("back", ["As reference 2.", "Siehe Anm. 4", "Voir note 3", "see ref. [12]", "Zie noot 5"])
def test_what_sends_the_reader_back_is_a_note(back):
    assert notes.is_note(back)


@pytest.mark.parametrize("heading", ["Share this:", "Related articles", "Kommentare", "Leave a reply", "Über uns"])
def test_what_stands_below_a_text_is_known_by_its_heading(heading):
    assert headings.ends_references(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Shared care",
        "Follow-up studies",
        "Contact dermatitis",
        "Related conditions",
        "Comments on stents",
        "Donated blood",
    ],
)
def test_a_subject_whose_name_begins_like_a_heading_below_a_text_ends_no_list(heading):
    assert not headings.ends_references(heading)
    page = read(
        f"<h2>References</h2><ul><li>{SURE}</li></ul><h3>{heading}</h3><ul><li>Berg K. Books of the north.</li></ul>"
    )
    assert texts(page) == [SURE, "Berg K. Books of the north."]


@pytest.mark.parametrize(
    "body",
    [f"{SURE}<br>{ALSO}", f"1. {SURE}<br>2. {ALSO}", f"1. {SURE} 2. {ALSO}", f"[1] {SURE} [2] {ALSO}",
     f"(1) {SURE}; (2) {ALSO}", f"{SURE}; {ALSO}"],
)  # fmt: skip
def test_several_works_behind_a_label_are_several_however_they_are_parted(body):
    assert texts(read(f"<h1>Veins</h1><p>Words.</p><p>References: {body}</p>")) == [SURE, ALSO]


def test_one_article_of_a_journal_is_enough_where_all_the_others_read_as_works():
    assert len(read(html("<h2>Saiba mais</h2>", *GREY, SURE)).references) == 4


@pytest.mark.parametrize("note", ["Carers UK, 14.", "Smith, pp. 3-4", "Ref 3, table 2."])
def test_a_name_and_a_page_send_the_reader_back(note):
    assert notes.is_note(note)


def test_a_book_with_its_year_and_pages_sends_nobody_back():
    assert not notes.is_note("Harbour Ironwork 2013, 179–200.")


def test_an_authority_whose_name_is_a_verb_in_small_letters_is_read():
    (one,) = read(
        "<h2>Sources</h2><ul><li>HAS. Stratégie de bonne pratique. Saint-Denis La Plaine : HAS ; 2013.</li></ul>"
    ).references
    assert (one.authors[0].literal, one.year) == ("HAS", 2013)


def test_a_numbered_item_of_a_few_letters_is_told():
    text = f"<p><b>1.</b> {SURE} <b>2.</b> {ALSO} <b>3.</b> Data on file.</p>"
    assert texts(read(text)) == [SURE, ALSO, "Data on file."]


def test_rows_without_heads_are_entries_where_the_heading_hints_at_them():
    rows = "".join(f"<tr><td>{number}</td><td>{item}</td></tr>" for number, item in enumerate((*GREY, SURE), 1))
    assert texts(read(f"<h2>Sources &amp; credits</h2><table>{rows}</table>")) == [*GREY, SURE]


@pytest.mark.parametrize("text", ["Nature, 171", "Lancet, 375.", "Brain 2011;134:1", "Nature 2009", "Stand. 1978."])
def test_a_journal_and_its_volume_send_to_no_other_entry(text):
    assert not notes.is_note(text)
    assert not notes.is_stamp(text)


@pytest.mark.parametrize(
    "text", ["Brain 1951, p. 41.", "King 2003, p. 41.", "King et al. 2003", "King & Roe 2003.", "Carers UK, 14."]
)
def test_a_name_with_a_page_or_year_still_does(text):
    assert notes.is_note(text)


LINES = (
    "[1] Roe A. Guide to ears. London: Ear Press; 2020.",
    "[2] Doe B, Poe C. Balance in age. Ear Stud 2018;135(1):29-32.",
    "[3] Ear Office. Dizziness: what to do. Leeds, December 2017.",
)


@pytest.mark.parametrize(
    "rows",
    [
        f"<tr><td><h4>References</h4></td></tr><tr><td>{'<br>'.join(LINES)}</td></tr>",
        f"<tr><td><b>Sources</b></td></tr><tr><td>{''.join(f'<p>{line}</p>' for line in LINES)}</td></tr>",
        f"<tr><td>References<br>{'<br>'.join(line[4:] for line in LINES)}</td></tr>",
        "".join(f"<tr><td>{line[:3]}</td><td>{line[4:]}</td></tr>" for line in LINES),
    ],
)
def test_a_list_in_one_cell_of_a_table_that_is_but_a_frame_is_no_single_entry(rows):
    found = pages.read(f"<html><body><h1>Ears</h1><table>{rows}</table></body></html>", "html", "p.html").references
    assert [one.year for one in found] == [2020, 2018, 2017]


@pytest.mark.parametrize(
    ("item", "title", "family", "container"),
    [
        ('<a href="https://x.example/1">A map of the veins</a> by Carl Poe, <i>Anat Rec</i> 2012', "A map of the veins", "Poe", "Anat Rec"),
        ('<a href="https://x.example/2">Vein finding</a>, Marlow et al., Opt Lett 2018', "Vein finding", "Marlow", "Opt Lett"),
        ('<a href="https://x.example/3">Gout of kings</a>, Lake Medicine [accessed 2021-03-12].', "Gout of kings", "", "Lake Medicine"),
    ],
)  # fmt: skip
def test_a_title_ends_where_the_link_on_it_does(item, title, family, container):
    page = f"<html><body><h2>References</h2><ul><li>{item}</li><li>Roe A. Ears. Ear Stud 2018;1:2-3.</li></ul></body></html>"
    one = pages.read(page, "html", "p.html").references[0]
    names = [name.family or name.literal for name in one.authors]
    assert (one.title, names, one.container_title) == (title, [family] if family else [], container)


@pytest.mark.parametrize("rest", ["– a guide for carers", "- a guide for carers", ", work and wellbeing"])
def test_what_goes_on_behind_a_link_in_small_letters_is_of_the_title(rest):
    item = f'<a href="https://x.example/4">Health in age</a>{" " * (rest[0] != ",")}{rest}. Leeds: Ear Press; 2012'
    page = f"<html><body><h2>References</h2><ul><li>{item}</li><li>Roe A. Ears. Ear Stud 2018;1:2-3.</li></ul></body></html>"
    one = pages.read(page, "html", "p.html").references[0]
    assert (one.title.endswith(rest.lstrip("-–, ")), one.container_title) == (True, "")


def test_a_charity_behind_a_linked_title_is_no_person():
    item = '<a href="https://x.example/5">State of ears</a>, Carers UK, 2014'
    page = f"<html><body><h2>References</h2><ul><li>{item}</li><li>Roe A. Ears. Ear Stud 2018;1:2-3.</li></ul></body></html>"
    one = pages.read(page, "html", "p.html").references[0]
    assert (one.title, one.authors, one.container_title) == ("State of ears", (), "Carers UK")


def test_who_answers_for_a_leaflet_is_part_of_the_line_on_its_date():
    assert notes.is_stamp(
        "Stand: 04/2021. Herausgeber: Klinikum am See, Seestr. 1, 12345 Seestadt. Tel. 01234 / 5678-0"
    )


STAMPS = [
    "Last updated 12 March 2021 Redaktion ",
    "Stand: 03/2021 – Text und Redaktion ",
    "Dernière mise à jour 12 mars 2021 Rédaction : ",
    "Laatst bijgewerkt 12 maart 2021 Redactie: ",
    "Última actualización: 12 de marzo de 2021. Elaborado por: ",
    "Page last reviewed: 3 May 2022. Next review due: 3 May 2025 ",
    "Last updated 12 March 2021 ",
]


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize(
    "cited",
    [
        "Okafor B. Sediment and its grains. Shallow Seas 2001;7:3-9.",
        "Okafor B, Marlow K. Sediment and its grains. London: Tide Press; 2001.",
    ],
)
def test_a_reference_on_the_line_of_the_page_s_stamp_is_not_lost_with_it(stamp, cited):
    for before in ("", "1. Tenge R. Tremor at rest. Gait Posture 2012;3:4-9.\n2. "):
        page = read(f"# Falls\n\nText of it.\n\n## References\n\n{before}{stamp}{cited}\n", "markdown")
        found = page.references[-1]
        assert (len(page.references), found.title, str(found.authors[0])) == (
            1 + bool(before),
            "Sediment and its grains",
            "B Okafor",
        )


@pytest.mark.parametrize(
    "rest", ["Redaktion: Dr. Anna Brandt, Uniklinik Bonn", "Redaktion: Brandt A, Sommer B", "Redaktion Brandt, Bonn 2019",
             "Produced by: Anna Miller, Peter Grant. Falls Unit, Bristol Trust, 2019."]
)  # fmt: skip
def test_who_answers_for_a_page_is_no_work(rest):
    assert notes.is_stamp(f"Last updated 12 March 2021. {rest}")
