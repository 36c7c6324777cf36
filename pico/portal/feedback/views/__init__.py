"""What visitors say, and what editors read of it."""
