"""Words of the SUA: states, kinds, limits. Source: D.Lgs. 36/2023 and the code lists of ANAC."""
