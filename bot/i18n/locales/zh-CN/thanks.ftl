# 互相感谢。
thanks-how = 回复帮过你的那条消息，发 /thanks，或直接说「谢谢」就好。
thanks-self = 心意领啦，不过感谢是送给别人的 😄
thanks-twice = 今天已经谢过 TA 了，明天再来吧！
thanks-enough = 今天送出的感谢够多啦，明天继续！
thanks-off = 这里的感谢不算积分，不过心意一定收到啦 😊
