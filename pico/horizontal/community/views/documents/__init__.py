"""The pages of folders and documents."""
