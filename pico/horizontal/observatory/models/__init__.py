"""The nouns of the Osservatorio that stand in the database; the data stand in the lake."""
