"""What a person is told when something cannot be done.

Refusal             a request was understood and is refused: nothing was written
└── NotFoundRefusal  the thing asked for does not exist
StartError          a site cannot start: the message says why in one sentence
"""


class Refusal(Exception):
    """Raised when a request is refused; shown as a page that says what happened and what to do."""

    def __init__(self, title: str, meaning: str = "", *, status: int = 422, code: str = "refused") -> None:
        super().__init__(title)
        self.title = title
        self.meaning = meaning
        self.status = status
        self.code = code


class NotFoundRefusal(Refusal):
    """Raised when a page's subject does not exist or belongs to someone else."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"There is no such {what}",
            "It may have been removed, or the address may have been cut off. Go back and choose again.",
            status=404,
            code="not_found",
        )


class StartError(Exception):
    """Raised when a site cannot start."""
