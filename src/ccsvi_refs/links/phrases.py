"""The set phrases by which pages say that something is missing, for sale, guarded or retracted, in several languages.

Each pattern is held against a whole title, heading or sentence, never searched for inside one: a work may be about
missing pages.
"""
# ruff: noqa: E501 - a set phrase is read whole

from __future__ import annotations

import re
import unicodedata

from ccsvi_refs.text.patterns import when_used

_NOUN = (
    r"(?:web ?|html )?(?:page|article|document|file|resource|item|record|content|doi|url|uri|link|address|publication|"
    r"entry|paper|object|abstract|chapter|journal|issue|product|path)s?"
)
_ASKED = (
    r"(?: (?:that )?(?:you(?:'re| are| were|'ve| have)? ?(?:just )?(?:requested|looking for|look for|tried to (?:access|reach|view|open)|"
    r"trying to (?:access|reach|view|open)|asked for|followed|want|seek)|requested|at this address|with this (?:doi|id|url)))?"
)
_IS_GONE = (
    r"(?:(?:was|is|were|are|could|can|has|have|does|do|cannot|can't|couldn't|isn't|doesn't|wasn't|may|might|either|longer|"
    r"not|no|be|been|seems?|appears?|to|currently|temporarily|have) )*"
    r"(?:found|exists?|available|located|unavailable|missing|gone|removed|deleted|here|displayed|valid|moved|retrieved)"
)
_LEAD = (
    r"(?:(?:we(?:'re| are) )?(?:very )?(?:sorry|oops|whoops|ooops|uh[ -]?oh|oh no|hmm+|our bad|ups|error|http|status|404|410|"
    r"fehler|erreur|errore|erro|fel|ошибка|错误|エラー|오류|but)[\s,.!:;–—-]*)*"
)
_NOT_FOUND = (
    # English
    r"(?:error|http|status|code|\W)*(?:404|410)(?:\W+(?:error|page|not found|gone|code|status|http|file|document))*[\W1]*",
    rf"{_LEAD}(?:(?:the|this|that|your|our|any) )?(?:requested |specified |given )?{_NOUN}{_ASKED},? {_IS_GONE}"
    r"(?: (?:on|from|at|in) (?:this|the|our) \w+)?",
    rf"{_LEAD}(?:not found|nothing(?: was)?(?: found)?(?: here)?|no such {_NOUN}|invalid {_NOUN}|missing {_NOUN}|dead link)",
    rf"{_LEAD}(?:we )?(?:can't|cannot|can not|couldn't|could not|were unable to|are unable to|weren't able to|didn't|did not) "
    rf"(?:find|locate)(?: (?:the|that|this|your|a|any))?(?: requested)? ?{_NOUN}{_ASKED}",
    rf"{_LEAD}(?:(?:the|this) )?{_NOUN} (?:may|might|has|have)(?: have)? been (?:moved|removed|deleted)(?: or (?:moved|removed|deleted))?",
    # German
    rf"{_LEAD}(?:(?:die|diese|der|dieser|das|dieses|ihre) )?(?:angeforderte |gewünschte |gesuchte |aufgerufene )?"
    r"(?:web)?(?:seite|artikel|dokument|datei|inhalt)(?: (?:wurde|konnte|ist|existiert|gibt es))?(?: leider)? (?:nicht|nicht mehr)"
    r"(?: (?:gefunden(?: werden)?|verfügbar|vorhanden|mehr))*",
    rf"{_LEAD}(?:nicht gefunden|diese seite existiert nicht(?: mehr)?)",
    # French
    rf"{_LEAD}(?:(?:la|cette|le|ce|l')? ?)(?:page|article|document|fichier|ressource|contenu)"
    r"(?: (?:demandée?|recherchée?|que vous (?:cherchez|recherchez|avez demandée?)))?(?: (?:est|n'existe|n'a|n'est))?"
    r"(?: (?:introuvable|non trouvée?|inexistante?|inconnue?|pas|plus|été|trouvée?|disponible))+",
    # Spanish, Portuguese, Italian, Catalan, Romanian
    rf"{_LEAD}(?:(?:la|esta|a|esta|o|el|este|lo|questa) )?(?:p[áàa]gina|artículo|artigo|articolo|documento|recurso)"
    r"(?: (?:web|solicitada|solicitado|que (?:busca|buscas|procura)|richiesta|richiesto|cercata))*"
    r"(?: (?:no|não|non|nu))?(?: (?:se ha|ha sido|se|pudo ser|foi|existe|esiste|è stata|è stato|a fost|pode ser))*"
    r" (?:encontrad[oa]|encontrou|trovat[oa]|inexistente|disponible|disponível|disponibile|existe|esiste|trobada|găsită)",
    rf"{_LEAD}(?:no encontrad[oa]|não encontrad[oa]|non trovat[oa]|pagina niet gevonden)",
    # Dutch, Swedish, Norwegian, Danish, Finnish
    rf"{_LEAD}(?:de |deze )?(?:opgevraagde )?pagina (?:is |kon |kan |werd )?(?:helaas )?niet (?:worden )?(?:gevonden|bestaat)(?: worden)?",
    rf"{_LEAD}(?:(?:den |sidan|siden|dokumentet|artikeln|artikkelen|artiklen)(?: (?:begärda|forespurte|ønskede|sidan|siden))*)"
    r"(?: (?:du söker|du leter etter|du leder efter))?(?: (?:kunde|kunne|ble|blev|finns|finnes|findes|hittades|kan))?"
    r" (?:inte|ikke)(?: (?:hittas|hittades|finnes|funnet|fundet|findes|längre|mere|lenger))*",
    rf"{_LEAD}(?:sivua ei (?:löydy|löytynyt)|hakemaasi sivua ei löytynyt)",
    # Polish, Czech, Slovak, Hungarian, Turkish, Greek
    rf"{_LEAD}(?:nie znaleziono (?:strony|artykułu|dokumentu)|strona nie (?:została znaleziona|istnieje)|"
    r"stránka (?:nenalezena|nebyla nalezena|neexistuje|nebola nájdená|sa nenašla)|(?:az oldal|a keresett oldal|a lap) nem található|"
    r"sayfa bulunamadı|aradığınız sayfa bulunamadı|η σελίδα δεν (?:βρέθηκε|υπάρχει))",
    # Russian, Ukrainian
    rf"{_LEAD}(?:(?:запрашиваемая |запрошенная |такая |эта )?(?:страница|статья)(?: не)? (?:не )?(?:найдена|существует|удалена)|"
    r"страница не существует|(?:сторінку|сторінка) не (?:знайдено|знайдена|існує))",
    # Chinese, Japanese, Korean, Arabic, Hebrew, Vietnamese, Indonesian, Thai
    rf"{_LEAD}.{{0,12}}(?:(?:页面|頁面|网页|網頁|文章|内容|找的页面|访问的页面).{{0,6}}(?:不存在|未找到|找不到|已删除|无法找到|走丢了)|"
    r"(?:找不到|未找到|无法找到).{0,6}(?:页面|頁面|网页|網頁|文章|该页|内容)).{0,6}",
    rf"{_LEAD}.{{0,12}}(?:ページ|記事|ファイル)(?:が|は|を)?.{{0,4}}(?:見つかりません|みつかりません|存在しません|ありません).{{0,12}}",
    rf"{_LEAD}.{{0,12}}페이지를? ?(?:찾을 수 없습니다|찾을 수 없음|없습니다|존재하지 않습니다).{{0,6}}",
    rf"{_LEAD}(?:لم يتم العثور على الصفحة|الصفحة غير موجودة|הדף לא נמצא|העמוד לא נמצא|không tìm thấy trang|trang không tồn tại|"
    r"halaman tidak ditemukan|ไม่พบหน้า.{0,12})",
)  # fmt: skip

