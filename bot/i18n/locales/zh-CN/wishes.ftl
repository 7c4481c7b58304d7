wish-unknown = 没有“{ $option }”这个选项。可用的有：{ $known }。
wish-unknown-near = 没有“{ $option }”这个选项，你是想写“{ $near }”吗？
wish-unread = “{ $option }”写成“{ $said }”，我看不懂。{ $how }
toml-fault =
    第 { $column } 列：{ $missed ->
        [quote] 有段文字的引号没有闭合。开头用什么引号，结尾就用什么引号。
        [equals] 名称后面缺少 =。
        [bracket] 有个括号没有闭合。
        [escape] 反斜杠不能单独出现，请写两个。
        [value] 这里缺少一个值，或者写得不对。文字请放在引号里。
        [line] 这里多了东西，请另起一行。
        [name] 一行要以名称开头，例如 id = "hello"，或者写 [[step]]。
        [twice] 这一项上面已经写过了，只写一次就好。
       *[other] 这里不符合 TOML 的写法，请检查引号和括号。
    }
