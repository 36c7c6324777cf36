"""Contracts, programmes, qualifications: by hand, from sheets, from closed tenders."""
