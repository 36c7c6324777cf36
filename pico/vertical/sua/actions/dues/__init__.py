"""What an ente owes is reckoned at the award, asked for, corrected, collected."""
