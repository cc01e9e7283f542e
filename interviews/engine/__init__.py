"""A structured interview as a pure state machine. machine.py begins with the theory."""
