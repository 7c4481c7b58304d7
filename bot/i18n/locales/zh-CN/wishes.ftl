wish-unknown = 没有“{ $option }”这个选项。可用的有：{ $known }。
wish-unknown-near = 没有“{ $option }”这个选项，你是想写“{ $near }”吗？
wish-unread = “{ $option }”写成“{ $said }”，我看不懂。{ $how }
