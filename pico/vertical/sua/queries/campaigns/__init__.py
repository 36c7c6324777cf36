"""What is read of the needs campaigns; each list is limited to who may see it."""
