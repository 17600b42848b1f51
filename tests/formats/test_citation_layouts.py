"""Citation strings in the layouts of many styles and languages: every field by name, in strings of our own."""

import pytest

from ccsvi_refs.formats import citation


def fields(text):
    """Return the fields with names as "Family, Given" and dates as tuples."""
    found = citation.read(text)
    data = {name: value for name, value in found.to_csl().items() if name != "custom"}
    for name in ("author", "editor"):
        if name in data:
            data[name] = [
                f"{one.non_dropping_particle} {one.family}, {one.given}".strip(" ,") or one.literal
                for one in found.names(name)
            ]
    for name in ("issued", "accessed"):
        if name in data:
            data[name] = found.date(name).parts[0]
    return data


LAYOUTS = {
    "Chicago, author and date": (
        "Halloran, D. Louis, and Alan C. Evers. 1997. “Tremor: Validation of a Scale.” Journal of Patterns 11 (8): 1914–28.",
        {"author": ["Halloran, D. Louis", "Evers, Alan C."], "title": "Tremor: Validation of a Scale", "issued": (1997,),
         "container-title": "Journal of Patterns", "volume": "11", "issue": "8", "page": "1914–28"},
    ),
    "MLA": (
        "Destry, C., et al. “A Parcellation of the Cortex.” NeuroForm, vol. 47, nos. Supplement 1, 2009, p. S151.",
        {"author": ["Destry, C."], "volume": "47", "issue": "Supplement 1", "page": "S151", "issued": (2009,)},
    ),
    "ABNT": (
        "SILVA, João; SOUZA, Maria. Tremor em idosos. Revista Brasileira, São Paulo, v. 37, n. 1, p. 90–101, ago. 2007. "
        "Disponível em: https://revista.example/37. Acesso em: 3 maio 2020.",
        {"author": ["Silva, João", "Souza, Maria"], "title": "Tremor em idosos", "volume": "37", "issue": "1",
         "page": "90–101", "issued": (2007, 8), "accessed": (2020, 5, 3), "URL": "https://revista.example/37"},
    ),
    "DIN": (
        "Brandt, Eva ; Holt, Karl: Gehen und Zittern. In: Neurologische Hefte Bd. 40 (2019), Nr. 11, S. 301–309",
        {"author": ["Brandt, Eva", "Holt, Karl"], "title": "Gehen und Zittern", "container-title": "Neurologische Hefte",
         "volume": "40", "issue": "11", "page": "301–309", "issued": (2019,)},
    ),
    "GOST": (
        "Орлов И. И., Белов П. П. Тремор у пожилых // Журнал неврологии. 2012. Т. 17. № 3. С. 24–29.",
        {"author": ["Орлов, И. И.", "Белов, П. П."], "title": "Тремор у пожилых", "container-title": "Журнал неврологии",
         "volume": "17", "issue": "3", "page": "24–29", "issued": (2012,)},
    ),
    "GOST, a book": (
        "Сидоров С.С. Диагностика тремора. — М.: Медицина, 2010. — 320 с.",
        {"author": ["Сидоров, С.С."], "title": "Диагностика тремора", "publisher-place": "М.", "publisher": "Медицина",
         "number-of-pages": "320", "type": "book"},
    ),
    "GB/T 7714": (
        "[1] 张三, 李四, 等. 震颤患者的步态研究[J]. 神经医学学报, 2012, 52(11): 1518-1523.",
        {"author": ["张, 三", "李, 四"], "title": "震颤患者的步态研究", "container-title": "神经医学学报", "volume": "52",
         "issue": "11", "page": "1518-1523", "issued": (2012,), "type": "article-journal"},
    ),
    "GB/T 7714, a book": (
        "赵六. 震颤诊断学[M]. 北京: 人民出版社, 2019: 65-66.",
        {"author": ["赵, 六"], "title": "震颤诊断学", "publisher": "人民出版社", "page": "65-66", "type": "book"},
    ),
    "GB/T 7714, a thesis": (
        "OSTRANDER J M. Tremor in old age[D]. Leeds: University of Leeds, 2015.",
        {"author": ["Ostrander, J M"], "title": "Tremor in old age", "publisher": "University of Leeds", "type": "thesis"},
    ),
    "Japanese": (
        "鈴木一郎「歩行障害の研究」『老年医学会雑誌』第49巻第3号、2012年、321-328頁。",
        {"title": "歩行障害の研究", "container-title": "老年医学会雑誌", "volume": "49", "issue": "3", "page": "321-328",
         "issued": (2012,)},
    ),
    "OSCOLA": (
        "Quill A, ‘Effect of Variability on Optimal Design’ (2016) 125 NeuroForm 756.",
        {"author": ["Quill, A"], "title": "Effect of Variability on Optimal Design", "volume": "125", "page": "756",
         "container-title": "NeuroForm", "issued": (2016,)},
    ),
    "OSCOLA, a book": (
        "Horne RA, Matrix Theory for Clinicians (2nd ed, Harbour University Press 2013)",
        {"author": ["Horne, R A"], "title": "Matrix Theory for Clinicians", "edition": "2nd", "issued": (2013,),
         "publisher": "Harbour University Press", "type": "book"},
    ),
    "a case": (
        "Marsh v Allerton [1932] AC 562.",
        {"title": "Marsh v Allerton", "container-title": "AC", "page": "562", "issued": (1932,), "type": "legal_case"},
    ),
    "a statute": (
        "Health and Care Act 2012, s 14.",
        {"title": "Health and Care Act 2012", "section": "14", "issued": (2012,), "type": "legislation"},
    ),
    "a standard": (
        "BS EN 12182:2012. Assistive products for persons with disability. London: BSI; 2012.",
        {"number": "BS EN 12182:2012", "title": "Assistive products for persons with disability", "publisher": "BSI",
         "type": "standard"},
    ),
    "RFC": (
        'Bradford, S. and K. Marlow, "Key words for use in papers", BCP 14, RFC 2119, DOI 10.17487/RFC2119, March 1997, '
        "<https://www.rfc-editor.org/info/rfc2119>.",
        {"author": ["Bradford, S.", "Marlow, K."], "title": "Key words for use in papers", "number": "RFC 2119",
         "issued": (1997, 3), "type": "report"},
    ),
    "ACL": (
        "Aino Vesanto, Nadia Shah, and Niko Parrish. Attention to gait. In Proceedings of the Clinical Language Meeting, "
        "pp. 101-112, Harbour Press, 2021.",
        {"author": ["Vesanto, Aino", "Shah, Nadia", "Parrish, Niko"], "title": "Attention to gait", "page": "101-112",
         "container-title": "Proceedings of the Clinical Language Meeting", "issued": (2021,), "type": "paper-conference"},
    ),
    "a preprint": (
        "Nadia Shah and Niko Parrish. Attention to gait. arXiv preprint arXiv:2405.01234, 2024.",
        {"author": ["Shah, Nadia", "Parrish, Niko"], "title": "Attention to gait", "issued": (2024,), "type": "article"},
    ),
    "Wikipedia": (
        'Marlow, K.; Ostrander, J. M. (April 2, 1999). "Sediment records". Quaternary Horizons. 59 (2): 5–16. '
        "Bibcode:1999QuHo...59....5M. Archived from the original on 28 February 2015. Retrieved 3 May 2016.",
        {"author": ["Marlow, K.", "Ostrander, J. M."], "issued": (1999, 4, 2), "volume": "59", "issue": "2",
         "page": "5–16", "accessed": (2016, 5, 3), "container-title": "Quaternary Horizons"},
    ),
    "Spanish": (
        "Ruiz Gómez, Ana, «El temblor en la historia», Revista de Historia, vol. 12, núm. 3, 2001, pp. 33-48.",
        {"author": ["Ruiz Gómez, Ana"], "title": "El temblor en la historia", "container-title": "Revista de Historia",
         "volume": "12", "issue": "3", "page": "33-48", "issued": (2001,)},
    ),
    "French": (
        "DURAND Paul et MARTIN Luc, Le tremblement, Paris, Presses universitaires du Port, 2005, 128 p.",
        {"author": ["Durand, Paul", "Martin, Luc"], "title": "Le tremblement", "publisher-place": "Paris",
         "publisher": "Presses universitaires du Port", "number-of-pages": "128"},
    ),
    "Turkish": (
        "Yılmaz, A. ve Öztürk, M. (2018). Yaşlılarda tremor. Nöroloji Dergisi, c. 24, sy. 2, ss. 112-118.",
        {"author": ["Yılmaz, A.", "Öztürk, M."], "volume": "24", "issue": "2", "page": "112-118"},
    ),
    "Polish": (
        "Kowalski J., Nowak E., Drżenie u osób starszych, „Przegląd Neurologiczny” 2015, t. 68, nr 5, s. 250–256.",
        {"volume": "68", "issue": "5", "page": "250–256", "issued": (2015,)},
    ),
    "Czech": (
        "NOVÁK, Jiří a Šárka DVOŘÁKOVÁ, 2010. Třes ve stáří. Česká neurologie. 73(4), 350–356 [cit. 2020-01-07].",
        {"author": ["Novák, Jiří", "Dvořáková, Šárka"], "title": "Třes ve stáří", "volume": "73", "issue": "4",
         "accessed": (2020, 1, 7), "issued": (2010,)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout):
    text, expected = LAYOUTS[layout]
    found = fields(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "author", "title", "year"),
    [
        ("World Health Organization. Health is for everyone. 2018.", "World Health Organization", "Health is for everyone", 2018),
        ("WHO. Health for all. 1981.", "WHO", "Health for all", 1981),
        ("Mind. We still need to talk: a report on access. 2013.", "Mind", "We still need to talk: a report on access", 2013),
        ("Stroke Association. We are undefeatable. 2020.", "Stroke Association", "We are undefeatable", 2020),
        ("Tremor Society (TS). Living with tremor. 2014.", "Tremor Society", "Living with tremor", 2014),
        ("NICE 2003. Management of tremor in primary care.", "NICE", "Management of tremor in primary care", 2003),
        ("Organización Mundial de la Salud. Envejecimiento y temblor. Ginebra: OMS; 2015.", "Organización Mundial de la Salud", "Envejecimiento y temblor", 2015),
        ("Haute Autorité de santé. Tremblement essentiel : prise en charge. Saint-Denis : HAS ; 2016.", "Haute Autorité de santé", "Tremblement essentiel : prise en charge", 2016),
    ],
)  # fmt: skip
def test_grey_literature_has_a_body_for_its_author(text, author, title, year):
    found = citation.read(text)
    assert [name.literal for name in found.authors] == [author]
    assert (found.title, found.year) == (title, year)
    assert found.type != "article-journal"


@pytest.mark.parametrize("mark", ["1", "1,2", "*", "†"])
def test_a_mark_of_an_affiliation_is_no_part_of_a_name(mark):
    found = citation.read(
        f"Köpke S{mark}, Solari A, Khan F. Information for people with tremor. Syst Rev 2014;4:75-81."
    )
    assert [str(name) for name in found.authors] == ["S Köpke", "A Solari", "F Khan"]


@pytest.mark.parametrize(
    "tail",
    [
        "Retraction in: J Ven Stud. 2019;8(1):1.",
        "Retracted and republished in: J Ven Stud. 2019;8(1):2-12.",
        "Erratum in: J Ven Stud. 2013;2(3):210.",
        "(Retraction published Lancet 2010;375:445)",
    ],
)
def test_the_place_of_a_notice_is_not_the_articles(tail):
    found = citation.read(f"Larkin D, Mbeki S. Oxygen extraction. J Ven Stud. 2016;5(1):20-29. {tail}")
    assert (found.text("volume"), found.text("issue"), found.text("page"), found.year) == ("5", "1", "20-29", 2016)
    assert found.data["custom"]["notice"]


@pytest.mark.parametrize(
    ("printed", "volume", "issue", "page"),
    [
        ("2009;111(Suppl 3):12-19", "111", "Suppl 3", "12-19"),
        ("2009;111 Suppl 3:12-19", "111", "Suppl 3", "12-19"),
        ("2009;111(Suppl. 3):12-19", "111", "Suppl. 3", "12-19"),
        ("2009;111(Supplement_3):12-19", "111", "Supplement_3", "12-19"),
        ("2001; 9(3): Suppl. 1–4", "9", "3 Suppl.", "1–4"),
    ],
)
def test_supplements(printed, volume, issue, page):
    found = citation.read(f"Okafor B, Lindqvist A. Venous drainage in sleep. J Vein Stud. {printed}.")
    assert (found.text("volume"), found.text("issue"), found.text("page")) == (volume, issue, page)


@pytest.mark.parametrize("text", ["PMID: 21969411", "https://doi.org/10.5555/q.1999.67", "doi:10.5555/pnas.2011.1"])
def test_an_identifier_alone_has_neither_author_nor_title(text):
    assert citation.read(text).data.keys() <= {"type", "DOI", "PMID", "custom"}


@pytest.mark.parametrize("written", ["10.1O16/j.vein.2001.5", "j.enggeo.2021.106240"])
def test_a_doi_that_is_none_is_kept_for_whoever_can_say_so(written):
    found = citation.read(f"Okafor B. Venous drainage in sleep. J Vein Stud. 2009;80:3-9. doi: {written}")
    assert found.text("DOI") == written


@pytest.mark.parametrize(
    "address",
    ["https://onlinelibrary.example/doi/full/10.5555/mob.2012?campaign=x", "https://journals.example/article?id=10.5555/mob.2012"],
)  # fmt: skip
def test_a_doi_in_a_publishers_address_leaves_the_address_whole(address):
    assert citation.read(f"Smith J. Walking aids. Mobility Today. 2012;3(1):4-9. {address}").text("URL") == address


def test_latex_in_plain_text():
    found = citation.read(r"M{\"u}ller H, \c{C}elik D. Tremor \emph{in situ}. J Vein Stud. 2009;80:3-9.")
    assert [name.family for name in found.authors] == ["Müller", "Çelik"]
    assert found.title == "Tremor in situ"


def test_a_dash_for_the_authors_of_the_entry_before_is_said():
    found = citation.read("———. Econometric Tools. Pearson Education, 2005.")
    assert (found.title, found.authors) == ("Econometric Tools", ())
    assert found.data["custom"]["author-repeated"]


def test_a_short_note_is_no_work_of_that_title():
    found = citation.read("King 2003, p. 41.")
    assert not found.title
    assert found.data["custom"]["short"]


def test_initials_with_a_full_name_behind_before_a_name_that_cannot_be_read():
    found = citation.read(
        "R. Cameron Cradock, the same lab, A. Jones, H. Mayer. Brain atlas. J Vein Stud. 2009;80:3-9."
    )
    assert "Jones" in [name.family for name in found.authors]


def test_a_label_in_brackets_may_have_a_full_stop():
    found = citation.read(
        "[28]. C. Destry and B. Fisher, “Parcellation of the cortex,” NeuroForm, vol. 53, no. 1, pp. 1–15, 2010."
    )
    assert [name.family for name in found.authors] == ["Destry", "Fisher"]
    assert (found.title, found.text("volume")) == ("Parcellation of the cortex", "53")


def test_a_family_name_alone_is_an_author_where_the_article_has_a_place():
    found = citation.read("Hendrik. The evolution of fitness in streams. Annu Rev Ecol. 2018;49:457-476.")
    assert ([name.family for name in found.authors], found.title) == (
        ["Hendrik"],
        "The evolution of fitness in streams",
    )


def test_a_chinese_et_al_ends_a_list_of_latin_names():
    found = citation.read("[1] NAZEM S, SPITZER E G, 等. Beyond categories[J]. Journal of Doubt, 2014, 75(9): 947-952.")
    assert [name.family for name in found.authors] == ["Nazem", "Spitzer"]
    assert (found.title, found.unfinished) == ("Beyond categories", ("author",))
