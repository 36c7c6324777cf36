"""A vertical module for the tests of the house: installed in test settings only."""
