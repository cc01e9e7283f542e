class Refused(Exception):
    """It was not done; the class says why."""
