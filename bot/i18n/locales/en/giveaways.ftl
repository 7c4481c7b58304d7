# Giveaways: so many pieces for whoever comes first.
command-giveaway = give away so many of something, perhaps with codes
giveaway-how = Say what, and how many (at most { $most }): <code>/giveaway Free tickets count=20 ends=8h age=7d</code>.
giveaway-how-codes = With codes: write to me alone, and send a CSV file, a code a line, with <code>/giveaway Coupons</code> below it. Or put the codes on lines below the command.
giveaway-how-count = a number of pieces, such as 20
giveaway-how-age = how long somebody has been here, such as 7d
giveaway-how-ends = how long it lasts, at most 30 days, such as 8h or 3d
giveaway-how-hold = how long a piece waits for somebody to open our chat, such as 24h
giveaway-no-key = Codes must not be readable from the database alone, and there is no key yet. Whoever runs the bot sets <code>HEARTH_KEY</code> (the handbook tells how) and starts it anew; then send the codes again.
giveaway-codes-by-dm = Codes are for no group's eyes: delete this message, and write to me alone.
giveaway-untitled = First come, first served
giveaway-file-reads = I'm reading the file…
giveaway-file-empty = I found no code in the file: one a line, in the first column.
giveaway-file-failed = I couldn't fetch the file: { $why }
giveaway-fault-long = Line { $line }: too long for a code, left out.
giveaway-fault-twice = Line { $line }: the code was there before, left out.
giveaway-faults-more = … and { $count } more lines were left out.
giveaway-preview = This is how it would be. Nobody sees it before you begin.
giveaway-title = 🎁 <b>{ $title }</b>
giveaway-codes =
    🔐 { $count ->
        [one] One code, sealed
       *[other] { $count } codes, sealed
    }
giveaway-pieces =
    📦 { $count ->
        [one] One piece
       *[other] { $count } pieces
    }
giveaway-lasts = ⏳ It lasts { $span }
giveaway-holds = 📨 For whom I can't write to yet, a piece waits { $span }
giveaway-tweak-ends = ⏳ How long
giveaway-tweak-hold = 📨 How it waits
giveaway-tweak-age = 🔎 Since when
giveaway-begin = ✅ Begin
giveaway-drop = ✖️ Drop it
giveaway-dropped = Dropped, codes and all. Nobody has seen it.
giveaway-begun = “{ $title }” is in the group. <code>/giveaway export</code> tells who has which, <code>/giveaway close</code> ends it.
giveaway-left = { $left } of { $count } left
giveaway-until = ⏳ Until { DATETIME($day, month: "short", day: "numeric") }, { $at }
giveaway-closed = 🔒 This is over. Thank you all!
giveaway-button = 🎁 One for me
giveaway-button-mine = 📨 Where is mine?
giveaway-button-code = 🔑 Show my code
giveaway-got = 🎁 It's yours! Look into our chat.
giveaway-held = 🎁 One is kept for you for { $span }: press “Where is mine?” and Start, then you have it.
giveaway-had = You have yours already: “Where is mine?” leads there.
giveaway-gone = All gone: others were quicker. Should one come back, the card says so.
giveaway-yours = 🎁 You have one of “{ $title }”: number { $number }. Whoever looks after the group sees to the rest.
giveaway-yours-coded = 🎁 You have one of “{ $title }”! The code is for your eyes only:
giveaway-code =
    🎁 “{ $title }”
    Your code: <code>{ $code }</code>
giveaway-not-yours = I have none of “{ $title }” for you: it went back, or you have not pressed yet.
giveaway-key-lost = The key with which your code was sealed is gone. Please tell whoever looks after the group.
giveaway-none = There is no giveaway that is open.
giveaway-ended = “{ $title }” is over.
giveaway-export = Who has which piece of “{ $title }”.
