"""Profiles of the Elenco dei RUP, loans, successions."""
