# 不属于任何一项功能的通用文字。

language-name = 简体中文
