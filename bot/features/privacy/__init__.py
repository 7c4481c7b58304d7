"""What is kept about a person, handing it over, and forgetting."""
