"""How a draw decides: the same whoever works it out, with the chances that the weights say."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from bot.features.draws.reading import NAMES, bonus_in, plan_in, prizes_in
from bot.features.draws.rules import (
    MOST_WEIGHT,
    Bonus,
    Entry,
    Plan,
    Prize,
    canon,
    digest,
    entry_in,
    final_of,
    line_of,
    list_of,
    mark_of,
    next_end,
    ranked,
    seats_of,
)
from bot.kit.days import zone_named
from bot.kit.wishes import Misread, said_in

pytestmark = pytest.mark.feature("A3")

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
ZONE = zone_named("Asia/Shanghai")
WEIGHTS = st.dictionaries(st.integers(1, 10**6), st.integers(1, MOST_WEIGHT), max_size=40)
# Below this a fair draw falls once in a thousand runs; the seeds are fixed, so it never flickers.
LEAST_P = 0.001


def lines_of(weights: Mapping[int, int]) -> list[str]:
    """Return a public list of tickets with their weights."""
    return [line_of(ticket, weights[ticket], digest("mark")) for ticket in sorted(weights)]


def seeds(count: int, salt: str) -> list[str]:
    """Return so many final values, the same ones every time."""
    return [digest(f"{salt}:{at}") for at in range(count)]


@given(weights=WEIGHTS, seed=st.binary(min_size=32, max_size=32))
def test_an_order_holds_everybody_once(weights: dict[int, int], seed: bytes) -> None:
    """Whatever the weights: nobody is lost, nobody is drawn twice."""
    order = ranked(seed.hex(), lines_of(weights))

    assert sorted(weights) == sorted(order)


@given(weights=WEIGHTS, seed=st.binary(min_size=32, max_size=32))
def test_the_order_is_that_of_the_keys(weights: dict[int, int], seed: bytes) -> None:
    """As the page in the docs has it, worked out the slow way."""

    def key(ticket: int) -> str:
        turns = range(weights[ticket])
        return min(digest(f"{seed.hex()}:{ticket}:{turn}") for turn in turns)

    assert sorted(weights, key=key) == ranked(seed.hex(), lines_of(weights))


@given(weights=WEIGHTS, seed=st.binary(min_size=32, max_size=32), data=st.data())
def test_who_is_taken_out_moves_nobody_past_another(
    weights: dict[int, int], seed: bytes, data: st.DataObject
) -> None:
    """The others keep their order: a vacancy is for the next one, and for that seat alone."""
    gone = data.draw(st.sets(st.sampled_from(sorted(weights) or [0])))
    order = ranked(seed.hex(), lines_of(weights))
    kept = {ticket: weight for ticket, weight in weights.items() if ticket not in gone}
    without = ranked(seed.hex(), lines_of(kept))

    assert without == [ticket for ticket in order if ticket not in gone]


@given(weights=WEIGHTS, seed=st.binary(min_size=32, max_size=32), data=st.data())
@settings(max_examples=50)
def test_more_tickets_never_harm(
    weights: dict[int, int], seed: bytes, data: st.DataObject
) -> None:
    """Whoever has more of them stands where they stood, or further in front."""
    if not weights:
        return
    lucky = data.draw(st.sampled_from(sorted(weights)))
    more = weights | {lucky: min(MOST_WEIGHT, weights[lucky] + 3)}

    before = ranked(seed.hex(), lines_of(weights)).index(lucky)

    assert ranked(seed.hex(), lines_of(more)).index(lucky) <= before


@given(
    seed=st.binary(min_size=32, max_size=32),
    dice=st.lists(st.integers(1, 64), min_size=6, max_size=6),
    at=st.integers(0, 5),
)
def test_every_part_decides(seed: bytes, dice: list[int], at: int) -> None:
    """Another seed, draw, rule, root or die is another outcome."""
    rules, root = digest("rules"), digest("root")
    said = final_of(seed, 12, rules, root, dice)
    others = [
        final_of(sha256(seed).digest(), 12, rules, root, dice),
        final_of(seed, 13, rules, root, dice),
        final_of(seed, 12, root, root, dice),
        final_of(seed, 12, rules, rules, dice),
        final_of(seed, 12, rules, root, [*dice[:at], dice[at] % 64 + 1, *dice[at + 1 :]]),
        final_of(seed, 12, rules, root, []),
    ]

    assert len({said, *others}) == 7


def test_equal_tickets_win_equally_often() -> None:
    """Twenty tickets, ten thousand draws: the first place is uniform, and so is the last."""
    tickets = range(1, 21)
    lines = lines_of(dict.fromkeys(tickets, 1))
    orders = [ranked(final, lines) for final in seeds(10_000, "equal")]
    firsts, lasts = (Counter(order[at] for order in orders) for at in (0, -1))

    for found in (firsts, lasts):
        assert chisquare([found[ticket] for ticket in tickets]).pvalue > LEAST_P


def test_weights_win_in_proportion() -> None:
    """One to ten tickets: the first place goes by them, exactly as the weights say."""
    weights = {ticket: ticket for ticket in range(1, 11)}
    firsts = Counter(ranked(final, lines_of(weights))[0] for final in seeds(10_000, "weights"))
    expected = [10_000 * weight / sum(weights.values()) for weight in weights.values()]

    assert chisquare([firsts[each] for each in weights], expected).pvalue > LEAST_P


def test_the_second_place_is_drawn_from_the_rest() -> None:
    """Sampling without replacement: given the first, the second goes by the others' weights."""
    weights = {1: 5, 2: 3, 3: 2}
    pairs = Counter(
        tuple(ranked(final, lines_of(weights))[:2]) for final in seeds(10_000, "second")
    )
    whole = sum(weights.values())
    expected = {
        (one, two): 10_000 * weights[one] / whole * weights[two] / (whole - weights[one])
        for one in weights
        for two in weights
        if one != two
    }

    assert chisquare([pairs[each] for each in expected], list(expected.values())).pvalue > LEAST_P


