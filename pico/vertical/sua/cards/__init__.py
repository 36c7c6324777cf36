"""What the SUA says on a home page, one file per noun."""
