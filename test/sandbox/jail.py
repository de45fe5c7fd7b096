#!/usr/bin/env python3
"""Runs a command under the locks of a unit file that a process can put on itself, without systemd as the first process.

    jail.py UNIT COMMAND...

From the unit: SystemCallFilter= (allowed groups, then those taken away), SystemCallErrorNumber=EPERM,
SystemCallArchitectures=native, RestrictAddressFamilies=, MemoryDenyWriteExecute=, NoNewPrivileges=, LimitCORE=, UMask=.
As root also CapabilityBoundingSet= and a user of its own. Linux on x86-64; needs systemd-analyze and the kernel's headers.
"""
import ctypes
import os
import re
import resource
import struct
import subprocess
import sys

HEADER = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
ALLOW, REFUSE, NO_FAMILY, KILL = 0x7FFF0000, 0x00050001, 0x00050061, 0x80000000
X86_64 = 0xC000003E
LOAD, AND, EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 22, 24, 38


def group(name):
    """System calls of a group, the groups in it too."""
    listed = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in listed.splitlines():
        word = line.strip()
        if not line.startswith("    ") or word.startswith("#"):
            continue
        found |= group(word) if word.startswith("@") else {word}
    return found


def directives(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        key, sign, value = line.rstrip("\n").partition("=")
        if sign and re.fullmatch(r"[A-Za-z]+", key):
            found.setdefault(key, []).append(value)
    return found


def program(unit, numbers):
    """The filter as instructions of BPF."""
    allowed = set()
    for value in unit["SystemCallFilter"]:
        groups = set().union(*(group(word) for word in value.lstrip("~").split()))
        allowed = allowed - groups if value.startswith("~") else allowed | groups
    code = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, X86_64), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    families = [FAMILIES[word] for word in " ".join(unit["RestrictAddressFamilies"]).split()]
    code += [(EQUAL, 0, len(families) + 4, numbers["socket"]), (LOAD, 0, 0, 16)]
    code += [(EQUAL, len(families) - at, 0, family) for at, family in enumerate(families)]
    code += [(RETURN, 0, 0, NO_FAMILY), (RETURN, 0, 0, ALLOW), (LOAD, 0, 0, 0)]
    if unit.get("MemoryDenyWriteExecute") == ["yes"]:
        for name, forbidden in (("mprotect", 4), ("mmap", 6)):
            code += [(EQUAL, 0, 5, numbers[name]), (LOAD, 0, 0, 32), (AND, 0, 0, forbidden), (EQUAL, 0, 1, forbidden)]
            code += [(RETURN, 0, 0, REFUSE), (LOAD, 0, 0, 0)]
    for number in sorted(numbers[name] for name in allowed if name in numbers):
        code += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    return code + [(RETURN, 0, 0, REFUSE)]


def lock(code):
    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    if os.getuid() == 0:
        for capability in range(64):
            libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.setgroups([])
        os.setresgid(61234, 61234, 61234)
        os.setresuid(61234, 61234, 61234)
    packed = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in code))
    whole = Filter(len(code), ctypes.addressof(packed))
    for call in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, 2, ctypes.byref(whole), 0, 0)):
        if libc.prctl(*call) != 0:
            raise OSError(ctypes.get_errno(), f"prctl {call[0]}")


def main():
    unit = directives(sys.argv[1])
    numbers = {name: int(number) for name, number in re.findall(r"#define __NR_(\w+)\s+(\d+)", open(HEADER).read())}
    code = program(unit, numbers)
    os.umask(int(unit["UMask"][0], 8))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lock(code)
    os.execv(sys.argv[2], sys.argv[2:])


main()
