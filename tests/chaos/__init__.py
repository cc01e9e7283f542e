"""Faults while somebody is interviewed: real programs, real services, and a candidate who notices whatever is lost.

`make chaos` tries each fault many times at moments that a seed decides; `make test` tries each once.
"""
