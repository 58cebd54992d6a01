"""The release that is served: always the current one, without a restart."""

import asyncio
import logging
from collections.abc import Mapping
from functools import cached_property

from ontology.namespaces import DEFAULT_BASE, Namespaces
from server.errors import StoreError
from server.landing import render_landing
from server.prefixes import prefixes
from server.store import GraphStore, OpenRelease

_log = logging.getLogger(__name__)


class ServedRelease:
    """An open release, and what is made from it once.

    Attributes:
        release: the release.
        namespaces: the IRIs in it.
    """

    def __init__(self, release: OpenRelease) -> None:
        self.release = release
        self.namespaces = Namespaces(release.manifest.get("base", DEFAULT_BASE))

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Prefixes for its results."""
        return prefixes(self.namespaces)

    @cached_property
    def landing_page(self) -> bytes:
        """Its landing page; the first call takes a look at the whole graph."""
        return render_landing(self.release, self.namespaces).encode()


class LiveRelease:
    """Follows a store: the release that is current, opened.

    Requests that began with an older release keep it to their end; then it closes by itself.

    Args:
        store: the store.

    Raises:
        StoreError: there is nothing to serve.
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._version = store.version()
        self._served = ServedRelease(store.open_current())
        self._opening = asyncio.Lock()

    async def current(self) -> ServedRelease:
        """The current release. Where none has been published since, this costs one ``stat``.

        A store that was damaged since leaves the last good release in service.
        """
        if self._store.version() != self._version:
            async with self._opening:
                version = self._store.version()
                if version != self._version:
                    await self._open()
                    self._version = version
        return self._served

    async def _open(self) -> None:
        try:
            release = await asyncio.to_thread(self._store.open_current)
        except StoreError as error:
            _log.warning("still serving release %s: %s", self._served.release.release, error)
        else:
            self._served = ServedRelease(release)
            _log.info("serving release %s", release.release)
