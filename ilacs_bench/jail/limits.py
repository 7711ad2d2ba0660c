"""Restrict a process that reads untrusted files: little memory, no network, no large files.

Time is limited for each job (`child`). All of this is for Linux. Where an unprivileged process may
not leave the network, as in some containers, only the other limits apply.
"""

import contextlib
import ctypes
import os
import platform
import sys
from pathlib import Path

MEMORY = 2 * 2**30
"""Bytes; a process that reads a real report needs less than a tenth of that."""
LARGEST_FILE = 2**20
"""Bytes of a file that it may write; it should write none."""
MOST_PROCESSES = 64
"""Maximum number of its processes and threads."""
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_COUNTED_APART = (5, 14)
"""Linux version from which the processes of a user are counted per namespace."""


def restrict_process() -> None:
    """Restrict this process to what it needs. It must still have a single thread."""
    if sys.platform != "linux":
        return
    import resource

    _limit(resource.RLIMIT_DATA, MEMORY)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    has_own_users = leave_network()
    if has_own_users and _linux() >= _COUNTED_APART:
        _limit(resource.RLIMIT_NPROC, MOST_PROCESSES)


def _limit(what: int, number: int) -> None:
    """Set a resource limit, not above the current one."""
    import resource

    _, most = resource.getrlimit(what)
    least = number if most == resource.RLIM_INFINITY else min(number, most)
    resource.setrlimit(what, (least, most))


def leave_network() -> bool:
    """Move this process to an empty network; return whether that took a user namespace."""
    unshare = ctypes.CDLL(None).unshare
    user, group = os.geteuid(), os.getegid()
    if user == 0 and unshare(_NEW_NET) == 0:
        return False
    if unshare(_NEW_USER | _NEW_NET) != 0:
        return False
    with contextlib.suppress(OSError):  # else it is nobody, who reads the same files
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def _linux() -> tuple[int, ...]:
    version: tuple[int, ...] = (0,)
    with contextlib.suppress(ValueError):
        version = tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2])
    return version
