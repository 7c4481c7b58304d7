# 机器人主动发来的消息。
contacts-stop-these = 🔕 不再接收此类
