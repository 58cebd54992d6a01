"""What keeps a process of the engine from doing harm: its memory, the network, its parent's death.

Linux only; elsewhere a process is contained by being a process.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

_DATA = 5  # of the fields of /proc/PID/statm (proc(5))
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

# Classic BPF (linux/filter.h): load a word of the system call's data, jump if equal, return.
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_OFFSET_OF_NUMBER, _OFFSET_OF_ARCHITECTURE = 0, 4
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refused with EPERM

# Numbers of socket, connect, bind, io_uring_setup, execve, execveat, ptrace, by architecture
# (AUDIT_ARCH_…, asm/unistd.h).
_REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 49, 425, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 203, 200, 425, 221, 281, 117)),
}


def die_with_parent() -> None:
    """Makes the kernel end this process when the one that started it ends."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_memory(more: int) -> None:
    """Lets this process take some more memory than it has now, and leave no core dump.

    An allocation beyond that fails, which ends the process. What counts is memory that can be
    written: not the address space that an allocator reserves for each thread and may never use.

    Args:
        more: how much more, in bytes.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (hot, and no path)
            pages = int(file.read().split()[_DATA])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def deny_network() -> bool:
    """Takes from this process, and all it will fork, the means to reach anything.

    No new sockets, no connections, no other programs. Sockets that are open stay usable.

    Returns:
        Whether the platform could do it.
    """
    known = _REFUSED.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, numbers = known
    program = [
        _instruction(_LOAD, _OFFSET_OF_ARCHITECTURE),
        _instruction(_JUMP_IF_EQUAL, architecture, if_true=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _OFFSET_OF_NUMBER),
    ]
    for at, number in enumerate(numbers):
        # past the numbers that follow and the instruction that allows
        program.append(_instruction(_JUMP_IF_EQUAL, number, if_true=len(numbers) - at))
    program += [_instruction(_RETURN, _ALLOW), _instruction(_RETURN, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(program))
    filters = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(filters)
    )


def _instruction(code: int, value: int, *, if_true: int = 0) -> bytes:
    """A ``struct sock_filter``."""
    return struct.pack("HBBI", code, if_true, 0, value)


def _prctl(option: int, *arguments: object) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    padded = [*arguments, *(0 for _ in range(4 - len(arguments)))]
    done: int = library.prctl(
        option, *(ctypes.c_ulong(a) if isinstance(a, int) else a for a in padded)
    )
    return done == 0


def low_priority() -> None:
    """Lets this process give way to those that answer requests."""
    os.nice(10)
