"""What the entries of real pages showed, read by eye: each class of fault in a string of our own words."""

import pytest

from ccsvi_refs.formats import citation


def fields(text, **known):
    """Return the fields with names as "Family, Given" and dates as tuples."""
    found = citation.read(text, **known)
    data = {name: value for name, value in found.to_csl().items() if name != "custom"}
    for name in ("author", "editor", "translator"):
        if name in data:
            data[name] = [
                f"{one.non_dropping_particle} {one.family}, {one.given}".strip(" ,") or one.literal
                for one in found.names(name)
            ]
    for name in ("issued", "accessed", "original-date"):
        if name in data:
            data[name] = found.date(name).parts[0]
    return data


CASES = {
    "chemists name the editors and the publisher behind the book": (
        "Halder, D. L.; Evers, A. C. Quarry Dust: A Segmentation. In Dust in Practice; Kaba, A., Šem, M., Todd-Pole, A., Eds.; "
        "Granite Press: Berlin, Heidelberg, 1999; pp 210–223.",
        {"editor": ["Kaba, A.", "Šem, M.", "Todd-Pole, A."], "container-title": "Dust in Practice",
         "publisher": "Granite Press", "publisher-place": "Berlin, Heidelberg", "page": "210–223"},
    ),
    "a number in brackets with a full stop is a label": (
        "(10). Bellamy, P. Mining the Hills of Kent. In 2013 workshop on hills; 2013; pp 54–57.",
        {"author": ["Bellamy, P."], "title": "Mining the Hills of Kent", "container-title": "2013 workshop on hills"},
    ),
    "the word others is no title": (
        "Frazer, J. A.; Chiu, S.; others. Limbs in Motion. Moor Journal 2005, 162 (7), 1256–1265.",
        {"author": ["Frazer, J. A.", "Chiu, S."], "title": "Limbs in Motion"},
    ),
    "a title ends with a whole word that journals have as well": (
        "Fano, V.; Evers, A. C. Unbiased Average Atlases for Pediatric Studies. MoorImage 2011, 54 (1), 313–327.",
        {"title": "Unbiased Average Atlases for Pediatric Studies", "container-title": "MoorImage"},
    ),
    "a second given name behind an initial ends the list": (
        "CISSEL, Josh M.; BUSHEY, Keith; STEELY, J. Scott. A comparison of moor methods. Moorland, v. 84, p. 1042–1052, 2014.",
        {"author": ["Cissel, Josh M.", "Bushey, Keith", "Steely, J. Scott"], "title": "A comparison of moor methods"},
    ),
    "nobody knows the place": (
        "GREENE, Will H. Quarry Analysis. 5th ed. [S.l.]: Moor Education, 2003.",
        {"publisher": "Moor Education", "edition": "5th", "type": "book"},
    ),
    "Chicago prints the month before the pages": (
        "Bellamy, Pierre. 2013. “Mining the Hills.” 2013 Workshop on Hills, June, 54–57.",
        {"issued": (2013, 6), "container-title": "2013 Workshop on Hills", "page": "54–57"},
    ),
    "engineers have the month behind the publisher": (
        "A. Gramm and B. Thiery, “Predicting hills,” in Hills in Imaging (HIIM), Philadelphia, United States: IEEE, Jun. 2013.",
        {"issued": (2013, 6), "publisher": "IEEE", "publisher-place": "Philadelphia, United States",
         "container-title": "Hills in Imaging (HIIM)", "type": "paper-conference"},
    ),
    "a group behind et al. is an author": (
        "Mikal Y, Carr G et al. KIDMOOR study group. Smoking at home on the moor. Brain 2007; 130(Pt 10): 2589–95.",
        {"author": ["Mikal, Y", "Carr, G", "KIDMOOR study group"], "title": "Smoking at home on the moor"},
    ),
    "a site and who runs it": (
        '"Moor cover database". Moor Database 2. Ministry for the Moor. 1 July 2009. Retrieved 26 April 2011.',
        {"title": "Moor cover database", "container-title": "Moor Database 2", "publisher": "Ministry for the Moor",
         "type": "webpage"},
    ),
    "a newspaper and its city": (
        '"World mourns a climber". The Moor Age. Melbourne. 11 January 2008.',
        {"container-title": "The Moor Age", "publisher-place": "Melbourne", "issued": (2008, 1, 11)},
    ),
    "pages joined by and": (
        'Wagner, Thor (2005). "Broken Hearts". In Brook, Peggy (ed.). Moors and Change. Boston: Brine Publishers. pp. 71 and 73.',
        {"page": "71 and 73", "container-title": "Moors and Change", "publisher": "Brine Publishers"},
    ),
    "a remark behind the date of access": (
        'Wilton, John (March 2009). "The constitution". Te Moor Encyclopedia. Retrieved 2 February 2011. See pages 2 and 3.',
        {"container-title": "Te Moor Encyclopedia", "note": "See pages 2 and 3.", "type": "webpage"},
    ),
    "an explanation behind the date of access": (
        '"Population clock". Moor Statistics. Retrieved 14 April 2016. The estimate shown is calculated daily at 00:00 from the clock.',
        {"title": "Population clock", "note": "The estimate shown is calculated daily at 00:00 from the clock."},
    ),
    "the number of a gazette is an issue": (
        '"Proclamation". The Moor Gazette. No. 28058. 10 September 1907. p. 6149.',
        {"container-title": "The Moor Gazette", "issue": "28058", "page": "6149"},
    ),
    "an archived table": (
        '"Mean monthly rain". Moor Institute. Archived from the original (XLS) on 3 May 2011. Retrieved 4 February 2011.',
        {"title": "Mean monthly rain", "publisher": "Moor Institute", "accessed": (2011, 2, 4)},
    ),
    "a checklist with an ISBN is a book": (
        "De Lane, Peter James; Sawyers, John (2006). Moor plant checklist. Moor Plant Network. ISBN 0-473-11306-6.",
        {"publisher": "Moor Plant Network", "type": "book"},
    ),
    "an issue that is a letter": (
        'McGlow, M.S. (1989). "The settlement of the moor". Moor Journal of Ecology. 12(S): 115–129.',
        {"container-title": "Moor Journal of Ecology", "volume": "12", "issue": "S", "page": "115–129"},
    ),
    "when it was published first": (
        "McLinton, Alex, ed. (April 2009) [originally published in 1966]. Textile Designs. An Encyclopaedia of the Moor. Retrieved 15 May 2011.",
        {"title": "Textile Designs", "container-title": "An Encyclopaedia of the Moor", "original-date": (1966,)},
    ),
    "a domain has no full stop": (
        '"Contribution to a proposition". moortimes.example. Retrieved 2014-07-01.',
        {"container-title": "moortimes.example", "type": "webpage"},
    ),
    "only a title and a date of access": (
        '"Moorzilla Installation List". Retrieved 2014-09-18.', {"title": "Moorzilla Installation List", "type": "webpage"},
    ),
    "a series of reports": (
        'Radley, Nick J., and Pat D. Surrey. "Uplift of the moor." White Paper TR-2011-1, Stochastic Moors (2011): 1-33.',
        {"number": "TR-2011-1", "publisher": "Stochastic Moors", "type": "report"},
    ),
    "an archive of programs": (
        "Wanda Meert & Kim Hendrix. MOORDistance (Version v2). Zenodo. https://doi.org/10.5281/zenodo.5901139",
        {"publisher": "Zenodo", "type": "software"},
    ),
    "a society of engineers publishes": (
        "Zenner, H. and Foos, C.S., 2018, November. Moors detected. In 2018 Conference on moor mining (ICMM) (pp. 727-736). IEEE.",
        {"container-title": "2018 Conference on moor mining (ICMM)", "publisher": "IEEE", "page": "727-736"},
    ),
    "a meeting by its abbreviation": (
        "Krug, H.P. and Zimmer, A., 2008. Angles on the moor. In KDD '08, pp. 444-452. ACM.",
        {"container-title": "KDD '08", "type": "paper-conference"},
    ),
    "who wrote, where nothing shows what he is": (
        'Puppet labs (2013-11-28). "How We Built the Moor.".',
        {"author": ["Puppet labs"], "title": "How We Built the Moor", "issued": (2013, 11, 28)},
    ),
    "ACM repeats the date in brackets": (
        "Ben A. Okello and Anna Lind. 2009. Venous drainage. Journal of Veins 80, 4 (April 2009), 392–399.",
        {"volume": "80", "issue": "4", "page": "392–399", "issued": (2009, 4)},
    ),
    "ACM repeats the year in brackets": (
        "Kate Marl and James Ost. 1999. Sediment records. Quaternary Moors 59, 1 (1999), 5–16.",
        {"volume": "59", "issue": "1", "page": "5–16", "issued": (1999,)},
    ),
    "ISO 690 repeats the date before the volume": (
        "NIMMO, Ian, 2014. Does gait predict falls? Mobility Today. 3 November 2014. Vol. 12, p. e1043.",
        {"volume": "12", "page": "e1043", "issued": (2014, 11, 3), "container-title": "Mobility Today"},
    ),
    "ISO 690 has an edition's bare number": (
        "HORNER, Rob A., 2013. Matrix theory. 2. Cambridge: Moor University Press.",
        {"title": "Matrix theory", "edition": "2", "publisher": "Moor University Press"},
    ),
    "a volume that is a year": (
        "Smithers, J. (2014). Falls on the moor. BioMoor Research, 2014, 123456.",
        {"volume": "2014", "page": "123456", "container-title": "BioMoor Research"},
    ),
    "Nature has the pages before the publisher": (
        "Vesala, A. & Parr, N. Attention to gait. in Proceedings of the 12th Conference on Gait 101–112 (Moor Press, Leeds, 2021).",
        {"container-title": "Proceedings of the 12th Conference on Gait", "page": "101–112", "publisher": "Moor Press"},
    ),
    "years in a title are no pages": (
        "Lang, Ray (1999). May the moor live: a history 1900–1920. Moor University Press. p. 18.",
        {"title": "May the moor live: a history 1900–1920", "page": "18"},
    ),
    "OSCOLA has a name behind the closing mark": (
        "Dobb E and Gram A, ‘Benchmarking solvers for hills’ Workshop on Moor Recognition (Moor Press 2014)",
        {"title": "Benchmarking solvers for hills", "container-title": "Workshop on Moor Recognition",
         "publisher": "Moor Press"},
    ),
    "OSCOLA has publishers of one word": (
        "Čapka KM, Dějiny třesu (Karolinum 1998)", {"title": "Dějiny třesu", "publisher": "Karolinum", "type": "book"},
    ),
    "editors in Chicago's order of names": (
        "Fono, Vladimir, Alan C. Evers, Kelly Botter, C. Robert Alm, and D. Louis Collier. 2011. “Atlases.” MoorImage 54 (1): 313–27.",
        {"author": ["Fono, Vladimir", "Evers, Alan C.", "Botter, Kelly", "Alm, C. Robert", "Collier, D. Louis"]},
    ),
    "and behind an initial's full stop": (
        "HOLTER, Peter E. and GRAYLING, Susan, 2012. A moor atlas. Moor Mapping. Vol. 33, no. 8, p. 1914–1928.",
        {"author": ["Holter, Peter E.", "Grayling, Susan"], "title": "A moor atlas"},
    ),
    "a book's title that looks like names": (
        "Petra Meier. 2010. Zittern und Gehen. In Handbuch Gang, Franz Bauer (Hrsg.). Waldverlag, München, 113–145.",
        {"author": ["Meier, Petra"], "container-title": "Handbuch Gang", "editor": ["Bauer, Franz"], "page": "113–145"},
    ),
    "a ministry is no city": (
        "Moor energy 2016 (Report). Ministry of Moors, Innovation and Employment. September 2016. p. 47.",
        {"title": "Moor energy 2016", "publisher": "Ministry of Moors, Innovation and Employment", "type": "report"},
    ),
    "a title in two sentences": (
        "Gross J. Gehen und Zittern. Eine Übersicht. Der Nervenarzt heute 2007; 78: 301–9.",
        {"title": "Gehen und Zittern. Eine Übersicht", "container-title": "Der Nervenarzt heute"},
    ),
    "translators": (
        "Polo M. Travels on the moor. Translated by W. Marsden. Leeds: Moor House; 1997.",
        {"translator": ["Marsden, W."], "title": "Travels on the moor", "publisher": "Moor House"},
    ),
    "American bodies begin with initials": (
        "U.S. Moors and Hills Commission. Agency report: Fiscal Year 2017. 2017. https://moors.example/report.pdf",
        {"author": ["U.S. Moors and Hills Commission"], "title": "Agency report: Fiscal Year 2017"},
    ),
}  # fmt: skip

