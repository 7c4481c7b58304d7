"""The checks, one maker a file: each binds its limits and looks at a message.

A check is a module with a frozen `Terms` (a `Stance` with the check's own limits and defaults) and
a maker that turns those into a function from `Said` to a `Finding` or nothing.
"""
