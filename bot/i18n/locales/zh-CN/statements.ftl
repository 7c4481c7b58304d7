# 官方声明。
statement-head = 📣 <b>{ $name } 管理团队声明</b>
statement-words = { $words }
statement-preview = 在「{ $chat }」发布并置顶后，大家看到的是：
statement-yes = 📣 发布并置顶
statement-no = ✖️ 先不发
statement-empty = 把声明写在 /statement 后面，或用 /statement 回复写好声明的消息。<code>/statement off</code> 取消上一条的置顶。
statement-long = 一条消息放不下：最多 { $most } 个字符，请缩短一些。
statement-gone = 这条已经处理过了，或者时间太久了。
statement-dropped = 好的，没有发布。
statement-toast = 正在发布
statement-owed = 📣 正在发到「{ $chat }」并置顶。<code>/statement off</code> 取消置顶。
statement-down = 已取消置顶。消息本身保留，方便大家查看。
statement-none = 现在没有置顶的声明。
statement-nowhere = 我还不知道这个社区的主群，或者我不在里面。用 /staff 查看有哪些群。
statement-failed = 你的声明没能发到「{ $chat }」：Telegram 说「{ $reason }」。
statement-unpinned = 你的声明已发到「{ $chat }」，但没能置顶：Telegram 说「{ $reason }」。请手动置顶。
statement-log = 📣 { $name } 在「{ $chat }」发布了声明。
command-statement = 发布并置顶官方声明（先预览再确认）
# The audit's lines.
audit-statement-posted = { $actor } 发布了一条声明
audit-statement-down = { $actor } 取消了声明的置顶
