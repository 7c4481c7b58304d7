"""The books of what was earned: looked at, tried and reckoned anew, from the command line."""
