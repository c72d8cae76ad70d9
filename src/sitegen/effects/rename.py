"""Let two paths change places in one step, where the system can.

Linux 3.15 and later can on ext4, XFS, Btrfs, tmpfs, overlayfs and most others.
"""

from __future__ import annotations

import ctypes
import errno
import os
from typing import Final

AT_FDCWD: Final = -100
"""From ``<fcntl.h>``: paths are relative to the working folder."""

RENAME_EXCHANGE: Final = 2
"""From ``<linux/fs.h>``."""

_UNSUPPORTED: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(first: str, second: str) -> bool:
    """Swap two existing paths of one file system atomically.

    Returns False, having done nothing, where the system or the file system cannot;
    raises `OSError` for every other failure.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if call(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), first, None, second)
