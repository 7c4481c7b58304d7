"""Plausible people for made-up communities, Chinese and English."""

from dataclasses import dataclass

from bot.rehearsal.chance import Chance
from bot.rehearsal.state import Person
from bot.rehearsal.world import World

_CHINESE = (
    *(
        "林晓雨",
        "陈嘉",
        "周子墨",
        "王婷婷",
        "李建国",
        "赵一鸣",
        "孙悦",
        "吴浩然",
        "郑敏",
        "冯思远",
    ),
    *("何静", "徐磊", "高雅", "罗俊", "宋佳", "唐宁", "韩梅", "曹阳", "许诺", "邓超群"),
    *(
        "小鹿",
        "阿杰",
        "夜跑的鱼",
        "豆豆妈",
        "木子",
        "山有木兮",
        "一颗橙子",
        "老张",
        "栗子",
        "云朵",
    ),
    *("彭博", "蒋欣", "沈默", "姚远", "陆遥", "秦川", "白露", "石头", "夏至", "江南"),
)
_ENGLISH = (
    *(("Mia", "Larsen"), ("Tom", "Okafor"), ("Priya", "Nair"), ("Jonas", None)),
    *(("Elena", "Rossi"), ("Sam", "Whitfield"), ("Noor", None), ("Hugo", "Martin")),
    *(("Ingrid", "Dahl"), ("Leo", "Costa"), ("Ruth", "Abebe"), ("Ben", None)),
    *(("Sofia", "Petrova"), ("Dan", "Hughes"), ("Amara", None), ("Kenji", "Mori")),
    *(("Clara", "Weiss"), ("Omar", "Haddad"), ("Zoe", None), ("Felix", "Brandt")),
    *(("Tess", "O'Neill"), ("Marco", "Bianchi"), ("Yuki", None), ("Isla", "Campbell")),
)
_WORDS = ("run", "read", "tea", "moss", "river", "paper", "north", "fern", "pace", "owl")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name, a language and perhaps a username."""

    first_name: str
    last_name: str | None
    username: str | None
    language_code: str


def likeness(chance: Chance, number: int) -> Likeness:
    """A plausible stranger; three of five write Chinese."""
    username = None
    if chance.happens(0.6):
        username = f"{chance.one(_WORDS)}_{chance.one(_WORDS)}{number}"
    if chance.happens(0.6):
        return Likeness(chance.one(_CHINESE), None, username, "zh-hans")
    first, last = chance.one(_ENGLISH)
    return Likeness(first, last, username, "en")


def crowd(world: World, count: int, chance: Chance | None = None) -> list[Person]:
    """So many new people, whose names differ while names last."""
    draw = chance or world.chance
    taken = {(p.first_name, p.last_name) for p in world.state.people.values()}
    made: list[Person] = []
    for _ in range(count):
        number = world.state.next_id
        who = likeness(draw, number)
        for _attempt in range(12):
            if (who.first_name, who.last_name) not in taken:
                break
            who = likeness(draw, number)
        taken.add((who.first_name, who.last_name))
        made.append(
            world.person(
                who.first_name,
                who.last_name,
                username=who.username,
                language_code=who.language_code,
            )
        )
    return made
