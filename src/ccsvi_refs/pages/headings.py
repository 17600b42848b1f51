"""The headings of lists of references, in the languages that most pages are written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Contained in a heading, these say that references follow. Latin, Greek and Cyrillic ones are whole words.
_SAYING = """
references; reference list; list of references; bibliography; bibliographies; bibliographic references; works cited;
works consulted
literature cited; references cited; further reading; suggested reading; recommended reading; additional reading;
reading list
endnotes; end notes; footnotes; cited works; cited literature; source list; sources cited; sources used;
sources consulted
literaturverzeichnis; literaturangaben; literaturhinweise; literaturliste; quellenverzeichnis; quellenangaben;
quellennachweis
quellennachweise; einzelnachweise; referenzen; bibliographie; bibliografie; fussnoten; endnoten;
weiterführende literatur
références; références bibliographiques; notes et références; sources et références; ouvrages cités;
ouvrages consultés; bibliographie sommaire
bibliografía; referencias; referencias bibliográficas; obras citadas; lecturas recomendadas; notas al pie
bibliografia; referências; referências bibliográficas; obras citadas; leitura adicional; leituras recomendadas
riferimenti; riferimenti bibliografici; note bibliografiche; opere citate; letture consigliate;
letture di approfondimento
literatuurlijst; literatuurverwijzingen; bronvermelding; bronvermeldingen; bronnenlijst; referenties; voetnoten;
geraadpleegde bronnen
referenser; källförteckning; referenslista; litteraturförteckning; fotnoter; källhänvisningar; vidare läsning
referanser; litteraturliste; kildehenvisninger; kildeliste; referanseliste; referencer; henvisninger;
litteraturhenvisninger; fotnoter; fodnoter; kildeangivelser; videre læsning
lähteet; lähdeluettelo; viitteet; kirjallisuusluettelo; kirjallisuutta; alaviitteet
bibliografia; przypisy; piśmiennictwo; literatura cytowana; spis literatury; wykaz literatury; źródła i literatura;
netografia
seznam literatury; použitá literatura; seznam použité literatury; použité zdroje; seznam zdrojů; bibliografie;
citovaná literatura; poznámky pod čarou; zoznam literatúry; použitá literatúra; zoznam použitej literatúry;
odkazy a reference
irodalomjegyzék; hivatkozások; felhasznált irodalom; jegyzetek és hivatkozások; forrásjegyzék; bibliográfia;
szakirodalom
referințe; bibliografie; referințe bibliografice; note și referințe; surse bibliografice; lectură suplimentară
литература и источники; список литературы; список источников; список использованной литературы;
список использованных источников; использованная литература
использованные источники; библиография; библиографический список; библиографические ссылки; примечания; сноски;
ссылки на литературу; источники и литература; цитируемая литература; список цитируемой литературы;
рекомендуемая литература
література та джерела; список літератури; список використаних джерел; використана література; використані джерела;
бібліографія; примітки; список джерел; посилання на джерела
библиография; използвана литература; цитирана литература; използвани източници; списък на литературата;
бележки под линия
референце; литература и извори; списак литературе; библиографија; референци; фусноте
reference; literatura i izvori; popis literature; spisak literature; bibliografija; izvori i literatura;
seznam virov; viri in literatura; opombe in viri; navedena literatura; fusnote; sklici
βιβλιογραφία; παραπομπές; αναφορές; βιβλιογραφικές αναφορές; βιβλιογραφικές παραπομπές; υποσημειώσεις;
περαιτέρω ανάγνωση
kaynakça; kaynaklar; kaynakçalar; dipnotlar; referanslar; bibliyografya; yararlanılan kaynaklar
daftar pustaka; referensi; daftar rujukan; daftar referensi; bacaan lanjutan; catatan kaki; rujukan; kepustakaan;
bibliografi; senarai rujukan
tài liệu tham khảo; thư mục; nguồn tham khảo; danh mục tài liệu; chú thích
referències; bibliografia; notes i referències; referencias e notas; erreferentziak; bibliografia;
oharrak eta erreferentziak; viited; kasutatud kirjandus; kirjandus ja allikad; atsauces; izmantotā literatūra;
literatūras saraksts; literatūros sąrašas; išnašos; naudota literatūra; šaltiniai
marejeo; tanbihi; mga sanggunian; sanggunian; mga kasarigan; heimildir; tilvísanir; heimildaskrá; referime; referenca
referimet; литература и наводи; istinadlar; ədəbiyyat; mənbələr; manbalar; foydalanilgan adabiyotlar; adabiyotlar
дереккөздер; пайдаланылған әдебиет; әдебиет; искәрмәләр; әдәбият; эшлэл; ном зүй; крыніцы і літаратура; зноскі
referencoj; fontoj; piednotoj; verwysings; bronnelys; cyfeiriadau; llyfryddiaeth; tagairtí; foinsí; kjelder
referansar; kjelder og referansar; referéncias; notas e referéncias; daveoù; réferènsi; çavkanî; referenzen an literatur
გამოყენებული ლიტერატურა; ծանոթագրություններ; օգտագործված գրականություն
"""
#: The same in scripts that are not parted by spaces, or whose words take prefixes.
_SAYING_ANYWHERE = """
参考文献 参考文獻 參考文獻 参考资料 參考資料 引用文献 引用文獻 参考书目 參考書目 注释与参考 注釋 注释 脚注 腳註
尾注 引注 文献列表 出典 参照文献 文献一覧 引用・参考 参考図書 註釈 注釈 引用元 参考サイト
참고문헌 참고 문헌 각주 인용 문헌 인용문헌 출처 참고자료 참고 자료
المراجع مراجع المصادر قائمة المراجع ثبت المراجع الهوامش مصادر
ببليوغرافيا
منابع مآخذ پانویس فهرست منابع کتابنامه یادداشت‌ها
הערות שוליים ביבליוגרפיה מקורות רשימת מקורות לקריאה נוספת מראי מקום
सन्दर्भ संदर्भ ग्रंथ सूची ग्रन्थसूची तथ्यसूत्र তথ্যসূত্র গ্রন্থপঞ্জি
উৎস
อ้างอิง บรรณานุกรม เอกสารอ้างอิง เชิงอรรถ
மேற்கோள்கள் మూలాలు حوالہ جات ლიტერატურა სქოლიო წყაროები Գրականություն Ծանոթագրություններ Աղբյուրներ Հղումներ
സ്രോതസ്സുകൾ അവലംബം ಉಲ್ಲೇಖಗಳು સંદર્ભ ਹਵਾਲੇ सन्दर्भहरू ကိုးကား ឯកសារយោង ເອກະສານອ້າງອີງ ማጣቀሻ سرچينې سەرچاوەکان
"""
#: These say so where the whole heading, or each part of it, is one of them.
_WHOLE = """
reference; reference section; literature; sources; citations; notes; note; resources; evidence;
research papers; source; key papers; papers cited; bib; works; source material; selected literature
literatur; quellen; quelle; anmerkungen; nachweise; belege; referenz; verzeichnis
sources; littérature; notes; source; ressources
fuentes; notas; literatura; referencia; fuente; fontes; nota; recursos
fonti; note; letteratura; fonte; riferimento; sitografia
literatuur; bronnen; noten; bron; verwijzingen; källor; litteratur; noter; fotnot; kilder; litteratur; noter;
kirjallisuus; lähde; viittaukset
literatura; źródła; bibliografia; zdroje; prameny; reference; literatúra; pramene; források; irodalom; jegyzetek;
literatură; surse; note; bibliografie; izvori; viri; literatura; napomene; bilješke; opombe; kirjandus; allikad;
literatūra; avoti; literatura; šaltiniai; fonts; notes; bibliografia; iturriak; oharrak; referentziak
литература; источники; ссылки; литература и ссылки; джерела; література; посилання; източници; бележки; извори;
напомене; референци; літаратура; крыніцы; наводи; burimet; bibliografio; bronne; ədəbiyyat; mənbə; adabiyot
πηγές; σημειώσεις; kaynak; notlar; sumber; catatan; pustaka; nguồn
"""
#: The same, one word each, in scripts that are not parted by spaces.
_WHOLE_ANYWHERE = """
文献 文獻 资料来源 資料來源 来源 來源 参考 參考 資料 주석 참고 출전 출처 مصدر هوامش ملاحظات مآخذ
מקורות הערות स्रोत टिप्पणी ที่มา
"""
#: Headings that may stand in a list of references and divide it, or over a list of works that nobody calls references.
_KINDS = """
articles; journal articles; books; books and articles; book chapters; web pages; websites; web sites; online;
online sources; print; print sources; reports; guidelines; papers; theses; other; other sources; primary sources;
secondary sources; journals; newspapers; videos; software; datasets; legislation; standards; blog posts; talks;
presentations; publications; selected papers; selected publications; conference papers; preprints; reviews;
documents; in press; patents; cases; statutes; citing; how to cite; citing this work; citation; citations;
attribution; please cite; monographs; news
bücher; artikel; zeitschriften; internetquellen; webseiten; onlinequellen; monographien; livres; ouvrages; revues;
sites web; sites internet; libros; artículos; sitios web; livros; artigos; libri; articoli; boeken; artikelen;
böcker; artiklar; książki; artykuły; knihy; články; книги; статьи; интернет-ресурсы; 图书; 期刊; 论文;
网站; 書籍; 雑誌; 論文; 単行本
"""
#: Words that hint at works where they stand in a heading that says something else as well.
_MORE = """
reading read bibliographic bibliographical scientific research lesen weiterlesen nachlesen lire savoir lecture lectures
leer saber saiba consultamos consultado lecturas sapere leggere ler leituras lezen läs läsning
læs les lue czytaj czytelnia publikacje siti
evidence woher stammen herkunft informationsquellen
"""
#: A question after where the page has it from.
_ASKING = re.compile(
    r"\b(?:where\b.*\b(?:from|information|evidence|facts|get|got|found|find out)|how (?:do )?we know|based on"
    r"|woher|d'ou|d’ou|de donde|da dove|waar (?:komt|haalt|vandaan)|skad|odkud|откуда|どこから)"
)

#: Words that change nothing where they stand beside one of these.
_EMPTY = frozenset(
    """
    the a an of for to in on our your this key selected main cited other academic scientific some useful general
    full list all show view hide see more section external brief short these used article page chapter select
    primary secondary text online web complete supplementary supporting additional related der die das den zum zur
    les la le des de du cette los las el del della delle dei i gli os as da do das dos il lo seleccionada sélective
    choisie ausgewählte verwendete weitere utilisées consultadas consultées
    """.split()
)
_AND = re.compile(
    r"\s*(?:[&+/,;:|·•]|\b(?:and|und|et|y|e|ed|i|oraz|och|og|ja|en|и|та|і|a|és|și|si|ve|dan|và|και|of|or)\b|[、和与與及]|・)\s*"
)
_NUMBER = re.compile(r"^\W*(?:(?:\d{1,2}[.)]?){1,4}|[IVXivx]{1,5}\.|[A-Z]\.)\s+")
_EDIT = re.compile(r"\[[^\[\]]{1,40}\]|[¶§#↑⏶▲🔗▼►:.。：*_=]+")
#: A heading with one of these speaks of something else.
_OTHERWISE = re.compile(
    r"\b(?:api|manual|ranges?|values?|guide|class|command|cli|character|entity|entities|review|employment|customer"
    r"|frames?|genome|module|how to write|format|style)\b"
)
#: The headings of what stands below the text on many pages: some words by themselves, others however they go on.
_BELOW = re.compile(
    r"(?:(?:share|sharing|comments?|contact|newsletters?|subscribe|donate|donations?|feedback|follow|tags?|categories"
    r"|teilen|kommentare?|kontakt|spenden|partager|commentaires?|compart\w+|comentarios?|contacto|condividi|commenti"
    r"|delen|reacties|udostepnij|komentarze|поделиться|комментарии)\W*\d*\W*$"
    r"|(?:share|sharing|follow|contact|teilen|partager|compart\w+|condividi|delen) "
    r"(?:this|it|us|me|on|via|with|the|page|article|post|details|form|information|diese\w*|cet\w*|est[ae]|quest\w"
    r"|dit|deze)\b"
    r"|(?:subscribe|donate|newsletter|feedback|comments?) (?:to|now|today|here|form|sign[- ]?up|policy|closed|are)\b"
    r"|related (?:articles?|posts?|pages?|content|links?|stories|topics|news|information|products?|videos?|tags?)\b"
    r"|related\W*$"
    r"|(?:you (?:may|might) also|leave a|about (?:us|the author|this)|support us|get in touch|was this|did you"
    r"|last (?:review|updat)|next review|need (?:help|to talk)|uber (?:uns|den autor)|a propos|acerca de"
    r"|sobre (?:nos|o autor|el autor)|chi siamo|over ons|o nas|о нас)"
    r"|シェア|関連記事|分享|相关)"
)
_LONGEST = 90


def _plain(text: str) -> str:
    """Return a heading in lower-case letters without accents, numbering and editing marks."""
    low = _NUMBER.sub("", _EDIT.sub(" ", text)).casefold()
    folded = "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))
    return " ".join(folded.replace("ł", "l").replace("ø", "o").replace("ı", "i").split())


def _phrases(table: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for phrase in re.split(r"[;\n]", table) if phrase.strip())


def _words(table: str) -> frozenset[str]:
    return frozenset(_plain(word) for word in table.split())


_SAID = _phrases(_SAYING) - {"reference"}
_SAID_ANYWHERE = tuple(sorted(_words(_SAYING_ANYWHERE)))
_EXACT = _phrases(_WHOLE) | _words(_WHOLE_ANYWHERE)
_DIVIDING = _phrases(_KINDS)
_HINTS = frozenset(phrase for phrase in _EXACT | _DIVIDING if " " not in phrase) | _words(_MORE)
_WHOLE_SIGNS = tuple(_words(_WHOLE_ANYWHERE))
_SAYING_WORDS = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_SAID, key=len, reverse=True))) + r")(?!\w)")


@lru_cache(maxsize=4096)
def heads_references(heading: str) -> bool:
    """Return whether a heading announces a list of references."""
    if len(heading) > _LONGEST:
        return False
    plain = _plain(heading)
    if not plain or _OTHERWISE.search(plain):
        return False
    if any(phrase in plain for phrase in _SAID_ANYWHERE):
        return len(plain) <= 30
    if _SAYING_WORDS.search(plain):
        return len(plain.split()) <= 8
    parts = [_bare(part) for part in _AND.split(plain)]
    return any(parts) and all(part in _EXACT or not part for part in parts)


@lru_cache(maxsize=4096)
def hints_at_references(heading: str) -> bool:
    """Return whether a heading has a word for works or sources in it, beside others: "Books we like"."""
    if len(heading) > _LONGEST:
        return False
    plain = _plain(heading)
    if _ASKING.search(plain):
        return True
    return any(sign in plain for sign in _WHOLE_SIGNS) or not _HINTS.isdisjoint(re.findall(r"[\w-]+", plain))


def ends_references(heading: str) -> bool:
    """Return whether a heading is of what pages have below their text: links for sharing, comments, contact."""
    return bool(_BELOW.match(_plain(heading)))


@lru_cache(maxsize=4096)
def divides_references(heading: str) -> bool:
    """Return whether a heading names a kind of work: "Books", "Journal articles", or a letter of the alphabet."""
    if len(heading) > _LONGEST:
        return False
    plain = _plain(heading)
    return len(plain) == 1 or _bare(plain) in _DIVIDING or all(_bare(part) in _DIVIDING for part in _AND.split(plain))


def _bare(phrase: str) -> str:
    """Return a phrase without the words that change nothing."""
    words = re.findall(r"[\w-]+", phrase)
    return " ".join(word for word in words if word not in _EMPTY)
