"""What is typed: campaigns, questions, conditions, answers."""
