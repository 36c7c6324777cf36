"""Open data that go out: what is published, how rows are guarded and written, how they are described."""
