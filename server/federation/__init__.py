"""SERVICE (SPARQL 1.1 Federated Query), and LOAD, for what the operator allows.

The engine's processes have no network. The front asks the other endpoint, once, for the solutions
of the pattern inside the clause, and puts them in its place as inline data (VALUES). By the
standard's algebra that is the same: a SERVICE pattern is evaluated on its own, and its solutions
are joined. What LOAD loads (SPARQL 1.1 Update) is fetched in the front too, and goes to the writer
with the update.
"""
