"""What a report asks a model goes to our own server of the providers' format."""

from tests.interviews.wired import model, running_server

__all__ = ["model", "running_server"]
