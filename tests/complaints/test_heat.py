"""A quarrel among two or three is felt; a lively evening and plain criticism are not."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.complaints.heat import REST, Retort, Tempers, is_harsh, is_heated
from bot.features.complaints.rules import Terms

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TERMS = Terms()
QUARREL = (
    (1, 2, "你根本就是胡说"),
    (2, 1, "你才有病吧"),
    (1, 2, "闭嘴"),
    (2, 1, "what is your problem"),
    (1, 2, "you idiot"),
    (2, 1, "滚"),
    (1, 2, "呵呵"),
    (2, 1, "just shut up already"),
)
QUIZ = tuple(
    (person, 1, words)
    for person, words in enumerate(
        ["B!", "我选 C", "so easy", "哈哈哈哈", "C!!", "我知道我知道", "D?", "不对不对，是 B"] * 2,
        2,
    )
)


def retorts(said: tuple[tuple[int, int, str], ...], seconds: int = 20) -> list[Retort]:
    """Replies one after another."""
    return [
        Retort(NOW + timedelta(seconds=at * seconds), at + 1, speaker, answered, is_harsh(words))
        for at, (speaker, answered, words) in enumerate(said)
    ]


def felt(said: tuple[tuple[int, int, str], ...], terms: Terms = TERMS, seconds: int = 20) -> bool:
    """Whether staff would hear of it."""
    replies = retorts(said, seconds)
    return is_heated(replies, replies[-1].at, terms)


@pytest.mark.feature("Q3")
def test_a_quarrel_is_felt() -> None:
    """Two who answer each other within minutes, a third of it harsh on both sides."""
    assert felt(QUARREL)


def test_a_third_who_joins_in_makes_it_no_calmer() -> None:
    """Three are a quarrel still."""
    joined = (*QUARREL[:6], (3, 1, "you are both ridiculous"), (1, 3, "滚开"), *QUARREL[6:])

    assert felt(joined)


@pytest.mark.feature("Q3")
def test_a_lively_quiz_is_no_quarrel() -> None:
    """Many who answer one host, quickly and gladly, are none of the staff's business."""
    assert not felt(QUIZ)


@pytest.mark.parametrize(
    "said",
    [
        QUARREL[:7],
        tuple((speaker, answered, "嗯") for speaker, answered, _ in QUARREL),
        tuple((1, 2, words) for _, _, words in QUARREL),
        tuple((at % 4 + 1, (at + 1) % 4 + 1, words) for at, (_, _, words) in enumerate(QUARREL)),
        tuple(
            (speaker, answered, words if speaker == 2 else "please calm down")
            for speaker, answered, words in QUARREL
        ),
    ],
    ids=["too few", "calm", "one alone", "a round of four", "harsh on one side"],
)
def test_what_is_no_quarrel(said: tuple[tuple[int, int, str], ...]) -> None:
    """Too few, calm, one-sided or general talk is left alone."""
    assert not felt(said)


def test_slow_talk_is_no_quarrel() -> None:
    """The same words over half an hour are a debate."""
    assert not felt(QUARREL, seconds=240)


def test_it_can_be_switched_off() -> None:
    """With a threshold of nothing, nobody looks."""
    assert not felt(QUARREL, Terms(heat_replies=0))


@pytest.mark.feature("Q4")
@pytest.mark.parametrize(
    "words",
    [
        "客服三天没回我，太失望了",
        "这次活动的规则写得不清楚，我不满意",
        "价格比上个月贵了不少，能解释一下吗",
        "the delivery was late again and I am not happy",
        "I think this decision is wrong, and here is why",
        "this update broke my app, please fix it",
        "滚动条不见了",
        "classic",
    ],
)
def test_criticism_is_not_harsh(words: str) -> None:
    """Saying what is wrong, and how one feels about it, is welcome."""
    assert not is_harsh(words)


def test_staff_hears_once_a_quarrel() -> None:
    """However long it goes on, and whoever replays it; the next evening's is another."""
    tempers = Tempers()
    replies = retorts(QUARREL + QUARREL)
    later = [
        Retort(each.at + REST * 2, each.message_id + 100, each.speaker_id, each.answered_id, True)
        for each in replies
    ]

    told = [each.message_id for each in replies if tempers.feel(-1, each, TERMS)]
    again = tempers.feel(-1, replies[7], TERMS)
    next_evening = [each.message_id for each in later if tempers.feel(-1, each, TERMS)]

    assert (told, again) == ([8], True)
    assert next_evening == [108]


def test_angry_emoji_count_as_harsh() -> None:
    """What others show of calm replies can make them a quarrel."""
    tempers = Tempers()
    calm = retorts(tuple((speaker, answered, "嗯") for speaker, answered, _ in QUARREL))
    for each in calm[:-1]:
        tempers.feel(-1, each, TERMS)
        tempers.resent(-1, each.message_id, ["👎"])

    assert tempers.feel(-1, calm[-1], TERMS)


def test_memory_is_bounded() -> None:
    """Thousands of chats leave no more behind than the last of them."""
    tempers = Tempers()
    (reply, *_) = retorts(QUARREL)
    for chat_id in range(3000):
        tempers.feel(-chat_id, reply, TERMS)

    assert len(tempers._rooms) == 1000
