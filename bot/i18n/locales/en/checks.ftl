# What the checks on texts, links and names found, for moderators.
finding-words =
    { $kind ->
        [wild] a word like one that isn't welcome here (entry { $number })
        [exact] exactly a word that isn't welcome here (entry { $number })
        [whole] nothing but a phrase that isn't welcome here (entry { $number })
       *[plain] a word that isn't welcome here (entry { $number })
    }
finding-topics = touches the topic “{ $topic }”, which does not belong here
finding-patterns = looks like what isn't welcome here (pattern { $number })
finding-links-denied = link to { $domain }, which isn't welcome here (entry { $number })
finding-links-any = link to { $domain }, which isn't among the sites allowed here
finding-links-number = link to a bare number instead of a site: { $domain }
finding-links-hidden = shows { $shown }, but leads to { $domain }
finding-links-lookalike = link to { $domain }, which is made to look like { $like }
finding-links-scripts = link to { $domain }, which mixes letters of two scripts
finding-invites-join = an invitation link to another chat
finding-invites-chat = the address of another chat: { $name }
finding-invites-bot = a link to a bot: { $name }
finding-invites-hidden = an invitation link in disguise
finding-invites-denied = leads to a chat that is not welcome here (entry { $number })
finding-scripts-share = { $share }% of it is written in { $script }
finding-scripts-turned = holds marks that turn the text around
finding-scripts-overgrown = letters under heaps of accents
finding-names-administrator = is called like an administrator here, and is none
finding-names-community = is called like the community itself
finding-names-link = has an address in the name
finding-names-turned = has marks in the name that turn it around
script-latin = Latin
script-cyrillic = Cyrillic
script-greek = Greek
script-armenian = Armenian
script-georgian = Georgian
script-hebrew = Hebrew
script-arabic = Arabic
script-devanagari = Devanagari
script-thai = Thai
script-han = Chinese characters
script-kana = Japanese kana
script-hangul = Korean
script-cjk = Chinese, Japanese or Korean
script-rtl = a right-to-left script
