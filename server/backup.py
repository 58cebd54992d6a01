"""Copies of a graph outside its store, taken and put back while the store is served.

A backup is a directory of the current release's database, its manifest, and ``backup.json``, which
has the SHA-256 of every file. It is there whole or not at all.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph

from server.errors import BackupError, StoreCorruptError
from server.files import sync_directory, sync_tree, write_whole
from server.store import GraphStore

FORMAT = 1
"""Version of the layout that this Accord writes, and the newest that it reads."""

_DATABASE = "database"
_INDEX = "backup.json"
_TRIES = 5


def back_up(store: GraphStore, destination: Path, *, link: bool = False) -> str:
    """Copies the current release; a release that is published meanwhile does not disturb it.

    Args:
        store: the store.
        destination: directory that is to be made.
        link: whether files are hard links where they can be, which takes no time and no room. Such
            a backup survives what happens to the store, but not what happens to the disk.

    Returns:
        The id of the release.

    Raises:
        BackupError: the destination is there already, or cannot be written.
        StoreError: there is nothing to back up.
    """
    if destination.exists():
        raise BackupError(f"{destination} is there already: name a directory that is to be made")
    writing = destination.with_name(f"{destination.name}.tmp")
    for _ in range(_TRIES):
        release = store.current()
        try:
            database, manifest = store.locate(release)
            shutil.rmtree(writing, ignore_errors=True)
            writing.mkdir(parents=True)
            sums = _copy(database, writing / _DATABASE, link=link)
            break
        except (OSError, StoreCorruptError) as error:
            shutil.rmtree(writing, ignore_errors=True)
            if store.current() != release:
                continue  # replaced and removed in between
            if isinstance(error, StoreCorruptError):
                raise
            raise BackupError(f"cannot write the backup: {error}") from error
    else:
        raise BackupError("the graph is replaced faster than it can be copied: try again later")
    try:
        content = {"format": FORMAT, "manifest": dict(manifest), "files": sums}
        write_whole(writing / _INDEX, json.dumps(content, indent=1, sort_keys=True).encode())
        _verified(writing)
        sync_tree(writing)
        writing.rename(destination)
        sync_directory(destination.parent)
    except OSError as error:
        raise BackupError(f"cannot write the backup: {error}") from error
    finally:
        shutil.rmtree(writing, ignore_errors=True)
    return release


def restore(store: GraphStore, source: Path) -> str:
    """Makes what a backup holds the current release; a service goes over to it at once.

    Args:
        store: the store; it need not be there yet.
        source: directory of the backup.

    Returns:
        The id of the new release.

    Raises:
        BackupError: it is no backup, or damaged; the store is as it was.
        StoreError: the store cannot be written; what was current still is.
    """
    manifest, database = _verified(source)
    told = {name: manifest[name] for name in ("release", "published")}
    kept = {name: value for name, value in manifest.items() if name not in (*told, "quads")}
    quads = database.quads_for_pattern(None, None, None)
    return store.publish(quads, {**kept, "restored": told}, keep_cache=True)


def _copy(database: Path, copy: Path, *, link: bool) -> dict[str, str]:
    """Copies a database, whose files never change; returns their sums."""
    copy.mkdir()
    sums = {}
    for path in sorted(database.iterdir()):
        sums[path.name] = _sum(path)
        if link:
            try:
                os.link(path, copy / path.name)
                continue
            except OSError:
                pass  # another file system, or one that has no links
        shutil.copyfile(path, copy / path.name)
    return sums


def _verified(source: Path) -> tuple[Mapping[str, Any], pyoxigraph.Store]:
    """The manifest and the database of a backup that is whole."""
    try:
        content = json.loads((source / _INDEX).read_bytes())
        version, manifest, sums = content["format"], content["manifest"], content["files"]
        quads = manifest["quads"]
    except OSError as error:
        raise BackupError(f"{source} is no backup: it has no {_INDEX} that can be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{source / _INDEX} cannot be understood") from error
    if version != FORMAT:
        raise BackupError(f"{source} has format {version}, and this Accord reads format {FORMAT}")
    directory = source / _DATABASE
    try:
        found = {path.name: _sum(path) for path in directory.iterdir()}
        if found != sums:
            names = sorted(name for name, _ in found.items() ^ sums.items())
            raise BackupError(f"{source} is damaged: {', '.join(dict.fromkeys(names))}")
        database = pyoxigraph.Store.read_only(str(directory))
    except OSError as error:
        raise BackupError(f"{source} is damaged: {error}") from error
    if len(database) != quads:
        raise BackupError(f"{source} is damaged: not all of its {quads} statements are there")
    return manifest, database


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
