"""Lines to learn from that nobody has to read twice, and a small model that has."""

from functools import cache

from bot.features.lessons.classifier import Classifier
from bot.features.lessons.features import Example, features_of
from bot.features.lessons.fitting import fit
from bot.features.lessons.rules import History
from bot.features.lessons.shelf import of_seed, seed

SPAM = (
    "日结兼职加微信 kx{0}，一天{0}元",
    "Earn {0} dollars a day from home, write to @work{0}",
    "Заработок {0} рублей в день, пишите в лс @rab{0}",
)
HAM = (
    "第{0}页的那段我也没看懂，明天问问老师",
    "See you at {0} o'clock, I'll bring the book",
    "Встречаемся в {0} часов, возьмите зонты",
)


@cache
def seeded() -> tuple[Classifier, History]:
    """A model that has seen the seed alone."""
    return of_seed()


@cache
def trained(times: int = 150) -> tuple[Classifier, History]:
    """A model that knows these lines by heart, and the seed."""
    lines = [(each.format(n), True) for n in range(times) for each in SPAM]
    lines += [(each.format(n), False) for n in range(times) for each in HAM]
    features, are_spam = seed()
    features += [features_of(Example(text)) for text, _ in lines]
    fitted = fit(features, [*are_spam, *(is_spam for _, is_spam in lines)])
    return fitted.classifier, fitted.history
