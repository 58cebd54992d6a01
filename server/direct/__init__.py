"""The direct way: plain queries are answered on their connection, and the framework is spared.

A plain query is what most clients send: by GET, ``query=`` alone, whole at once, and no header
field that asks for anything special. Whatever else comes, and whatever comes of a plain query but a
short answer (a long one, a problem), goes the framework's way.
"""
