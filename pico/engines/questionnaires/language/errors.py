"""What is wrong with a value or a condition, in a sentence that a person can repair it by."""


class Wrong(Exception):
    """A value that its question does not admit, or a condition that makes no sense."""

    def __init__(self, message: str, code: str = "wrong") -> None:
        super().__init__(message)
        self.message = str(message)
        self.code = code