_FOR_SALE = (
    r"(?:the |this )?(?:premium )?(?:domain|web ?site)(?: names?)?(?: \S+\.\w{2,})? (?:is |are |may be |might be |could be )*"
    r"(?:now )?(?:for sale|available for (?:purchase|sale)|parked|expired|has expired|up for sale|listed for sale)(?: .{0,60})?",
    r"\S+\.\w{2,}(?: domain(?: name)?)? (?:is |may be |might be )?(?:now )?(?:for sale|available for purchase|parked|expired)(?: .{0,60})?",
    r"(?:buy|purchase|get|inquire about|enquire about|make an offer (?:for|on)|own) (?:this|the) domain(?: name)?(?: .{0,60})?",
    r"(?:this )?(?:web ?(?:page|site)|domain)(?: name)? is parked(?: .{0,60})?",
    r"(?:this )?domain(?: name)?(?: \S+\.\w{2,})? (?:has been|was|is)(?: recently| just| newly)? registered(?: .{0,60})?",
    r"(?:sponsored|related) (?:listings|searches|links)(?: .{0,60})?|hugedomains(?:\.com)?|(?:is )?this your domain(?: .{0,60})?",
    r"parked (?:domain|free|page|by|courtesy)(?: .{0,60})?",
    r"domain(?: name)? (?:parking|for sale|expired|has expired)(?: .{0,60})?",
    r"(?:diese |die )?domain(?: \S+\.\w{2,})? (?:steht zum verkauf|ist zu verkaufen|kaufen|zu verkaufen)(?: .{0,40})?",
    r"(?:ce |le )?(?:nom de )?domaine(?: \S+\.\w{2,})? (?:est |peut être )*(?:à vendre|en vente)(?: .{0,40})?",
    r"(?:este |el )?domini[oo](?: \S+\.\w{2,})? (?:está |esta |puede estar )*(?:en venta|a la venta|à venda|in vendita)(?: .{0,40})?",
    r"(?:questo |il |este |o )?dom[ií]nio(?: \S+\.\w{2,})? (?:è |está |e )*(?:in vendita|à venda)(?: .{0,40})?",
    r"(?:deze |dit )?(?:domein|domeinnaam)(?: \S+\.\w{2,})? (?:is )?te koop(?: .{0,40})?",
    r"(?:домен|этот домен)(?: \S+\.\w{2,})? продается(?: .{0,40})?",
    r"(?:该|此|这个)?域名(?:正在)?(?:出售|转让).{0,20}",
)  # fmt: skip

