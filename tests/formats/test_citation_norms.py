"""Statutes, debates and dates of access in the words of many countries."""

import pytest

from ccsvi_refs.formats import citation


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Loi n° 2002-303 du 4 mars 2002 relative aux droits des malades", 2002),
        ("Real Decreto 1148/2011, de 29 de julio, para la prestación por cuidado de menores.", 2011),
        ("Ley 41/2002, de 14 de noviembre, básica reguladora de la autonomía del paciente. BOE 274, 2002.", 2002),
        (
            "Legge 4 luglio 2005, n. 123, «Norme per la protezione dei malati di celiachia», G.U. n. 156 del 7 luglio 2006",
            2005,
        ),
        ("Ustawa z dnia 27 sierpnia 2004 r. o świadczeniach (Dz.U. 2004 nr 210 poz. 2135).", 2004),
        ("Федеральный закон от 21.11.2011 № 323-ФЗ «Об основах охраны здоровья граждан».", 2011),
        ("Lei n.º 8.080, de 19 de setembro de 1990. Dispõe sobre a saúde.", 1990),
        ("Wet op de geneeskundige behandelingsovereenkomst (WGBO), 1995.", 1995),
        ("§ 20 SGB V – Primäre Prävention und Gesundheitsförderung", None),
        ("Regulation (EU) 2016/679 of the European Parliament and of the Council", 2016),
        ("Lag (2008:355) om patientdata", 2008),
    ],
)
def test_a_statute_is_read_whole_with_its_own_year(text, year):
    found = citation.read(text)
    assert (found.type, found.title) == ("legislation", text.rstrip("."))
    assert (found.issued.parts[0][0] if found.issued else None) == year


@pytest.mark.parametrize(
    "text",
    [
        "Robert Koch-Institut: Gesundheit in Deutschland. Berlin 2015 (Abruf: 12.03.2019)",
        "Legs Trust: Schlaf, 2015. Zuletzt besucht am 12.3.2019",
        "厚生労働省「平成29年患者調査」2015年（2019年3月12日閲覧）",
        "世界卫生组织. 高血压, 2015 [引用日期2019-03-12]",
        "Zorginstituut. Kompas. 2015. Geraadpleegd op 12 maart 2019 via www.fk.example",
        "Ministerio de Sanidad. Guía. 2015. Fecha de consulta: 12 de marzo de 2019. https://x.example",
    ],
)
def test_a_date_of_access_is_no_volume_and_no_year_of_publication(text):
    found = citation.read(text)
    assert found.data["accessed"]["date-parts"] == ((2019, 3, 12),)
    assert found.issued.year == 2015
    assert not found.data.keys() & {"volume", "page", "issue"}


def test_what_was_said_in_parliament_is_a_hearing():
    assert citation.read("HC Deb 12 March 2019, vol 656, col 201.").type == "hearing"


def test_a_case_whose_party_is_in_brackets_is_a_case():
    found = citation.read("R (Miller) v Secretary of State [2018] AC 61.")
    assert (found.type, found.title) == ("legal_case", "R (Miller) v Secretary of State")


def test_a_name_and_a_year_alone_are_a_title():
    found = citation.read("RNIB - My Voice, 2015")
    assert (found.type, found.title, found.container_title) == ("document", "RNIB - My Voice", "")


def test_a_publisher_before_its_city_and_pages_is_no_journal():
    found = citation.read("M. Rossi, G. Bianchi, Mangiare senza glutine, Il Mulino, Bologna 2017, pp. 45-60.")
    assert (found.type, found.data["publisher"], found.data["publisher-place"]) == ("book", "Il Mulino", "Bologna")


@pytest.mark.parametrize(
    ("text", "author", "title"),
    [
        ("Money and Mental Health Institute, Money on your mind, 2016.", "Money and Mental Health Institute", "Money on your mind"),
        ("Ministère de l'Agriculture, Statistiques du lait, 2016.", "Ministère de l'Agriculture", "Statistiques du lait"),
        ("Mental Health Foundation (2016). Fundamental facts 2016.", "Mental Health Foundation", "Fundamental facts 2016"),
        ("Legs Institute. Twitching (CKS). Last revised March 2016.", "Legs Institute", "Twitching (CKS)"),
    ],
)  # fmt: skip
def test_what_a_body_published_is_read_in_whatever_order(text, author, title):
    found = citation.read(text)
    assert ([name.literal for name in found.authors], found.title, found.year) == ([author], title, 2016)
    assert not found.container_title
    assert not found.text("volume")


