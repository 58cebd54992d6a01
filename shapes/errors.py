"""What goes wrong in a validation that is no fault of the data."""


class NothingToValidateError(ValueError):
    """No shape looks at anything in the graph, which would therefore conform trivially."""


class ShapesError(RuntimeError):
    """The shapes themselves cannot be run: a fault of the shapes, not of the data.

    The message names the shape, what is wrong with it and what is allowed.
    """
