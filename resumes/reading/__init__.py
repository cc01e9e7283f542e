"""From a file that a stranger sent to plain text, in a process of its own.

Whoever writes a file decides what its reader does with memory and time, so nothing of a file is looked at here in the web or
worker process. `read()` starts a child that knows no secret and has limits; what comes back is text, or one word for what is
wrong. Nothing in this package imports Django: the child starts in a tenth of a second and has nothing worth stealing.
"""