def test_what_a_note_says_before_the_work_is_no_name_of_its_author():
    assert citation.read("See also Brown, A. Lakes. Oxford: Blackwell, 2009.").authors[0].family == "Brown"
    assert citation.read("See TK, Lee S. Falls. BMJ 2010;3:4-9.").authors[0].family == "See"


def test_years_are_read_in_the_digits_of_other_scripts():
    assert citation.read("منظمة الصحة العالمية. داء السكري. جنيف، ٢٠١٦.").year == 2016


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Urteil des BVerfG vom 26.2.2020, 2 BvR 2347/15", "legal_case"),
        ("介護保険法（平成9年法律第123号）", "legislation"),
        ("Interview with a carer, Leeds, 4 June 2019.", "interview"),
        ("Entretien avec le Pr Martin, France Inter, 14 novembre 2019.", "interview"),
        ("Torres-Ferrús M. Comunicación personal, 2020.", "personal_communication"),
    ],
)
def test_what_is_no_publication_is_told_by_its_words(text, kind):
    assert citation.read(text).type == kind


def test_ideographic_full_stops_part_the_fields():
    found = citation.read("陳美玲、林志明（2015）。社區老人跌倒之預防。護理雜誌，62(3)，45-52。")
    assert (found.title, found.container_title, found.text("volume")) == ("社區老人跌倒之預防", "護理雜誌", "62")


@pytest.mark.parametrize(
    ("text", "family", "title"),
    [
        ("BELLEC, Pierre. Mining the hierarchy of networks. In: 2013.", "Bellec", "Mining the hierarchy of networks"),
        ("GREENE, William H. Econometric Analysis. [S.l.]: Pearson Education, 2003.", "Greene", "Econometric Analysis"),
        (
            "Bust M. On games: an interview with Tom Bist[J/OL]. The New Yorker, 2013-03-19. https://x.example",
            "Bust", "On games: an interview with Tom Bist",
        ),
    ],
)  # fmt: skip
def test_a_persons_name_in_capitals_and_an_interview_in_a_title_are_what_they_were(text, family, title):
    found = citation.read(text)
    assert (found.authors[0].family, found.title.removesuffix(". In").rstrip(":")) == (family, title)


def test_a_see_within_a_note_stays():
    found = citation.read("There is no such form. See The Style Guide, Government, 9 December 2016")
    assert "See The Style Guide" in str(found.data)


@pytest.mark.parametrize(
    "title",
    ["Venous stents: where do we stand in 2019?", "Where we stand in 2019", "European guidelines updated 2018",
     "Guidelines last updated in 2018: a critique"],
)  # fmt: skip
def test_a_title_keeps_its_words_on_what_stands_or_is_updated_in_a_year(title):
    found = citation.read(f"Doe J, Roe R. {title}{'' if title.endswith('?') else '.'} J Veins. 2019;18(3):4-9.")
    assert (found.title, found.container_title, found.year) == (title, "J Veins", 2019)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hansard K, Doe J. Width of the jugular vein. J Veins. 2010;12(3):4-9.", "Width of the jugular vein"),
        ("Hansard, K. (2010). Width of the jugular vein. J Veins, 12(3), 4-9.", "Width of the jugular vein"),
        ("Arrest of growth in rats. J Veins. 2010;12(3):4-9.", "Arrest of growth in rats"),
        ("Arrêt cardiaque chez l'enfant. Rev Prat. 2010;60:3-9.", "Arrêt cardiaque chez l'enfant"),
    ],
)
def test_an_article_is_no_debate_or_judgment_by_its_first_word(text, title):
    found = citation.read(text)
    assert (found.type, found.title, found.year) == ("article-journal", title, 2010)


@pytest.mark.parametrize(
    "text",
    ["Tribunal Supremo. Sentencia núm. 123, 2010", "Arrêt Dupont, CE, 1er mars 2010", "Sentencia T-760 de 2008",
     "Sentenza Corte costituzionale n. 162/2014"],
)  # fmt: skip
def test_a_judgment_with_its_number_or_day_is_one(text):
    assert (citation.read(text).type, citation.read(text).title) == ("legal_case", text)


