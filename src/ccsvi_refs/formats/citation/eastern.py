"""Chinese, Japanese and Korean names at the start of a citation string."""

from __future__ import annotations

import re

from ccsvi_refs.model import Name

HAN = "\u3400-\u4dbf\u4e00-\u9fff々〆"
KANA = "\u3041-\u3096\u30a1-\u30faー"
HANGUL = "\uac00-\ud7af"
_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_NAME = re.compile(
    rf"[{HAN}]{{1,3}}\s[{HAN}{KANA}]{{1,4}}|[{HAN}]{{2,4}}[{KANA}]{{0,4}}|[{HANGUL}]{{2,4}}"
    rf"|[{KANA}]{{4,14}}(?:・[{KANA}]{{2,10}})?"
)
_SEPARATOR = re.compile(r"\s?[,，、;；・/]\s?(?:&\s?|和|と|及び)?(?=\S)|\s?&\s?|\s?(?:以及|及び|和|与|と|및)\s?(?=\S)")
_OTHERS = re.compile(r"\s?[,，、]?\s?(?:等|他|ほか|외|et al)(?=[\s.,，。:：(（]|$)\.?")
#: What may follow a name of a list.
_NEXT = re.compile(r"\s?[,，、;；・/&.．。:：(（「『《“\"]|\s?$|\s\d{4}|\s?(?:以及|及び|和|与|と|等|他|ほか)|\s(?=\()")
_JOINTS = ("以及", "及び", "和", "与", "と")
_STOP = re.compile(r"\s?[.．。,，:：(（「『《“\"]|\s?$|\s\d{4}|\s(?=\()")
#: Chinese family names of two characters.
_DOUBLE = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木".split())
#: Chinese family names of one character, the few hundred that nearly everybody has, in both scripts.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧"
    "傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱丘方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戚莫孔向汤湯常温溫康施文牛樊葛邢安齐齊"
    "易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟申焦左耿关關兰蘭祝游裴詹洪欧歐尤柯甘岑舒翁仉战戰应應楼樓管季蓝藍褚卫衛凌霍虞柳鲍鮑鱼俞凤鳳费費廉滕殷罗毕畢邬安乐樂时時"
    "皮卞伍元卜平和穆尉米贝貝明臧计計成谈談茅纪紀屈项項闵閔席麻强強路娄婁危童郭梅盛刁骆駱高蔡田胡凌虞支昝卢经經房裘缪繆干解宗宣贲郁单單杭包诸諸左石吉钮龚嵇滑荣榮"
    "羊惠甄曲家封芮储儲靳井松段富巫乌烏焦巴弓牧隗山谷车車侯宓全班仰仲宫宮宁寧仇栾甘厉祖武符景束龙幸司韶黎蓟薄印宿怀懷蒲邰从索咸籍赖賴卓蔺屠蒙池阴乔胥能苍双闻莘党"
    "狄信尧党谭贡劳勞逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边邊扈燕冀尚农溫别庄晏柴瞿阎充慕连連茹习艾容向古戈终步都耿满弘匡国國寇广广欧沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那"
    "简簡饶饒空曾沙乜养鞠须丰豐巢蒯相查后荆红游竺权逯盖益桓公付代华華苗涂塗买卿鄂兴邝鄺戎佟佘涂闫仝官苟撒岱亢况亓才税荀由宛冼隋衣晋邸钭"
)
#: Characters that only Japanese writes so.
_SHINJITAI = (
    "栄権沢辺広竜滝圏圧隠営駅円桜応穏仮価拡覚楽渇巻歓観気戯拠挙郷径恵渓継芸撃検険県顕験厳効黒砕済斎剤雑桟実釈獣従渋縦奨焼証浄剰畳縄壌嬢譲醸触嘱図粋酔穂髄枢瀬窃摂専"
    "戦繊銭遷禅捜騒増蔵臓続堕対帯滞単弾聴懲鉄転伝闘読悩覇廃売発髪抜蛮浜払変舗訳薬謡覧欄両猟塁霊隷齢労"
)
#: What offices end with and no name of a person does: 国务院, 外交部.
_OFFICES = frozenset("院局厅廳部署")
_MOST = 100


def is_eastern(text: str) -> bool:
    """Return whether a text begins in one of these scripts."""
    return bool(_CJK.match(text))


def at_start(text: str, start: int = 0) -> tuple[list[Name], int, bool]:
    """Return the names a text has at a place, where they end, and whether the list goes on unnamed."""
    found: list[Name] = []
    is_japanese = bool(re.search(f"[{KANA}{_SHINJITAI}]", text))
    at = start
    while len(found) < _MOST:
        one = _one(text, at, is_japanese)
        if one is None:
            break
        found.append(one[0])
        at = one[1]
        separator = _SEPARATOR.match(text, at)
        if separator is None or _one(text, separator.end(), is_japanese) is None:
            break
        at = separator.end()
    others = _OTHERS.match(text, at)
    end = others.end() if others else at
    return (found, end, bool(others)) if found and (others or _STOP.match(text, end)) else ([], start, False)


def _one(text: str, start: int, is_japanese: bool) -> tuple[Name, int] | None:
    """Return the name at a place and where it ends, None where there is none."""
    match = _NAME.match(text, start)
    if not match:
        return None
    printed = match.group()
    for joint in _JOINTS:
        head, sign, _ = printed.partition(joint)
        printed = head if sign and len(head) >= 2 else printed
    printed = re.sub("(?<=..)(?:等|他|ほか)$", "", printed)
    end = start + len(printed)
    return (_parted(printed, is_japanese), end) if _NEXT.match(text, end) else None


def _parted(printed: str, is_japanese: bool) -> Name:
    """Return the name in parts where they can be told: by a space, or in Chinese and Korean by their number."""
    family, space, given = printed.partition(" ")
    if space:
        return Name(family=family, given=given)
    if re.search(f"[{KANA}]", printed):
        return Name(literal=printed)
    if printed[:2] in _DOUBLE and len(printed) > 2:
        return Name(family=printed[:2], given=printed[2:])
    if len(printed) == 3 and re.match(f"[{HAN}]", printed) and printed[0] not in _SURNAMES:
        return Name(family=printed[:2], given=printed[2:]) if is_japanese else Name(literal=printed)  # 我妻栄; 萨金特
    if len(printed) > 2 and printed[-1] in _OFFICES:
        return Name(literal=printed)
    if len(printed) <= 3 and not is_japanese:
        return Name(family=printed[0], given=printed[1:])
    if len(printed) == 4:
        return Name(family=printed[:2], given=printed[2:])
    return Name(literal=printed)