def test_a_known_case_stays_what_it_is() -> None:
    """What was once published has to come out the same for ever."""
    marks = [mark_of(f"{ticket:032x}", 1000 + ticket) for ticket in (1, 2, 3)]
    public = list_of(map(line_of, (1, 2, 3), (1, 2, 1), marks))
    final = final_of(bytes(range(32)), 7, digest("r"), digest(public), (1, 2, 3, 4, 5, 6))

    assert digest(public) == "1bc83eff5fc42548065dacdc8e7a5339eae48dc274840b5482db63680d7dec49"
    assert final == "d5866aa8a8fd56280a61e132674a4fb18719ed8d38db29d01df40086168354b3"
    assert ranked(final, lines_of({1: 1, 2: 2, 3: 1})) == [1, 2, 3]


def test_rules_hash_alike_however_they_were_stored() -> None:
    """The canon has sorted keys, no gaps, letters as they are, and the end in UTC."""
    plan = Plan(title="春", rules="规则", ends_at=NOW.astimezone(ZONE))

    assert canon(plan) == canon(Plan(title="春", rules="规则", ends_at=NOW))
    assert canon(plan).startswith('{"bonus":[],"claim_hours":72,"dice":6,"ends":"2026-03-10T04:00')
    assert '"rules":"规则"' in canon(plan)
    assert canon(plan) != canon(Plan(title="春", rules="规则", ends_at=NOW, price=1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A novel x3, A mug x10", (Prize("A novel", 3), Prize("A mug", 10))),
        ("小说×3，马克杯 x10", (Prize("小说", 3), Prize("马克杯", 10))),
        ("50 points x5", (Prize("50 points", 5, 50),)),
        ("50积分x5；书", (Prize("50积分", 5, 50), Prize("书", 1))),
        ("Xerox", (Prize("Xerox", 1),)),
        ("Windows x86 x2", (Prize("Windows x86", 2),)),
        ("A mug x0", None),
        ("A mug x501", None),
        ("", None),
    ],
)
def test_prizes_are_read(said: str, expected: tuple[Prize, ...] | None) -> None:
    """In both languages, each with how many of it; points are told apart from things."""
    assert prizes_in(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("level >= 5: 2", (Bonus("level >= 5", 2),)),
        ("level>=5：2；tag:host:+1", (Bonus("level>=5", 2), Bonus("tag:host", 1))),
        ("level >= 5", None),
        ("level >= 5: 100", None),
        (": 2", None),
        ("", None),
    ],
)
def test_bonus_tickets_are_read(said: str, expected: tuple[Bonus, ...] | None) -> None:
    """A condition, and behind the last colon how many tickets more."""
    assert bonus_in(said) == expected


