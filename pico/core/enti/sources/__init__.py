"""Reading the registries: files in, plain records out. Nothing here touches the database."""
