"""Banks as people write them, small and large."""

from collections.abc import Iterator

CSV = """question,A,B,C,D,answer,explanation,category
What is 2 + 2?,3,4,5,6,B,Two and two,Maths
Which are prime?,2,4,5,9,"A,C",,Maths
Capital of France?,Lyon,Paris,,,Paris,,Geography
"""
CHINESE_CSV = """题目,A,B,C,答案,解析,分类
北京在哪一国？,中国,日本,韩国,A,首都,地理
"""
TRIVIA = """AUTHOR: Somebody
DESCRIPTION: Painters
CONFIG:
  max_score: 10
Who painted the Mona Lisa?:
- Leonardo da Vinci
- Leonardo
"What is the time: 12:00 or noon?":
- noon
- 'midday'
谁画了《星夜》？:
- 梵高
- 梵谷
Red?: [red, "the red"]
"""
LISTED = """title: Mixed
author: Somebody
questions:
  - question: What is the sun?
    options:
      - A star
      - A planet
    answer: A star
    explanation: It shines by itself.
    category: Sky
  - question: "Which are gases: say both?"
    options: [Helium, Iron, Neon]
    answers: [Helium, Neon]
  - question: Name our planet.
    accept: [Earth, the Earth, Terra]
"""
HASHED = """#Q Which of these is a fruit?
^ Apple
A Stone
B Apple
C Chair

#Q A long question
that goes on below?
^ Yes
A Yes
B No
"""


def table(count: int) -> Iterator[str]:
    """A CSV of so many good questions."""
    yield "question,A,B,C,answer,category"
    for n in range(count):
        yield f"How much is {n} and {n + 1}?,{2 * n},{2 * n + 1},{2 * n + 2},B,Sums"


def trivia(count: int) -> Iterator[str]:
    """A trivia list of so many good questions."""
    yield from ("AUTHOR: Nobody", "DESCRIPTION: Sums")
    for n in range(count):
        yield from (f"Say {n} and {n + 1} together:", f"- {2 * n + 1}", f"- '{2 * n + 1}.'")


def hashed(count: int) -> Iterator[str]:
    """A `#Q` text of so many good questions."""
    for n in range(count):
        yield from (f"#Q What comes after {n}?", f"^ {n + 1}")
        yield from (f"A {n + 2}", f"B {n + 1}", f"C {n + 3}", "")
