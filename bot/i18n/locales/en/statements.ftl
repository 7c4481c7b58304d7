# Official statements.
statement-head = 📣 <b>From the team of { $name }</b>
statement-words = { $words }
statement-preview = This is how it would stand in “{ $chat }”, pinned:
statement-yes = 📣 Post and pin
statement-no = ✖️ Leave it
statement-empty = Write the statement behind /statement, or reply with /statement to a message that holds it. <code>/statement off</code> unpins the last one.
statement-long = That is too long for one post: { $most } signs at the most. Please shorten it a little.
statement-gone = This has been decided already, or was too long ago.
statement-dropped = All right, nothing was posted.
statement-toast = On its way
statement-owed = 📣 It goes to “{ $chat }” now and gets pinned there. <code>/statement off</code> unpins it again.
statement-down = Unpinned. The post itself stays, so that everybody can look it up.
statement-none = No statement is pinned just now.
statement-nowhere = I know no main group of this community in which I am. /staff shows which chats belong to it.
statement-failed = Your statement couldn't be posted in “{ $chat }”: Telegram says “{ $reason }”.
statement-unpinned = Your statement stands in “{ $chat }”, but I couldn't pin it: Telegram says “{ $reason }”. Please pin it by hand.
statement-log = 📣 { $name } posted a statement in “{ $chat }”.
command-statement = post and pin an official statement, after a look at it
# The audit's lines.
audit-statement-posted = { $actor } posted a statement
audit-statement-down = { $actor } took a statement down
