# What the classifier found, for moderators.
finding-spam = looks like spam ({ $percent }%): { $why }
spam-and = { $first }, { $rest }
spam-nothing-told = its whole make
spam-piece = “{ $piece }”
spam-trait =
    { $trait ->
        [link] leads to a site
        [invite] leads to another chat
        [mention] names somebody's address
        [number] has a long number in it
        [money] talks of money
        [emoji] consists of pictures
       *[other] its length
    }

# Teaching it.
spam-reply-only = Reply to the message with /{ $command }, then I know which one you mean.
spam-nothing-said = That message has no words I could learn from.
spam-unlearned = 🎓 Learned: messages like that are welcome here.
spam-known = I had that noted already. Thank you!

kept-why-lessons = what I learned from a message of yours that the staff called spam or fine (numbers, never the words), and what you taught me so
kept-term-lessons = while the community uses it; after /forget, without your name

command-spam = take this away and learn that it is spam
command-notspam = learn that this is no spam