_PLACEHOLDER = (
    r"welcome to (?:nginx|openresty|centos|apache|caddy)\b.{0,40}",
    r"apache2? .{0,20}default page.{0,40}",
    r"it works!?",
    r"iis ?(?:windows server|\d+(?:\.\d)?)",
    r"(?:http server )?test page.{0,60}",
    r"(?:web ?server'?s?|domain|default|plesk|site) default (?:web ?site )?page.{0,40}",
    r"default (?:plesk|web ?site|web|parallels plesk.{0,20}) page",
    r"(?:this |your )?(?:account|web ?site|site|domain)(?: has been| is| was)? (?:suspended|disabled|not configured|deactivated)(?: .{0,40})?",
    r"(?:site|web ?site|host) (?:was )?not found",
    r"(?:this )?(?:web ?site|site|page)?(?: is)? ?(?:coming soon|under construction)",
    r"future home of .{0,60}",
)

_FAULT = (
    r"(?:http |status |error )*5\d\d(?: (?:error|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out))*",
    r"(?:an? |the )?(?:internal |unexpected |application |server |system |runtime |database |fatal |unknown )+error(?: has| was)?(?: occurred| encountered)?(?: .{0,40})?",
    r"(?:an )?error (?:has )?occurred(?: .{0,40})?|something went wrong(?: .{0,40})?",
    r"(?:service|site|web ?site|server|page|system) (?:is )?(?:temporarily |currently )?(?:unavailable|offline|down|down for maintenance|under maintenance)(?: .{0,40})?",
    r"(?:scheduled |site |system |planned )*maintenance(?: mode| page| in progress)?|bad gateway|gateway time-?out",
    r"error establishing a database connection|we(?:'ll| will) be (?:right )?back(?: .{0,40})?|wartungsarbeiten|en maintenance",
    r"(?:an? |unexpected |application |system |server )*(?:error|fehler|erreur|errore|erro)(?: page| message| occurred)?|oops|whoops",
)

_HOME = (
    r"(?:the )?(?:home|home ?page|main page|front page|start page|landing page|startseite|accueil|inicio|página principal|pagina iniziale)",
    r"(?:home|home ?page) (?:of|for) .{0,60}",
)

