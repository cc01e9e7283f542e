"""The gateway to models. Plain Python: no Django, no tenants, no prompts.

`gateway.py` is the door, `attempts.py` the call path with its theory, `providers/` the vendors.
"""