@pytest.mark.parametrize(
    ("text", "title", "journal"),
    [
        ("Wet op de jeugdhulp in de praktijk. Ned Tijdschr Jeugd. 2015;159:A8765.", "Wet op de jeugdhulp in de praktijk", "Ned Tijdschr Jeugd"),
        ("Verordnung über Hilfsmittel: was sich ändert. Der Hausarzt 2006;103(12):764-8.", "Verordnung über Hilfsmittel: was sich ändert", "Der Hausarzt"),
        ("Lag om stöd och hjälp: en utvärdering. Läkarbladet. 2010;107(5):260-3.", "Lag om stöd och hjälp: en utvärdering", "Läkarbladet"),
        ("Loi n° 2002-303 du 4 mars 2002: quel bilan ? Presse Santé. 2003;32(5):200-4.", "Loi n° 2002-303 du 4 mars 2002: quel bilan ?", "Presse Santé"),
        ("Interview with Jane Roe. Brain Stud. 2013;12(4):330.", "Interview with Jane Roe", "Brain Stud"),
        ("Personal communication in the ward. Nurs Stand. 2001;15(3):33-7.", "Personal communication in the ward", "Nurs Stand"),
        ("ISO 9001 in hospitals: a review. J Qual Care 1997;9:3-12.", "ISO 9001 in hospitals: a review", "J Qual Care"),
        ("Sentencia 42/2002 del Tribunal Constitucional: comentario. Rev Derecho Salud 2003;11(2):45-60.", "Sentencia 42/2002 del Tribunal Constitucional: comentario", "Rev Derecho Salud"),
        ("Hansard House of Commons debates as a corpus. J Polit Lang. 2015;14(2):200-20.", "Hansard House of Commons debates as a corpus", "J Polit Lang"),
        ("Katherine Marlow & John Roe, Roe v. Wade Again, 59 Lake L. Rev. 5 (1999).", "Roe v. Wade Again", "Lake L. Rev."),
    ],
)  # fmt: skip
def test_an_article_whose_title_begins_like_a_statute_interview_or_judgment_is_an_article(text, title, journal):
    found = citation.read(text)
    assert (found.type, found.title, found.container_title) == ("article-journal", title, journal)


@pytest.mark.parametrize(
    "text",
    [
        "Wet op de beroepen in de individuele gezondheidszorg. Stb. 1993, 655.",
        "Ley 41/2002, de 14 de noviembre, básica reguladora de la autonomía. BOE 2002;274:40126-32.",
        "Loi n° 2002-303 du 4 mars 2002 relative aux droits des malades. J Off Repub Fr 2002;54:4118-59.",
        "Verordnung über Medizinprodukte vom 20.12.2001 (BGBl. I S. 3854).",
        "Freedom of Information Act 2000.",
        "The Rights of the Terminally Ill Act 1995",
    ],
)
def test_a_statute_in_its_gazette_stays_a_statute(text):
    assert citation.read(text).type == "legislation"


def test_a_guide_to_an_act_is_not_the_act():
    assert citation.read("Guide to the Care Act 2014.").type != "legislation"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("See, Kyle. Veins of the Neck. Oxford: Vein Press; 2010.", [("See", "Kyle")]),
        ("See, Kyle, and Wei Tan. “Veins.” Journal of Veins 3, no. 2 (2010): 11-19.", [("See", "Kyle"), ("Tan", "Wei")]),
        ("See, Kyle B., & Tan, Wei. (2010). Veins of the neck. J Vein Stud, 3(2), 11-19.", [("See", "Kyle B."), ("Tan", "Wei")]),
        ("See Marlow K, Ostrander J. Sediment. Quat Int 1999;59:5-16.", [("Marlow", "K"), ("Ostrander", "J")]),
        ("See Katherine Marlow. Sediment records. Oxford: Blackwell; 1999.", [("Marlow", "Katherine")]),
        ("See, e.g., Katherine Marlow, Sediment Records, 59 Quat. L. Rev. 5 (1999).", [("Marlow", "Katherine")]),
    ],
)  # fmt: skip
def test_an_author_named_as_the_word_that_sends_to_a_work_is_kept(text, names):
    assert [(name.family, name.given) for name in citation.read(text).authors] == names


@pytest.mark.parametrize(
    "text", ["See Kyle, Tan Wei, Roe Jane.", "Vedi Anna, Rossi Marco.", "Vedi Anna e Rossi Marco."]
)
def test_a_family_name_before_a_whole_given_name_is_no_word_that_sends_to_a_work(text):
    names = citation.read(f"{text} Veins of the neck. J Vein Stud. 2010;3(2):11-9.").authors
    assert {names[0].family, names[0].given} in ({"See", "Kyle"}, {"Vedi", "Anna"})


