"""Every change of the pages: where they stand, how a site is born."""
