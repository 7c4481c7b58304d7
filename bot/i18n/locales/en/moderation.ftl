# The lists of the checks, by command.
list-words-words = Words that may not be said
list-patterns-patterns = Patterns that may not be matched
list-links-allowed = Domains that are welcome
list-links-denied = Domains that are not welcome
list-invites-allowed = Chats and bots that are welcome
list-invites-denied = Chats and bots that are not welcome
list-added = ✅ { $list }: { $count } more
    { $shown }
list-taken = ✅ { $list }: { $count } fewer
    { $shown }
list-entry = • <code>{ $entry }</code>
list-known = <code>{ $entry }</code> is on the list already.
list-full = There is no room for <code>{ $entry }</code>: { $most } entries are the most.
list-too-long = <code>{ $entry }</code> is too long: { $most } characters are the most.
list-too-little = <code>{ $entry }</code> is too little to go by: it would be found everywhere.
list-flaw = <code>{ $entry }</code> is no pattern that I can use: { $why }. Look-around and back-references are unknown here.
list-no-domain = <code>{ $entry }</code> is no domain. Write it like <code>example.com</code>, or <code>.xyz</code> for all under an ending.
list-no-chat = <code>{ $entry }</code> is no chat's name. Write it like <code>@name</code> or <code>t.me/name</code>.
list-unknown = <code>{ $entry }</code> is not on the list.
list-unknown-near = <code>{ $entry }</code> is not on the list. Do you mean <code>{ $near }</code>?
list-idle =
    { $mode ->
        [shadow] ⚠️ “{ $check }” only takes note here for now. /settings puts it in force.
       *[off] ⚠️ “{ $check }” is off here for now. /settings turns it on.
    }
list-head = <b>{ $list }</b> ({ $count })
list-line = { $number } <code>{ $entry }</code>
list-page = Page { $page } of { $last }. Put a number behind the command for another.
list-no-page = There is no page { $page }.
list-empty = Nothing is on these lists yet.
block-how = 🚫 Write what may not be said behind the command: <code>/block casino "free crypto"</code>. Or send it in reply to a message.
block-how-more =
    <code>crypt*</code> and <code>*coin*</code> stand for any letters there, <code>?</code> for one, <code>=hello</code> for a message that says just that, and <code>/pattern/</code> is a pattern. Of several lines each is one entry.
unblock-how = Write what may be said again behind the command, or its number from /blocked: <code>/unblock #3</code>. In reply to a message it is whatever finds that message.
allow-how = Write a domain or a chat behind the command: <code>/allow example.com @friends</code>. Or send it in reply to a message with links.
forbid-how = Write a domain or a chat behind the command: <code>/forbid example.com @rivals</code>, <code>.xyz</code> for all under an ending. Or send it in reply to a message with links.
unallow-how = Write what is to leave the list of what is welcome: <code>/unallow example.com</code>. /allowed shows it.
unforbid-how = Write what is to leave the list of what is not welcome: <code>/unforbid example.com</code>. /allowed shows it.
command-block = forbid words, phrases and patterns
command-unblock = allow them again
command-blocked = list what may not be said
command-allow = let links to a site or chat stand
command-unallow = take a site off that list
command-forbid = forbid links to a site or chat
command-unforbid = take a site off that list
command-allowed = list welcome and unwelcome sites and chats
