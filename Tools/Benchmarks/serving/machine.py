"""What Linux says of the processes of a stack."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    cpu_seconds: float
    resident_bytes: int
    processes: int


def usage(sessions: set[int]) -> Usage:
    """Of all processes of the sessions. Resident memory counts shared pages in each process."""
    seconds, resident, processes = 0.0, 0, 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with suppress(OSError, ValueError):
            text = (folder / "stat").read_text()
            fields = text[text.rindex(")") + 2 :].split()
            if int(fields[3]) not in sessions:
                continue
            seconds += (int(fields[11]) + int(fields[12])) / TICK
            resident += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
            processes += 1
    return Usage(seconds, resident, processes)
