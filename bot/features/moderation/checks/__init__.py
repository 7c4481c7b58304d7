"""The checks, one maker a file: each binds its limits and looks at a message.

A check is a module with a frozen `Terms` (a `Stance` with the check's own limits and defaults) and
a maker that turns those into a function from `Said` to a `Finding` or nothing. Each field is a
key of config.toml (`[checks.<name>]`, by its type) and a choice of a community's; what it may be
stands in its metadata: `least` and `most` (of a number or a span, or how many entries a list
takes), `longest` (of an entry), `options` (the words that an entry may be).
"""
