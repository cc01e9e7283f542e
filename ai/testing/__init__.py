"""A real HTTP server with the wire formats of OpenAI and Anthropic: for tests, for benchmarks, and for work without a network.

Nobody learns anything about models from it. It answers at once and always the same, unless it is told to be slow or wrong.
"""

from .calls import Call
from .faults import Fault
from .server import ModelServer
from .sound import recording

__all__ = ["Call", "Fault", "ModelServer", "recording"]
