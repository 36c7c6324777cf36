"""The forms of the Osservatorio."""
