"""Every change of campaigns, answers and plans."""
