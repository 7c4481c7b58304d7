wish-unknown = I don't know the option “{ $option }”. There are: { $known }.
wish-unknown-near = I don't know the option “{ $option }”. Did you mean “{ $near }”?
wish-unread = I can't read “{ $said }” for “{ $option }”. { $how }
toml-fault =
    column { $column }: { $missed ->
        [quote] a text is not closed. End it with the quotation marks with which it begins.
        [equals] there is no = behind the name.
        [bracket] a bracket is not closed.
        [escape] a backslash stands alone. Write two of them.
        [value] a value is missing, or is none. Put texts in quotes.
        [line] something more stands here. Put it on a line of its own.
        [name] a line begins with a name, as in id = "hello", or with a table's in brackets, as [[step]].
        [twice] this is there already, further up. Give it once.
       *[other] this is no TOML. Look at quotes and brackets.
    }
