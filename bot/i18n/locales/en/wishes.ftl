wish-unknown = I don't know the option “{ $option }”. There are: { $known }.
wish-unknown-near = I don't know the option “{ $option }”. Did you mean “{ $near }”?
wish-unread = I can't read “{ $said }” for “{ $option }”. { $how }
