class Refused(Exception):
    """It was not done; the class says why."""


class NotOpened(Refused):
    """They have not read the report on which they decide."""


class SaidMeanwhile(Refused):
    """Somebody else was quicker: what the person saw is not the last word any more."""