def test_a_magazine_called_as_what_a_date_of_change_begins_with_is_no_date_of_change():
    found = citation.read("Doe J. A poem. Stand 1978; 19(2): 4-9.")
    assert (found.title, found.container_title, found.year) == ("A poem", "Stand", 1978)
    assert "updated" not in found.data.get("custom", {})
    assert citation.read("Leitlinie Venen. Stand 2018.").title == "Leitlinie Venen"


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("(1) Publications of the Lake Society 1954, 66, 263.", "Publications of the Lake Society"),
        ("Roe, A. The Upland University Library Chronicle 1965, 27, 60.", "The Upland University Library Chronicle"),
        ("(1) Porous and Dense Materials 2016, 225, OBC.", "Porous and Dense Materials"),
        ("Roe, A.; Doe, B. Proceedings of the fifth annual workshop on Lakes - LK ’92 1992.", "Proceedings of the fifth annual workshop on Lakes - LK ’92"),
    ],
)  # fmt: skip
def test_what_a_style_without_titles_names_is_the_container(text, journal):
    assert citation.read(text).container_title == journal


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Roe A, Doe B. Sun in age. Lake Ageing 2005, 34(5), pages 485 to 491.", {"page": "485–491", "issue": "5"}),
        ("Roe A. Sonne im Alter. Seealter 2005;34(5), S. 485 bis 491.", {"page": "485–491"}),
        ("Roe A, Doe B. Clean hands. Lake Recomm Rep. 2002;51(RR-16):1-45.", {"volume": "51", "issue": "RR-16", "page": "1-45"}),
        ("Jan Nowak, Podagra królów, „Gazeta Jeziora”, 12 maja 2009 [zarchiwizowane z adresu 2010-01-02] (pol.).", {"title": "Podagra królów", "container-title": "Gazeta Jeziora"}),
        ("H.K. Roe, D.B. Doe. Pathogenesis of gout. „Annals of Lakes”. 143 (7), s. 499–516, 2005.", {"container-title": "Annals of Lakes", "page": "499–516"}),
        ("Jan Nowak, Piotr Kowal: Interna. T. 3. Warszawa: PZWL, 2006, s. 998–1003.", {"title": "Interna", "volume": "3"}),
        ("Gesellschaft Lymph (2017): S2k-Leitlinie Ödeme. AWMF Reg.-Nr. 058-001.", {"number": "058-001", "title": "S2k-Leitlinie Ödeme"}),
        ("Deutsche Krebshilfe: Bewegung bei Krebs. Bonn, 2019.", {"title": "Bewegung bei Krebs", "publisher-place": "Bonn"}),
    ],
)  # fmt: skip
def test_what_leaflets_and_encyclopedias_of_other_countries_print_is_read(text, fields):
    found = citation.read(text)
    assert {name: found.data.get(name) for name in fields} == fields
    assert found.authors
    assert found.year in (2002, 2005, 2006, 2009, 2017, 2019)


@pytest.mark.parametrize(
    "text",
    [
        "Roe A, Doe B. Proceedings of the Royal Conference on Lakes. Water Res 2004;12:1-9.",
        "Roe A. Proceedings of the Royal Conference on Lakes. London: Lake Press; 2004.",
    ],
)
def test_proceedings_that_a_journal_or_publisher_has_keep_their_title(text):
    assert citation.read(text).title == "Proceedings of the Royal Conference on Lakes"


@pytest.mark.parametrize(
    "text",
    [
        "Roe SD, Doe LD. The right to lakes, 4 Lake L. Rev. 193 (1990).",
        "Roe, S.; Doe, L. The right to lakes, 4 Lake L. Rev. 193 (1990).",
        "Sam Roe & Lou Doe, The right to lakes, 4 Lake L. Rev. 193 (1990).",
    ],
)
def test_authors_before_a_law_reviews_volume_are_read_in_any_shape(text):
    found = citation.read(text)
    assert ([name.family for name in found.authors], found.title) == (["Roe", "Doe"], "The right to lakes")


def test_a_comma_behind_the_word_that_sends_to_a_work_makes_no_name_of_it():
    text = "See, Roe J, Doe K. Trees by the lake. Lake Stud 2001;4:1-9."
    assert [name.family for name in citation.read(text).authors] == ["Roe", "Doe"]
