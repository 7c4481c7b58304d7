"""Two hundred things that people say: none of them is anybody's advertisement."""

GREETINGS = (
    "早上好",
    "大家早",
    "晚安啦",
    "新人报到",
    "下午好呀",
    "周末愉快",
    "Good morning",
    "Hi all",
    "Evening!",
    "Welcome aboard",
)
TOPICS = (
    "今天读到第三章了",
    "有人一起跑步吗",
    "这本书的结尾你们怎么看",
    "我觉得新版好用多了",
    "The new chapter is great",
    "Anybody up for a run?",
    "I finished the book last night",
    "Which tea do you like?",
    "明天几点开始",
    "谢谢大家的帮助",
    "加油,坚持就是胜利",
    "我的微信读书记录满一年了",
    "免得忘了,先记下来",
    "今天赚了一天好心情",
    "价格表在置顶里",
    "see https://example.org/book for the list",
    "1234567890 is no phone number",
    "v2 is out, ask ada@example.org",
    "C++ 和 Rust 哪个先学",
    "(*^▽^*) 👍👍",
)
LINES = tuple(f"{greeting}，{topic}" for greeting in GREETINGS for topic in TOPICS)
