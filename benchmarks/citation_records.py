"""Invented works in fourteen languages, of which benchmarks/citation_styles.py prints citations."""

# ruff: noqa: E501 - a table of one work a line

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

JOURNAL, BOOK, CHAPTER, PAPER, THESIS, REPORT, PAGE, PREPRINT = (
    "article-journal", "book", "chapter", "paper-conference", "thesis", "report", "webpage", "article",
)  # fmt: skip

#: type | language | authors | year-month-day | title | container | volume | issue | page | publisher | place | more
_LINES = """
article-journal|en|Okafor, Ben A.; Lindqvist, Anna; van der Wal, Simon|2009-4|Venous drainage and the shape of doubt|Journal of Vein Studies|80|4|392-399|||DOI=10.5555/jvs.2009.80.392
article-journal|en|Marlow, Katherine; Ostrander, James M.|1999|Sediment records of early forest clearance: A regional synthesis|Quaternary Horizons|59|1|5-16|||DOI=10.5555/qh.1999.5
article-journal|en|Nimmo-Smith, Ian|2014-11-3|Does gait predict falls in older adults with tremor?|Mobility Today|12||e1043|||DOI=10.5555/mob.e1043
article-journal|en|Cradock, R. Cameron; Jones, G. Andrew; Mayer, Helen S.; Hu, Xiao; Holt, Peter E.; Gray, Susan|2012|A whole brain atlas generated via spatially constrained clustering|Human Mapping|33|8|1914-1928|||
book|en|Davison, Russell; MacKinley, James G.|2004|Econometric theory and methods|||||Harbour University Press|Oxford|ISBN=9780000000019
book|en|Horne, Robert A.|2013|Matrix theory for clinicians|||||Cambridge University Press|Cambridge|edition=2
chapter|en|Clarke, Rose|1994|Island languages: The evidence|The origins of the first islanders|||123-135|Auckland University Press|Auckland|editor=Sutter, Douglas
paper-conference|en|Vesanto, Aino; Shah, Nadia; Parrish, Niko|2021|Attention to gait in long documents|Proceedings of the 12th Conference on Clinical Language|||101-112|Association for Clinical Language|Online|
thesis|en|Brandt, Eva|2016|Iron in deep grey matter|||||University of Leeds|Leeds|genre=PhD thesis
report|en|#World Health Organization|2018|Health is for everyone|||||World Health Organization|Geneva|
webpage|en|#National Tremor Society|2019-5-2|Living with tremor: a guide for carers|Tremor Society Online|||||| URL=https://tremor.example/guide/living;accessed=2020-1-7
webpage|en|Couch, Adam|2016-11-26|What the new guideline means for patients|The Screen Reporter||||||URL=https://reporter.example/2016/11/guideline;accessed=2017-3-1
article|en|Duchi, John; Gould, Stephen|2024-5-14|Projected subgradient methods for sparse gait models||||| arXiv||number=arXiv:2405.01234;URL=https://arxiv.org/abs/2405.01234
article-journal|de|Müller, Hans; Schmidt, Karl|2012|Tremor im Alter und seine Behandlung|Zeitschrift für klinische Neurologie|54|3|24-29|||
article-journal|de|Groß, Jürgen|2007-3|Gehen und Zittern. Eine Übersicht|Der Nervenarzt heute|78|||||page=301-309
book|de|Klemm, Viktor|1995|Das Zittern in der Geschichte|||||Aufbau-Verlag|Berlin|edition=2
chapter|de|Meier, Petra|2010|Zittern und Gehen|Handbuch Gang|2||113-145|Waldverlag|München|editor=Bauer, Franz
article-journal|fr|Dupont, Renée; Lefèvre, Jean-Pierre|2001|Le tremblement dans l’histoire de la médecine|Annales de neurologie|12|3|33-48|||
book|fr|Durand, Paul; Martin, Luc|2005|Le tremblement essentiel|||||Presses universitaires de France|Paris|
report|fr|#Haute Autorité de santé|2016|Tremblement essentiel : prise en charge|||||Haute Autorité de santé|Saint-Denis|
article-journal|es|García-Pérez, Manuel; López, Juan|2012-2|Temblor en ancianos frágiles|Revista de Neurología Clínica|54|3|24-29|||DOI=10.5555/rnc.2012.24
article-journal|es|Ruiz Gómez, Ana|2001|El temblor en la historia de España|Revista de Historia Médica|12|3|33-48|||
report|es|#Organización Mundial de la Salud|2015|Envejecimiento y temblor|||||Organización Mundial de la Salud|Ginebra|
article-journal|pt|Silva, João; Souza, Maria|2007-8|Tremor em idosos institucionalizados|Revista Brasileira de Neurologia Aplicada|37|1|90-101|||URL=https://revista.example/37;accessed=2020-5-3
book|pt|Carvalho, Luís|2014|Guia do tremor para famílias|||||Editora Horizonte|São Paulo|
article-journal|it|Rossi, Paolo; De Luca, Giulia|2011-9|Il tremore nell’anziano: una rassegna|Giornale italiano di neurologia|31|2|77-85|||
book|it|Bianchi, Carla|2008|Storia del tremore|||||Il Mulino|Bologna|
article-journal|pl|Kowalski, Jan; Wiśniewska, Ewa|2015-3|Drżenie u osób starszych|Przegląd Neurologiczny|68|5|250-256|||
book|pl|Nowak, Piotr|2003|Drżenie i chód|||||Wydawnictwo Lekarskie|Warszawa|
article-journal|ru|Иванов, Иван Иванович; Петров, Пётр Петрович|2012|Тремор у пожилых больных|Неврологический журнал|17|3|24-29|||
book|ru|Сидоров, Сергей Сергеевич|2010|Диагностика тремора|||||Медицина|Москва|
article-journal|tr|Yılmaz, Ayşe; Öztürk, Mehmet Can|2018-6|Yaşlılarda tremor ve yürüme|Türk Nöroloji Dergisi|24|2|112-118|||
article-journal|cs|Novák, Jiří; Dvořáková, Šárka|2010|Třes ve stáří a jeho léčba|Česká neurologie|73|4|350-356|||
book|cs|Čapek, Karel M.|1998|Dějiny třesu|||||Karolinum|Praha|
article-journal|zh|张, 三; 李, 四; 王, 五|2012|震颤患者的步态研究|神经医学学报|52|11|1518-1523|||
book|zh|赵, 六|2019|震颤诊断学|||||人民卫生出版社|北京|
thesis|zh|陈, 七|2015|老年人震颤的流行病学|||||复旦大学|上海|genre=博士学位论文
article-journal|ja|山田, 太郎; 佐藤, 花子|2012|振戦の診断と治療|神経内科学雑誌|52|3|151-158|||
book|ja|鈴木, 一郎|2006|歩行障害の研究|||||岩波医学書店|東京|
article-journal|nl|van den Berg, Pieter; de Vries, Anna|2013-10|Beven en lopen bij ouderen|Nederlands Tijdschrift voor Neurologie|14|5|201-208|||
article-journal|sv|Åkesson, Örjan; Lindström, Maja|2016|Skakningar hos äldre patienter|Svensk Neurologisk Tidskrift|21|1|11-19|||
article-journal|el|Παπαδόπουλος, Νίκος; Γεωργίου, Μαρία|2014|Ο τρόμος στους ηλικιωμένους|Ελληνική Νευρολογία|23|2|45-52|||
"""