_WALL = (
    r"just a moment",
    r"attention required",
    r"one more step",
    r"checking (?:your|if the site connection is secure|the site connection).{0,60}",
    r"(?:please )?verify(?:ing)?(?: that)? you(?:'re| are)(?: a)? (?:not a (?:ro)?bot|human)(?: .{0,60})?",
    r"verifying (?:your (?:browser|connection)|you are human).{0,60}",
    r"(?:are you|confirm (?:that )?you(?:'re| are)|prove (?:that )?you(?:'re| are)|making sure you(?:'re| are)) .{0,12}(?:human|robot|bot)",
    r"(?:please )?(?:complete|solve) (?:the|this|a) (?:security check|captcha)(?: .{0,60})?",
    r"i'?m not a robot",
    r"robot check|bot (?:check|verification|detection|challenge)|human verification|captcha(?: .{0,20})?|recaptcha",
    r"pardon our interruption|please wait(?: .{0,80})?|(?:we need to |let'?s |please )?confirm (?:that )?you are human|verification required",
    r"(?:403|error|\W)*(?:forbidden|request blocked|access blocked|blocked)",
    r"request unsuccessful(?: .{0,80})?",
    r"(?:ddos[ -]guard|ddos protection by .{0,20}|client challenge|browser check|radware .{0,30}|vercel security checkpoint)",
    r"(?:website )?security (?:check|checkpoint|verification|challenge)",
    r"(?:access|permission) (?:to this (?:page|site|resource) )?(?:has been |is )?(?:denied|blocked|restricted)(?: .{0,40})?",
    r"(?:sorry, )?you have been blocked|unusual (?:traffic|activity)(?: .{0,60})?|too many requests|rate limit exceeded",
    r"(?:please )?(?:enable|turn on|activate) (?:javascript|js|cookies)(?: .{0,80})?",
    r"(?:javascript|cookies?) (?:is |are |must be )*(?:required|disabled|enabled|not supported|absent)(?: .{0,60})?",
    r"before you continue(?: to \w+)?|(?:bevor sie (?:weitergehen|fortfahren|zu .{1,30} weitergehen)|avant de continuer|antes de continuar|"
    r"prima di continuare|voordat (?:je|u) (?:verdergaat|verder gaat)|innan du fortsätter|zanim przejdziesz dalej)(?: .{0,30})?",
    r"(?:your )?(?:privacy|cookie) (?:settings|preferences|consent|choices)|(?:manage|we value) your (?:privacy|cookies)|cookie[- ]?(?:einstellungen|zustimmung)",
    r"human check|validate (?:user|request)|challenge validation|waiting room|you are (?:now )?in (?:line|a queue)",
    r"(?:sicherheitsüberprüfung|einen moment,? bitte|bitte bestätigen sie,? dass sie (?:ein mensch|kein roboter) sind)",
    r"(?:un instant|vérification de sécurité|veuillez (?:confirmer|vérifier) que vous êtes humain|accès refusé)",
    r"(?:un momento|comprobación de seguridad|verifique que usted es humano|acceso denegado|accesso negato|zugriff verweigert)",
    r"(?:один момент|проверка безопасности|доступ запрещ[её]н|请稍候|安全验证|人机验证|访问验证|アクセスが拒否されました)",
)

_LOGIN = (
    r"(?:please )?(?:log|sign)[ -]?(?:in|on)(?: (?:to|with|for|required|page|or|here|using|through|via|now|\|) ?.{0,60})?",
    r"(?:member|user|customer|subscriber|institutional|staff|client|account)s? (?:log|sign)[ -]?(?:in|on)",
    r"(?:login|sign[ -]?in|authentication|authori[sz]ation|registration|subscription) (?:is )?(?:required|needed|page|form)",
    r"(?:please )?(?:authenticate|identify yourself)|(?:access|subscriber)s? (?:log|sign)[ -]?in|single sign[ -]?on|web login service",
    r"(?:you (?:must|need to|have to)(?: be)?|please) (?:log|sign|logged|signed)[ -]?in(?: .{0,60})?",
    r"(?:are you a|i am a|confirm you are a) (?:uk |us |registered )?(?:health ?care|medical) professional|for (?:uk |us |registered )?(?:health ?care|medical) professionals only|(?:this|the) (?:web ?site|site|page|content|information) "
    r"is (?:only )?(?:intended )?(?:only )?for (?:uk |us |registered )?(?:health ?care|medical) professionals(?: only)?(?: .{0,60})?",
    r"(?:age (?:verification|check|gate)|are you (?:over|at least) \d\d(?: years(?: old| of age)?)?|zugang für fachkreise|fachkreise|"
    r"sind sie (?:arzt|ärztin|angehörige[r]? der fachkreise).{0,60}|accès réservé aux professionnels de santé.{0,40}|vous êtes un professionnel de santé.{0,40})",
    r"(?:anmelden|anmeldung|einloggen|bitte melden sie sich an|connexion|se connecter|identifiez-vous|iniciar sesi[óo]n|"
    r"inicie sesi[óo]n|accedi|accesso|entrar|iniciar sess[ãa]o|inloggen|logga in|logg inn|log ind|kirjaudu(?: sisään)?|"
    r"zaloguj się|logowanie|přihlášení|bejelentkezés|giriş yap|войти|вход|увійти|登录|登入|ログイン|로그인|تسجيل الدخول|התחברות)",
)

