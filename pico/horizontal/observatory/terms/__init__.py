"""The words of the Osservatorio: one file per noun."""
