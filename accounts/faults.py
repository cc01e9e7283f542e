"""What the list above a form that came back shows besides the faults of the form itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    # The id of the control that it leads to.
    at: str
    text: str
