"""What an operator does with the schedule at the command line."""
