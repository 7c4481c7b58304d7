# What people have to do, as the calendar gives it to them.
task-card =
    { $state ->
        [done] ✅ <s>{ $words }</s>
        [dropped] ⏭ <s>{ $words }</s>
       *[open] ☑️ <b>{ $words }</b>
    }
task-due = By { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "numeric") } · { $community }
task-for = For { $name }
task-step-open = ☐ { $words }
task-step-done = ☑ { $words }
task-do-done = ✅ All done
task-do-drop = ⏭ Leave it out
task-steps-left =
    { $left ->
        [one] One step is
       *[other] { $left } steps are
    } left: tick what is done first.
task-settled = That was settled already.
task-now-done = Done. Thank you!
task-now-dropped = Left out this time.
task-late = ⏰ This was to be done by now. How far is it?
task-raised = ⚠️ This is overdue and nobody has said it is done.
tasks-head = ☑️ <b>{ $name }</b> · what is to be done
tasks-none = Nothing is to be done. Tasks stand in the schedule as <code>[[task]]</code>.
tasks-open = ▫️ { $words } · { $name } · { $done }/{ $steps } · by { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }
tasks-late = 🔴 { $words } · { $name } · { $done }/{ $steps } · was due { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }
tasks-rate-this =
    Last seven days: { $due ->
        [0] nothing fell due
       *[other] { $done } of { $due } done ({ $percent } %), { $in_time } in time
    }
tasks-rate-last =
    The seven before: { $due ->
        [0] nothing fell due
       *[other] { $done } of { $due } done ({ $percent } %), { $in_time } in time
    }
tasks-rate-of = · { $name }: { $done } of { $due } ({ $percent } %), { $in_time } in time
kept-why-tasks = what you had to do for a community, and what you settled
