"""measure.py NAME COMMAND…: runs a command and prints its time and peak memory as a table's line."""

import resource
import subprocess
import sys
import time
from pathlib import Path

name, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
subprocess.run(command, check=True)
seconds = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
folder = Path(next((word for word in command if word.endswith("rows.csv")), f"{command[-1]}/x"))
with (folder.parent / "rows.csv").open("rb") as file:
    rows = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
print(
    f"| {name} | {rows / seconds:,.0f} rows/s | {seconds:.1f} s | "
    f"{usage.ru_utime + usage.ru_stime:.1f} s of processor | {usage.ru_maxrss / 1024:.0f} MiB |",
    flush=True,
)
