"""Every change: designing, asking, answering, analysing."""
