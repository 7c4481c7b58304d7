# 日历派给人的任务。
task-card =
    { $state ->
        [done] ✅ <s>{ $words }</s>
        [dropped] ⏭ <s>{ $words }</s>
       *[open] ☑️ <b>{ $words }</b>
    }
task-due = 截止 { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "numeric") } · { $community }
task-for = 负责人：{ $name }
task-step-open = ☐ { $words }
task-step-done = ☑ { $words }
task-do-done = ✅ 全部完成
task-do-drop = ⏭ 这次不做
task-steps-left = 还有 { $left } 步没完成，先把做完的勾上吧。
task-settled = 这件事已经有结果了。
task-now-done = 完成了，辛苦啦！
task-now-dropped = 这次就不做了。
task-late = ⏰ 这件事该完成了，进展怎么样？
task-raised = ⚠️ 这件事已经过期，还没有人说完成了。
tasks-head = ☑️ <b>{ $name }</b> · 待办任务
tasks-none = 没有待办。任务写在日程文件的 <code>[[task]]</code> 里。
tasks-open = ▫️ { $words } · { $name } · { $done }/{ $steps } · 截止 { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }
tasks-late = 🔴 { $words } · { $name } · { $done }/{ $steps } · 本该在 { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") } 完成
tasks-rate-this =
    近七天：{ $due ->
        [0] 没有到期的任务
       *[other] { $due } 项完成 { $done } 项（{ $percent } %），其中 { $in_time } 项按时
    }
tasks-rate-last =
    再前七天：{ $due ->
        [0] 没有到期的任务
       *[other] { $due } 项完成 { $done } 项（{ $percent } %），其中 { $in_time } 项按时
    }
tasks-rate-of = · { $name }：{ $due } 项完成 { $done } 项（{ $percent } %），{ $in_time } 项按时
kept-why-tasks = 你为社群负责的任务，以及你作出的结论
