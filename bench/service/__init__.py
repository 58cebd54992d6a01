"""The service against its peers: one graph, the same queries, one machine, one run.

Run as ``make bench-service`` or ``python -m bench.service --help``.
"""
