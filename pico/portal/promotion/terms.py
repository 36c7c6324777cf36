"""What this room tells."""

DRAFTED = "portal.promotion.drafted"
