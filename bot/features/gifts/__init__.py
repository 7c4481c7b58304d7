"""Points that people give: members to one another, and the staff with a reason."""
