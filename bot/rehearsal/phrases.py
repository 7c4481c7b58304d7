"""What people of a made-up community say."""

SMALL_TALK = {
    "zh": (
        "早上好呀☀️",
        "今天的夕阳太美了",
        "有人看完这周的书了吗？",
        "我刚跑完五公里，腿有点酸",
        "第三章读得我停不下来",
        "周末的线下活动还有名额吗",
        "推荐一下跑鞋吧，预算五百左右",
        "哈哈哈哈哈哈",
        "刚下班，先去公园慢跑一圈",
        "这本书的译本哪个好？",
        "今天下雨，改室内拉伸了",
        "同感，结尾有点仓促",
        "谢谢分享，已经收藏了",
        "昨天的讨论很有意思",
        "我觉得主人公其实一直在逃避",
        "配速六分半，心率一百五，正常吗？",
        "新人报到，请多关照🙏",
        "晚安大家",
        "有没有适合通勤时听的有声书",
        "下次读书会选短篇吧",
        "昨晚跑了{km}公里，睡得特别香",
        "读到第{p}页，求不剧透",
    ),
    "en": (
        "Morning all ☕",
        "Anyone finished this week's chapter?",
        "Just back from an easy 5k, knees are fine!",
        "The translation notes are worth reading too",
        "Rain again, so it's stretching indoors today",
        "Is there still room on Saturday's run?",
        "lol that ending",
        "I think the narrator knew from the start",
        "What pace are you all doing for long runs?",
        "Thanks, that's really helpful",
        "Good night everyone",
        "New here, happy to join in",
        "Any audiobook tips for commuting?",
        "Same, could not put it down",
        "My watch says 6:20/km and I believe it this once",
        "Could we pick something shorter next month?",
        "That quote on page 84 though",
        "See you at the park at eight",
        "{km} km done, coffee earned",
        "On page {p}, no spoilers please",
    ),
}
_RUNS_ZH = (
    "今天跑了{km}公里，状态不错",
    "早上{km}公里打完收工",
    "滨江那条路在修，大家绕一下",
    "热身千万别偷懒，昨天差点拉伤",
    "周六八点老地方集合？",
    "{km}公里新纪录！",
)
_BOOKS_ZH = (
    "读到第{p}页了",
    "第{p}页那句话我抄下来了",
    "作者的另一本也值得看",
    "图书馆排队排到下个月了……",
    "这一章的视角切换真妙",
    "有人要拼单买下个月的书吗",
)
_RUNS_EN = (
    "{km} km before breakfast",
    "Did {km} km along the river, windy!",
    "Don't skip the warm-up, trust me",
    "Eight o'clock at the usual gate?",
    "New best over {km} km 🎉",
)
_BOOKS_EN = (
    "I'm on page {p}",
    "Page {p}, that one sentence!",
    "Her first novel is even better",
    "The library has a queue until next month",
    "Who has a spare copy for the weekend?",
)
# What is said in a topic whose name holds one of these words.
TOPIC_TALK: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {"跑": _RUNS_ZH, "run": _RUNS_ZH, "书": _BOOKS_ZH, "读": _BOOKS_ZH, "read": _BOOKS_ZH},
    "en": {"跑": _RUNS_EN, "run": _RUNS_EN, "书": _BOOKS_EN, "读": _BOOKS_EN, "read": _BOOKS_EN},
}
CHECK_INS = {
    "zh": ("签到", "签到", "签到！", "打卡！", "/checkin", "打卡"),
    "en": ("/checkin", "/checkin", "check in", "sign in", "签到"),
}
SPAM = (
    "🔥🔥 日赚800，手机就能做，加V：easy-cash888 http://t.me/easycash_fake",
    "FREE USDT airdrop!!! Claim now 👉 https://airdrop-claim.example.top/win",
    "兼职刷单，日结无押金，名额有限，速来 http://work.example.xyz",
    "Earn $500 a day from home, DM me @totally_real_profits",
    "稳定带单，胜率95%，进群 https://t.me/+fakeInvite123",
)
RAID = ("join", "t.me/+raidraid", "哈哈炸群了", "lolol", "🚀🚀🚀")
HELLOS = {
    "zh": ("大家好！", "新人报到🙌", "你好呀"),
    "en": ("Hi all!", "Hello 👋", "hey everyone"),
}
BIOS = ("喜欢跑步和推理小说", "Slow runner, fast reader", "朋友推荐来的", "")
REACTIONS = ("👍", "❤", "🔥", "👏", "😁", "🎉", "🤔", "💯")


def tongue(language_code: str | None) -> str:
    """The language in which somebody writes here: zh or en."""
    return "zh" if (language_code or "").startswith("zh") else "en"