_WORK = (
    r"(?:research |review |original |journal )?(?:article|paper|chapter|manuscript|publication|study|review|report|preprint|"
    r"work|book|guidance|guideline|document|item|protocol|version|content)"
)
#: What is withdrawn because it no longer holds or has been replaced: it is not retracted, as articles are.
_ADVICE = (
    r"(?:[\w-]+ ){0,3}(?:guidance|guidelines?|guide|publication|documents?|content|information|page|version|protocol|report|"
    r"statistics|data|collection|policy|standard|notice|form|advice|leaflet|factsheet|consultation|recommendations?)"
)
_SINCE = r"(?:has|have) (?:now |since )?been|was|were|is|are|is now|are now"
_LEAD = (
    r"(?:\W|note|notice|important|editor(?:'s|ial)|publisher(?:'s)?|retraction|statement|retracted|withdrawn|warning|article)*"
    r"(?:this|the) (?:above |following |published )?"
)
_WITHDRAWAL = (
    rf"{_LEAD}{_ADVICE} (?:{_SINCE})(?: formally| officially| hereby)? withdrawn\b.*",
    rf"(?:\W|important|note|notice)*(?:this|the) {_ADVICE} (?:{_SINCE})(?: \w+ and)? (?:replaced|superseded)\b.*",
    rf"(?:\W|important|note|notice)*this (?!(?:[\w-]+ ){{0,3}}(?:statistics|data|collection)\b){_ADVICE} (?:{_SINCE}) archived\b.*",
    r"withdrawn(?: (?:on|in|by) .{0,60})?",
    r"diese (?:leitlinie|information|empfehlung) (?:wurde zurückgezogen|ist nicht mehr gültig)\b.*",
    r"cette (?:recommandation|page|fiche) (?:a été|est) (?:retirée|abrogée|remplacée)\b.*",
)
_RETRACTION = (
    rf"{_LEAD}{_WORK} (?:{_SINCE})(?: formally| officially| hereby)? (?:retracted|withdrawn)\b.*",
    r"(?:this is a )?(?:retracted(?: article| paper| publication| chapter)?|article (?:retracted|withdrawn)|withdrawn(?: article| paper)?)",
    rf"(?:the |a )?(?:\w+ )?retraction (?:note|notice|statement)? ?(?:to|for|of|about) this {_WORK} .*",
    r"retraction in: ?\S.*",
    r"(?:(?:article |publication )?status ?: ?)?(?:article )?(?:retracted|withdrawn) (?:on|in|by) .{0,60}|(?:article )?status ?: ?(?:retracted|withdrawn)",
    r"(?:the )?(?:authors?|editors?|publishers?|journal|editor-in-chief)(?: and (?:authors?|editors?|publishers?|journal))?"
    rf" (?:have|has) retracted this {_WORK}\b.*",
    r"dieser (?:artikel|beitrag) wurde zurückgezogen\b.*",
    r"cet article a été (?:rétracté|retiré)\b.*",
    r"este artículo ha sido (?:retractado|retirado)\b.*",
    r"este artigo foi (?:retratado|retirado|removido)\b.*",
    r"questo articolo è stato (?:ritirato|ritrattato)\b.*",
    r"(?:эта )?статья (?:была )?отозвана\b.*",
    r"(?:本文|该论文|此文|这篇文章)已?被?(?:撤回|撤稿).*",
    r"(?:本|この)論文は(?:撤回|取り下げ).*",
)


def _compile(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return when_used("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_PATTERNS = {
    "not-found": _compile(_NOT_FOUND),
    "for-sale": _compile(_FOR_SALE),
    "fault": _compile(_FAULT),
    "home": _compile(_HOME),
    "placeholder": _compile(_PLACEHOLDER),
    "wall": _compile(_WALL),
    "login": _compile(_LOGIN),
    "retraction": _compile(_RETRACTION),
    "withdrawal": _compile(_WITHDRAWAL),
}
KINDS = frozenset(_PATTERNS)
#: What stands between a page's title and its site's name.
_BETWEEN = when_used(r"\s+[|–—·•»«›>~-]+\s+|\s*[|»·]\s*|\s*::\s*")
_ENDS = " \t.!?…:;,-–—\"'“”‘’«»()[]{}*#"


def says(kind: str, text: str) -> bool:
    """Return whether a whole title, heading or sentence is a set phrase of that kind."""
    plain = _plain(text)
    return 0 < len(plain) <= 400 and bool(_PATTERNS[kind].fullmatch(plain))


def title_says(kind: str, title: str) -> bool:
    """Return whether one part of a page's title (its name or its site's) is a set phrase of that kind."""
    return says(kind, title) or any(says(kind, part) for part in _BETWEEN.split(title))


def sentence_says(kind: str, text: str) -> bool:
    """Return whether one whole sentence of a short text is a set phrase of that kind."""
    return any(says(kind, sentence) for sentence in re.split(r"(?<=[.!?。！？…])\s*|\s+[|–—-]\s+", text))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", folded).strip().strip(_ENDS)
