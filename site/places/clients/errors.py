class ServiceFailed(Exception):
    """A service of others could not be used; the text says which address, and why. Nothing was changed."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


class Unavailable(ServiceFailed):
    """No answer, or only that it can't answer now, after all attempts. Another day may be better."""


class Unexpected(ServiceFailed):
    """It answered something else than it did when this was written; somebody has to look."""
