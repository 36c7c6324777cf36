"""The processes of the SUA as tables, one file per noun."""