def records() -> Iterator[dict[str, Any]]:
    """Yield the works as CSL-JSON items."""
    for number, line in enumerate(filter(None, map(str.strip, _LINES.split("\n")))):
        kind, language, authors, issued, title, container, volume, issue, page, publisher, place, more = line.split("|")
        item: dict[str, Any] = {
            "id": f"r{number}", "type": kind, "language": language, "title": title, "container-title": container,
            "author": _people(authors), "issued": _date(issued), "volume": volume, "issue": issue, "page": page,
            "publisher": publisher.strip(), "publisher-place": place,
        }  # fmt: skip
        for pair in filter(None, more.strip().split(";")):
            name, _, value = pair.partition("=")
            item[name] = _people(value) if name == "editor" else _date(value) if name == "accessed" else value
        yield {name: value for name, value in item.items() if value}


def _people(text: str) -> list[dict[str, str]]:
    return [_name(part.strip()) for part in text.split(";")]


def _name(text: str) -> dict[str, str]:
    if text.startswith("#"):
        return {"literal": text[1:]}
    family, given = text.split(", ")
    lead, _, rest = family.rpartition(" ")
    if lead.islower():
        return {"family": rest, "given": given, "non-dropping-particle": lead}
    return {"family": family, "given": given}


def _date(text: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in text.split("-")]]}