def test_a_whole_line_is_read() -> None:
    """Every option at once, and the rules from the lines below."""
    words = (
        '春日抽奖 奖品="小说 x3" 截止=24h 费用=10 人满=100 限="level >= 3" '
        '加签="level >= 5: 2" 口令=好运 领奖=3天 每=周 骰子=关 价值=200\n'
        "规则：每人一签。\n周日发奖。"
    )

    plan = plan_in(said_in(words, NAMES), NOW, ZONE)

    assert plan == Plan(
        title="春日抽奖",
        rules="每人一签。\n周日发奖。",
        prizes=(Prize("小说", 3),),
        only="level >= 3",
        bonus=(Bonus("level >= 5", 2),),
        price=10,
        word="好运",
        has_dice=False,
        ends_at=NOW + timedelta(hours=24),
        most=100,
        claim_hours=72,
        every="week",
        worth=200,
    )


@pytest.mark.parametrize(
    "said",
    [
        *("x ends=yesterday", "x prizes=,", "x cost=-1", "x most=0", "x bonus=5", "x dice=maybe"),
        *("x claim=1m", "x every=year", "x worth=50001", "x winners=501", "x colour=red"),
        'x prizes="a x400, b x400"',
    ],
)
def test_what_cannot_be_read_is_refused(said: str) -> None:
    """Rather than guessed: the answer says how it is written."""
    with pytest.raises(Misread):
        plan_in(said_in(said, NAMES), NOW, ZONE)


def test_none_clears_an_option() -> None:
    """What was said before can be taken back."""
    plan = Plan(title="x", only="level >= 3", most=5, word="luck", every="week", price=5)
    changed = plan_in(
        said_in("only=none most=none word=无 every=none cost=0", NAMES), NOW, ZONE, plan
    )

    assert changed == Plan(title="x")


@pytest.mark.parametrize(
    ("said", "thread_id", "expected"),
    [
        ("Good Luck!", None, 1),
        ("ｇｏｏｄ　ｌｕｃｋ", None, 1),
        ("good luck to all", None, None),
        ("yes", 7, 2),
        ("yes", None, None),
        ("", None, None),
    ],
)
def test_a_word_enters_where_it_is_all_that_was_said(
    said: str, thread_id: int | None, expected: int | None
) -> None:
    """Whatever its width and case, and in the topic of the draw alone."""
    entries = [Entry(1, -1, None, "good luck"), Entry(2, -1, 7, "yes")]

    found = entry_in(said, thread_id, entries)

    assert (found.draw_id if found else None) == expected


def test_seats_are_in_the_order_of_the_prizes() -> None:
    """The first one drawn has the first prize."""
    novel, mug = Prize("A novel", 2), Prize("A mug", 1)

    assert seats_of((novel, mug)) == [novel, novel, mug]


def test_the_next_end_lies_in_the_future() -> None:
    """By the same rhythm, however long the bot was away."""
    assert next_end(NOW, "week", NOW) == NOW + timedelta(days=7)
    assert next_end(NOW, "day", NOW + timedelta(days=3)) == NOW + timedelta(days=4)
