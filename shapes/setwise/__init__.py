"""A SHACL validator that looks at all focus nodes of a shape at once.

``reading`` makes shapes out of a shapes graph, ``data`` holds the graph as numbers, ``engine`` runs
the one over the other; ``constraints`` and ``sparql`` hold the constraint components.
"""
