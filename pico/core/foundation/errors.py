"""Refusals: the errors that a person can understand and repair."""


class Refusal(Exception):
    """An action was not done, for a reason to be shown to the person.

    `message` is a whole Italian sentence that says how to repair it; `code` is stable (API, tests).
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
