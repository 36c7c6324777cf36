"""The numbers of the SUA: chosen, counted, timed; each is an indicator of `terms.figures`."""