NATIONAL_STANDARD = {
    "the page of a newspaper": (
        "丁文. 数字沼泽[N]. 沼泽青年报，2000-11-20（15）.",
        {"container-title": "沼泽青年报", "issued": (2000, 11, 20), "page": "15", "type": "article-newspaper"},
    ),
    "an issue without a volume": (
        "季东. 法律沼泽的意义：另一种思考[J]. 沼泽科学，1993（1）：83-103.",
        {"title": "法律沼泽的意义：另一种思考", "issue": "1", "page": "83-103", "container-title": "沼泽科学"},
    ),
    "a body edited the proceedings": (
        "汪军. 沼泽研发进展[C]//国家沼泽管理办公室. 沼泽研讨会论文集. 北京：沼泽出版社，2005：22-25.",
        {"editor": ["国家沼泽管理办公室"], "container-title": "沼泽研讨会论文集", "page": "22-25"},
    ),
    "a book is no editor": (
        "唐振. 师承与沼泽[M]//识史集. 上海：沼泽出版社，1997.",
        {"container-title": "识史集", "publisher": "沼泽出版社", "publisher-place": "上海"},
    ),
    "an edition in words": (
        "管道. 答沼泽书[M]//沼泽辨牍：第2卷. 影印本. 济南：沼泽书社，1997.",
        {"container-title": "沼泽辨牍", "volume": "2", "edition": "影印本"},
    ),
    "a translator": (
        "久保智康. 蝶鸟方镜的沼泽[J]. 顾幼静，译. 沼泽博物，2009（1）：85-92.",
        {"translator": ["顾, 幼静"], "container-title": "沼泽博物"},
    ),
    "the number of a patent": (
        "张军，赵杰. 安全制动装置：CN201220158825.2[P]. 2013-03-27.",
        {"title": "安全制动装置", "number": "CN201220158825.2", "issued": (2013, 3, 27), "type": "patent"},
    ),
    "the number of a standard": (
        "ISO/IEC 80079-20-2:2016(fr) Sols explosifs — Partie 20-2: Essais des sols[S].",
        {"title": "Sols explosifs — Partie 20-2: Essais des sols", "number": "ISO/IEC 80079-20-2:2016(fr)"},
    ),
    "dates of publication and access": (
        "杨华. 看完这一篇就明白了[EB/OL]. （2022-10-26）[2023-05-02]. https://moor.example/BV1.",
        {"issued": (2022, 10, 26), "accessed": (2023, 5, 2), "type": "webpage"},
    ),
    "a preprint": (
        "Leuk C，Hertz R. When moors talk[PP/OL]. PsyArXiv（2018）. DOI:10.5555/OSF.",
        {"title": "When moors talk", "container-title": "PsyArXiv", "type": "article"},
    ),
    "a publisher without a place": (
        "Travers C B. Handbook of moors[M/OL]. Moor Association，2018. DOI:10.5555/59.",
        {"publisher": "Moor Association", "type": "book"},
    ),
    "two publishers": (
        "Schmitt H-J. Entrenchment of moors[M/OL]. Moor Association; De Hill Mouton，2017. DOI:10.5555/159.",
        {"publisher": "Moor Association; De Hill Mouton"},
    ),
    "any place": ("金萍. 沼泽信息研究[D]. 温州：温州大学，2020：16.", {"publisher": "温州大学", "publisher-place": "温州"}),
    "pages with full stops": (
        "Robb J A. Water of moors[M]//Moor Works Association. Moor quality. 6th ed. York：Hill，2011：1.1-1.36.",
        {"editor": ["Moor Works Association"], "page": "1.1-1.36", "container-title": "Moor quality"},
    ),
    "a page by its name": (
        "李瑟. 题词[M]//苏福，管明. 沼泽研究. 长春：沼泽出版社，1991：扉页.",
        {"issued": (1991,), "page": "扉页", "container-title": "沼泽研究"},
    ),
    "an office is no person": ("国务院. 沼泽通知[EB/OL]. （2007-07-11）. https://moor.example/1.", {"author": ["国务院"]}),
    "a Japanese name": ("我妻栄. 新訂担保沼沢法[M]. 有斐閣，1971.", {"author": ["我妻, 栄"]}),
    "parties of a case": (
        "Roe v. Moor[Z]//U.S.：v.410. 1973：113.", {"title": "Roe v. Moor", "type": "legal_case", "page": "113"},
    ),
    "a title before a colon is no name": (
        "旧沼书：第9卷 玄宗纪[M]. 北京：沼泽书局，1975.", {"title": "旧沼书：第9卷 玄宗纪"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_pages_print(case):
    text, expected = CASES[case]
    found = fields(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("case", NATIONAL_STANDARD)
def test_chinese_national_standard(case):
    text, expected = NATIONAL_STANDARD[case]
    found = fields(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("text", ["U.S. Const. amend. I-X", "S. Res. 438", "U.S.C. v.42"])
def test_abbreviations_of_american_law_are_no_names(text):
    assert "author" not in fields(text)


def test_a_publisher_is_a_journal_where_a_link_leads_to_a_doi():
    text = "Allen, Elena. Data Visualization in the Moors: overcoming the Curse. Neuron, 2011."
    assert fields(text)["publisher"] == "Neuron"
    assert fields(text, linked=True)["container-title"] == "Neuron"


def test_the_handle_of_an_author_is_no_part_of_the_title():
    found = citation.read("National Moors Administration [@moors]. Ask me anything about moors. 2018.")
    assert found.authors[0].literal == "National Moors Administration"
    assert found.title == "Ask me anything about moors"
    assert found.data["custom"]["handle"] == "@moors"


def test_names_of_two_seas_are_kept_whole_where_no_family_name_shows():
    found = citation.read("萨金特. 沼泽经济理论[M]. 北京：沼泽大学出版社，2010.")
    assert found.authors[0].literal == "萨金特"


MORE = {
    "a quotation behind the date of access": (
        '"Moor Source Code". Moorzilla. Retrieved 2012-08-18. “However, these milestones are for testing only.”',
        {"container-title": "Moorzilla", "note": "“However, these milestones are for testing only.”"},
    ),
    "a generation behind a family name": (
        "R. C. Crad and P. E. Holtz III, “A moor atlas,” Human Moors, vol. 33, pp. 1914–1928, 2012.",
        {"author": ["Crad, R. C.", "Holtz, P. E."]},
    ),
    "one name in capitals": ("FONO, VS et al. Moor templates. MoorImage, v. 47, p. S102, 2009.", {"author": ["Fono, V S"]}),
    "a place that is half a title": (
        "Ball, Angela (1998). Iwi: The Organisation of Tribes from the moor (1st ed.). Wellington: Moor University Press.",
        {"title": "Iwi: The Organisation of Tribes from the moor", "publisher": "Moor University Press"},
    ),
    "a country is no publisher": (
        "Licht K L. Relaxation[C]//Reducing moors. Uppsala, Sweden，1990.", {"publisher-place": "Uppsala, Sweden"},
    ),
    "a particle behind initials and a group": (
        "Veen P H van der，Muller M，SMOOR Study Group. Changes in moors[J]. Moor Journal，2014，337：112-118.",
        {"author": ["Veen, P H", "Muller, M", "SMOOR Study Group"], "title": "Changes in moors"},
    ),
    "a national body is no person": (
        "National Nurses United. What employers should do[EB/OL]. https://moor.example/zika.",
        {"author": ["National Nurses United"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MORE)
def test_what_other_pages_print(case):
    text, expected = MORE[case]
    found = fields(text)
    assert {name: found.get(name) for name in expected} == expected


def test_a_meeting_named_by_its_year_was_a_title_where_a_style_prints_none():
    reading = citation.read("A. Wang, B. Ito, 2011 IEEE 13th International Conference on Lake Engineering (2011).")
    assert reading.type == "paper-conference"
    assert reading.container_title == "IEEE 13th International Conference on Lake Engineering"
    assert not reading.title
    titled = citation.read(
        "Wang A, Ito B. Ice on lakes. 2011 IEEE 13th International Conference on Lake Engineering. 2011: 1-4."
    )
    assert titled.title == "Ice on lakes"
