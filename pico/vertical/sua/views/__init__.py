"""Pages of the SUA, one file per noun."""
