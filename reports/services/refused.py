class Refused(Exception):
    """It was not done; the class says why."""


class NotOpened(Refused):
    """They have not read the report on which they decide."""


class AgreementIsGone(Refused):
    """The candidate has taken their agreement back: nothing more is assessed, and nothing more is sent."""


class NothingSet(Refused):
    """There is no score of a person's to take back."""


class SaidMeanwhile(Refused):
    """Somebody else was quicker: what the person saw is not the last word any more."""
