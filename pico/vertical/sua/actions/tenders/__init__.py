"""Changes of tenders and of what belongs to them."""
