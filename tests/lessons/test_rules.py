"""What the classifier sees, learns and may do: tables and properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.lessons import classifier, own
from bot.features.lessons.features import Example, features_beside, features_of, placed_in
from bot.features.lessons.memory import Learned
from bot.features.lessons.quality import quality_of, share_of
from bot.features.lessons.rules import (
    MOST_FALSE,
    MOST_REASONS,
    MOST_SIGNS,
    History,
    earned,
    reasons_of,
    wilson,
)
from bot.features.lessons.traits import traits_of
from tests.lessons.lines import seeded, trained
from tests.moderation.lines import FAIR, LINES

pytestmark = pytest.mark.feature("R2")

KEY = 77
NOTHING = features_beside(Example(""))
SCORES = st.lists(st.floats(0, 1), max_size=400)


def history(ham: list[float], spam: list[float]) -> History:
    """A history of some scores."""
    return History(np.sort(np.array(ham)), np.sort(np.array(spam)))


def score(words: str, taught: own.Own | None = None) -> float:
    """What the seed alone, or with what a community taught, thinks of some words."""
    features = features_of(Example(words))
    logit = seeded()[0].logit(features)
    if taught is not None:
        logit += taught.logit(features, NOTHING)
    return classifier.probability(logit)


def taught(*verdicts: tuple[str, bool]) -> own.Own:
    """What a community taught, in this order."""
    lessons = own.Own(KEY)
    for words, is_spam in verdicts:
        features = features_of(Example(words))
        held = own.keyed(features, NOTHING, KEY)
        lessons.learn(own.Lesson(*held, is_spam, seeded()[0].logit(features)))
    return lessons


class TestFeatures:
    @given(st.text(max_size=80))
    def test_any_text_has_features(self, words: str) -> None:
        """Whatever somebody writes has features, each once, with a finite weight."""
        features = features_of(Example(words))

        assert len(features.hashes) == len(features.values) == len(set(features.hashes.tolist()))
        assert np.isfinite(features.values).all()

    @pytest.mark.parametrize(
        ("disguised", "plain"),
        [("加 微 信", "加微信"), ("ＦＲＥＥ", "free"), ("f r e e", "free"), ("開戶", "开户")],
    )
    def test_a_disguise_changes_little(self, disguised: str, plain: str) -> None:
        """Most features of a disguised word are those of the word."""
        theirs, words = (set(placed_in(Example(each)).spans[1]) for each in (disguised, plain))

        assert theirs == words

    def test_the_same_everywhere(self) -> None:
        """Hashes are a matter of the text alone: a model can be carried to another machine."""
        assert (features_of(Example("a b")).hashes == features_of(Example("a b")).hashes).all()

    def test_places_are_those_of_the_features(self) -> None:
        """What is explained is what was scored."""
        example = Example("look at t.me/+abc 💰💰 now, 12345678", links=1)
        placed = placed_in(example)
        hashes = {int(each) for span in placed.spans for each in span}
        hashes |= {int(each) for _, each in placed.traits}

        assert hashes <= set(features_of(example).hashes.tolist())

    @pytest.mark.parametrize(
        ("words", "traits"),
        [
            ("好的", {"len0"}),
            ("see https://a.example/x", {"len3", "link"}),
            ("t.me/+abcdef", {"len2", "link", "invite"}),
            ("write to @anna_shop now", {"len3", "mention"}),
            ("电话 13800001234", {"len2", "number"}),
            ("only $5 each", {"len2", "money"}),
            ("🔥🔥🔥 new", {"len1", "emoji"}),
        ],
    )
    def test_traits(self, words: str, traits: set[str]) -> None:
        """A bare text shows by itself where it leads and what it counts."""
        assert set(traits_of(words)) == traits


class TestEarning:
    def test_nothing_is_earned_by_nothing(self) -> None:
        """Who was never tried may not act."""
        assert earned(History.nothing()) is None

    def test_little_ham_earns_nothing(self) -> None:
        """A hundred lines without a mistake do not show that mistakes are rare."""
        assert earned(history([0.01] * 100, [0.99] * 100)) is None

    def test_much_ham_does(self) -> None:
        """Five hundred lines without a mistake show that fewer than one in two hundred is hit."""
        assert earned(history([0.01] * 500, [0.99] * 300)) == 0.99

    def test_the_threshold_lies_above_the_mistakes(self) -> None:
        """What was thought of too many ham is never enough."""
        assert earned(history([0.01] * 500 + [0.95] * 9, [0.9, 0.97, 0.99] * 100)) == 0.97

    def test_a_mistake_at_home_takes_it_back(self) -> None:
        """An ordinary message of their own that was scored high raises the threshold."""
        shared = history([0.01] * 500, [0.9] * 100 + [0.99] * 300)

        assert earned(shared) == 0.9
        assert earned(shared, [(0.95, False)]) == 0.99
        assert earned(shared, [(0.999, False)]) is None

    @given(SCORES, SCORES)
    def test_never_above_the_bound(self, ham: list[float], spam: list[float]) -> None:
        """Wherever it may act, the history has fewer false positives than are allowed."""
        allowed = earned(history(ham, spam))

        if allowed is not None:
            assert sum(each >= allowed for each in ham) <= MOST_FALSE * len(ham)

    @given(st.integers(0, 50), st.integers(0, 50))
    def test_bounds_hold_the_share(self, right: int, wrong: int) -> None:
        """A share lies between its bounds, and they in 0 to 1."""
        low, high = wilson(np.array([float(right)]), np.array([float(right + wrong)]))

        assert 0 <= low[0] <= high[0] <= 1
        if right + wrong:
            assert low[0] - 1e-9 <= right / (right + wrong) <= high[0] + 1e-9

    def test_it_is_stored_as_it_was(self) -> None:
        """A history comes back from the database."""
        held = history([0.25, 0.5], [0.75, 1.0, 1.0])
        again = History.unpacked(held.packed())

        assert (again.ham == held.ham).all()
        assert (again.spam == held.spam).all()


class TestSeed:
    @pytest.mark.parametrize(
        "words",
        [
            "兼职日结五百，加微信 abc123 详聊",
            "Earn 300 dollars a day from home, DM me on WhatsApp",
            "Удалённый заработок от 200 долларов в день, пишите в лс",
        ],
    )
    def test_it_knows_an_advert(self, words: str) -> None:
        """A new installation has an idea of the commonest adverts in three languages."""
        assert score(words) > 0.8

    def test_it_leaves_ordinary_talk_alone(self) -> None:
        """Of two hundred ordinary lines it asks about few, and acts on none."""
        doubted = [line for line in (*LINES, *FAIR) if score(line) >= 0.8]

        assert doubted == []
        assert earned(seeded()[1]) is None

    def test_it_is_stored_as_it_was(self) -> None:
        """A model comes back from the database, and scores as before."""
        model, _ = seeded()
        again = classifier.unpacked(classifier.packed(model))
        features = features_of(Example("加微信 abc123 兼职"))

        assert again is not None
        assert again.logit(features) == pytest.approx(model.logit(features), abs=0.05)

    def test_what_another_version_stored_is_passed_over(self) -> None:
        """Bytes that are no model are none."""
        assert classifier.unpacked(b"") is None
        assert classifier.unpacked(b"\x81\xa1a\x01") is None


class TestLessons:
    def test_one_verdict_teaches(self) -> None:
        """A message that was called spam is found when it comes again, and one much like it."""
        words = "今晚八点大厅见，老板请客吃瓜"
        lessons = taught((words, True))

        assert score(words) < 0.5
        assert score(words, lessons) > 0.9
        assert score(f"{words}！", lessons) > 0.9
        assert score("明天几点开会", lessons) < 0.5

    def test_a_verdict_for_ham_counts_as_much(self) -> None:
        """What was called fine is left alone from then on."""
        words = "Earn 300 dollars a day from home, DM me on WhatsApp"
        lessons = taught((words, False))

        assert score(words) > 0.8
        assert score(words, lessons) < 0.2

    def test_the_later_word_stands(self) -> None:
        """Taught one way and then the other, a message is what was said last."""
        words = "周末团购水果，要的接龙"

        assert score(words, taught((words, True), (words, False))) < 0.2

    @pytest.mark.parametrize("key", [1, 2**63])
    def test_what_is_stored_needs_the_key(self, key: int) -> None:
        """A lesson comes back under its own key and under no other."""
        features = features_of(Example("加微信"))
        buckets, values = own.keyed(features, NOTHING, key)
        stored = own.packed(buckets, values, key)
        again = own.unpacked(stored, key)

        assert again is not None
        assert (again[0] == buckets).all()
        assert again[1] == pytest.approx(values, abs=1e-3)
        assert own.unpacked(stored, key ^ 5) is None
        assert "加微信".encode() not in stored
        assert own.unpacked(b"", key) is None


class TestReasons:
    def test_words_and_traits_by_weight(self) -> None:
        """The heaviest are told first; what speaks against spam is not told."""
        text = " free money now "
        heat = [0.0] + [1.0] * 4 + [0.0] + [0.1] * 5 + [0.0] + [-1.0] * 3 + [0.0]
        told = reasons_of(text, heat, [("link", 2.0), ("len3", -1.0)])

        assert [each.piece for each in told] == ["free", "link", "money"]
        assert [each.is_trait for each in told] == [False, True, False]

    @given(st.text(max_size=60))
    def test_few_and_short(self, text: str) -> None:
        """However long a message is, a few short pieces of it are told, and no digits."""
        told = reasons_of(text, [1.0] * len(text), [])

        assert len(told) <= MOST_REASONS
        assert all(len(each.piece) <= MOST_SIGNS for each in told)
        assert all(each.piece.count("0") == sum(map(str.isdigit, each.piece)) for each in told)

    def test_of_a_message(self) -> None:
        """What weighed in an advert are words of it."""
        words = "兼职日结五百，加微信 abc123 详聊"
        told = seeded()[0].explain(Example(words))

        assert 1 <= len(told) <= MOST_REASONS
        assert any(each.piece in words for each in told if not each.is_trait)


class TestQuality:
    def test_recall_at_few_false_positives(self) -> None:
        """Recall is what lies above all but one in two hundred of the ham."""
        ham = [n / 1000 for n in range(400)]
        quality = quality_of(history(ham, [0.3965] * 5 + [0.3985] * 15))

        assert quality.false == 2
        assert (quality.recall.right, quality.recall.of) == (15, 20)

    def test_sure_and_right_is_calibrated(self) -> None:
        """Probabilities that come true have no error."""
        assert quality_of(history([0.0] * 50, [1.0] * 50)).error == 0
        assert quality_of(history([1.0] * 50, [0.0] * 50)).error == 1

    def test_nothing_is_told_of_nothing(self) -> None:
        """A share of nothing is shown as none."""
        assert str(share_of(0, 0)) == "–"
        assert share_of(0, 0).as_json() is None

    def test_a_trained_one_may_act(self) -> None:
        """Enough lines without mistakes let it act alone, and what it learns at home counts."""
        model, held = trained()
        learned = Learned(model, KEY, held, allowed=earned(held))
        opinion = learned.opinion(Example("日结兼职加微信 kx999，一天999元"))

        assert opinion.is_earned
        assert not learned.opinion(Example("第8页的那段我也没看懂")).is_earned
