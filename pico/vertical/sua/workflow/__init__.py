"""The processes of the SUA, one file per noun."""
