"""What takes everything from the child that it does not need: first a measure for each thing, then the rest.

None of it needs a right or a package, and nothing here can be undone by what runs later. A file is untrusted, and so is whatever
a fault in a reader would let it do: without descriptors it opens no file and no socket, so it has nobody to tell anything, and
without most calls of the kernel it sees nothing worth telling.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 15
# Less than the web server's and the worker's share of a busy processor, and enough for an ordinary file to be done in time.
NICER = 5
MOST_BYTES_SAID = 4 * 1024 * 1024

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 22, 4, 38
SECCOMP_MODE_FILTER = 2
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, DENY = 0x7FFF0000, 0x00050000 | 1
# By machine: its audit number, and the calls for memory, time, ends and descriptors that are open already:
# read, write, close, fstat, newfstatat, lseek, mmap, mprotect, munmap, brk, mremap, madvise, rt_sigaction, rt_sigprocmask,
# rt_sigreturn, futex, sched_yield, clock_gettime, getrandom, exit, exit_group.
CALLS = {
    "x86_64": (0xC000003E, (0, 1, 3, 5, 262, 8, 9, 10, 11, 12, 25, 28, 13, 14, 15, 202, 24, 228, 318, 60, 231)),
    "aarch64": (0xC00000B7, (63, 64, 57, 80, 79, 62, 222, 226, 215, 214, 216, 233, 134, 135, 139, 98, 124, 113, 278, 93, 94)),
}


def take_little(parent: int) -> None:
    """Before the first byte of the file is read."""
    _die_with(parent)
    os.nice(NICER)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A second more before the kernel kills: the first signal tells too much work from too much memory.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES_SAID, MOST_BYTES_SAID))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(WALL_SECONDS)


def take_nothing_more() -> None:
    """When all modules are there, and before a reader sees the file."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if sys.platform == "linux":
        _refuse_other_calls()


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It died before the kernel knew.
        sys.exit(1)


def _refuse_other_calls() -> None:
    """Any other call fails. On other machines, and where a kernel knows no filters, the limits stand alone."""
    if platform.machine() not in CALLS:
        return
    audit, calls = CALLS[platform.machine()]
    # Data: the machine at 4, the call's number at 0. A jump skips as many lines as it says.
    lines = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 0, len(calls) + 1, audit), (LOAD, 0, 0, 0)]
    lines += [(JUMP_IF_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    lines += [(RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code)))
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0)
