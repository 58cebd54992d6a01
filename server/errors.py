"""What can go wrong in this room.

::

    ServerError
    ├── StoreError                 the store cannot be read or written
    │   ├── StoreMissingError      no store there, or nothing built into it yet
    │   ├── StoreVersionError      written by a newer Accord
    │   ├── StoreBusyError         a running build holds it
    │   ├── StoreCorruptError      its files contradict each other
    │   ├── NotAStoreError         a directory of something else
    │   └── BackupError            a backup cannot be written, or is none
    ├── QueryError                 a query that is not answered
    │   ├── QuerySyntaxError       not SPARQL; knows line and column
    │   │   └── UpdateSyntaxError  the same of an update
    │   ├── QueryRefusedError      SPARQL, but of a kind that is not evaluated here
    │   │   └── UpdateRefusedError the same of an update
    │   ├── UpdateError            an update that cannot be done
    │   └── ResultTooLargeError    its result passes the limit
    ├── BodyError                  a graph that is sent is not what its type says, or harmful
    │   └── MediaTypeError         it is of no type that is read
    ├── GraphMissingError          there is no such graph
    ├── NotAcceptableError         no format that the client accepts
    ├── UnknownThingError          an IRI that the graph does not hold
    ├── OverloadError              not now
    │   ├── BusyError              too many queries run already
    │   ├── TooSlowError           a query took too long
    │   └── QuotaError             one client has had its share for now
    ├── RemoteError                another endpoint did not answer
    ├── WorkerError                a process of the engine died, or failed
    │   └── NotBegunError          before it began with what it was asked
    ├── GoneError                  the client has gone away: there is nobody to answer
    ├── TokensFileError            the file of the write tokens cannot be used
    └── AddressError               the service cannot listen there
        └── PortInUseError         another program does already

Every message is a sentence or two for the user, and says what to do.
"""


class ServerError(Exception):
    """Any fault of the store or the service that a user can do something about."""


class StoreError(ServerError):
    """The store cannot be read or written."""


class StoreMissingError(StoreError):
    """There is no store in the directory, or nothing was built into it yet."""


class StoreVersionError(StoreError):
    """A newer Accord wrote the store, in a format that this one does not know."""


class StoreBusyError(StoreError):
    """Another process builds into the store at this moment.

    Attributes:
        pid: id of that process, where it could be read.
    """

    def __init__(self, message: str, pid: int | None) -> None:
        super().__init__(message)
        self.pid = pid


class StoreCorruptError(StoreError):
    """The store's files contradict each other or cannot be understood."""


class NotAStoreError(StoreError):
    """The directory holds something that is no Accord store, so nothing is written into it."""


class BackupError(StoreError):
    """A backup cannot be written, or what is to be restored is none or damaged."""


class QueryError(ServerError):
    """A query that is not answered, by a fault of its own."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL query.

    Attributes:
        line: line of the fault, from 1, where known.
        column: column of the fault in characters, from 1, where known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefusedError(QueryError):
    """The text may be SPARQL, but is of a kind that is not evaluated here.

    Attributes:
        line: line of what is refused, from 1, where it is in one place.
        column: its column in characters, from 1.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class UpdateSyntaxError(QuerySyntaxError):
    """The text is not a SPARQL update."""


class UpdateRefusedError(QueryRefusedError):
    """The text may be a SPARQL update, but is of a kind that is not done here."""


class UpdateError(QueryError):
    """An update that cannot be done; nothing of it was."""


class ResultTooLargeError(QueryError):
    """The result of the query passes the limit."""


class BodyError(ServerError):
    """A graph that is sent is not what its media type says, or could do harm.

    Attributes:
        line: line of the fault, from 1, where known.
        column: its column in characters, from 1, where known.
        excerpt: that line, or as much of it as ``tokens.excerpt`` gives.
    """

    def __init__(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        excerpt: str | None = None,
    ) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.excerpt = excerpt


class MediaTypeError(BodyError):
    """A graph that is sent is in no format that is read."""


class GraphMissingError(ServerError):
    """There is no such graph."""


class NotAcceptableError(ServerError):
    """The result cannot be had in any format that the client accepts.

    Attributes:
        offered: media types in which it can be had.
    """

    def __init__(self, message: str, offered: tuple[str, ...]) -> None:
        super().__init__(message)
        self.offered = offered


class UnknownThingError(ServerError):
    """The graph holds no such IRI."""


class OverloadError(ServerError):
    """The service cannot do it now, or not in reasonable time."""


class BusyError(OverloadError):
    """Too many queries run already, and none ended while this one waited."""


class TooSlowError(OverloadError):
    """A query did not end in time."""


class QuotaError(OverloadError):
    """A client has used up what one client may use for now.

    Attributes:
        retry_after: seconds after which it may ask again.
    """

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RemoteError(ServerError):
    """An endpoint that a SERVICE clause asks did not answer, or not with what can be used."""


class WorkerError(ServerError):
    """A process of the engine died or failed while it worked on a request."""


class NotBegunError(WorkerError):
    """A process of the engine died before it began with what it was asked: another one can."""


class GoneError(ServerError):
    """The client has gone away before it was answered."""


class TokensFileError(ServerError):
    """The file of the write tokens cannot be used; the message names its line."""


class AddressError(ServerError):
    """The service cannot listen on the address that was asked for."""


class PortInUseError(AddressError):
    """Another program listens on the port already."""
