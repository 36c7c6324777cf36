"""Every change of the newsletter."""
