"""The pages of the engine, which each module shows under its own addresses."""
