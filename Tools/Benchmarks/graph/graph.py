"""graph.py ROOT: loads three routes that make the same three calls, in turn, and prints what a
request of each costs the proxy."""

import argparse
import json
import os
import re
import subprocess
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from members import FIRST_PORT, PROXY_PORT, Member, await_port, classifier

HERE = Path(__file__).parent
ROUTES = ("parallel", "sequence", "switch")
#: The first takes the switch's first branch, the second its other.
ROWS = ([5.1, 3.5, 1.4, 0.2], [1.0, 2.0, 3.0, 4.0])
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    rate: float
    p50: float
    bad: int
    calls: float
    microseconds: float
    instructions: float | None


def main() -> None:
    parser = argparse.ArgumentParser(prog="Tools/bench graph", description=__doc__)
    parser.add_argument("root", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=5, help="loads of each route [5]")
    parser.add_argument("--seconds", type=int, default=5, help="of one load [5]")
    options = parser.parse_args()
    started: list[Member] = []
    try:
        with tempfile.TemporaryDirectory() as scratch:
            proxy = start(options.root, Path(scratch), started)
            check()
            bench = Bench(proxy, Path(scratch), options.seconds)
            for connections in (64, 1):
                table(connections, bench.rounds(connections, options.rounds))
            if not bench.has_perf:
                print("\nperf counts no instructions here.")
    finally:
        for member in started:
            member.stop()


def start(root: Path, scratch: Path, started: list[Member]) -> Member:
    """Three classifiers and the proxy, whose configuration is written to `scratch`."""
    text = (HERE / "chorus.yml").read_text()
    for place, word in enumerate(("@A@", "@B@", "@C@")):
        started.append(classifier(root, place))
        text = text.replace(word, str(FIRST_PORT + place))
    configuration = scratch / "chorus.yml"
    configuration.write_text(text)
    for place, row in enumerate(ROWS):
        (scratch / f"{place}.json").write_text(json.dumps({"data": [row]}))
    quiet = ["--host", "127.0.0.1", "--log-level", "warning"]
    proxy = Member(PROXY_PORT, ["proxy", "--config", str(configuration), *quiet], {})
    started.append(proxy)
    for member in started:
        await_port(member.port)
    return proxy


def url(route: str) -> str:
    return f"http://127.0.0.1:{PROXY_PORT}/routes/{route}/predict"


def check() -> None:
    """Stops unless all routes answer both rows alike, with all three members, by both branches."""
    firsts = []
    for row in ROWS:
        answers = [answer(route, row) for route in ROUTES]
        complete = all("prediction" in answers[0].get(name, {}) for name in "abc")
        if not complete or answers[1:] != answers[:1] * 2:
            raise SystemExit(f"the routes answer {row} by {answers}")
        firsts.append(answers[0]["a"]["prediction"][0])
    if not firsts[0] >= 0.5 > firsts[1]:
        raise SystemExit(f"both rows take the same branch: {firsts}")


def answer(route: str, row: list[float]) -> dict:
    body = json.dumps({"data": [row]}).encode()
    request = urllib.request.Request(url(route), body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


class Bench:
    """Loads the routes of one proxy."""

    def __init__(self, proxy: Member, scratch: Path, seconds: int) -> None:
        self.proxy, self.seconds = proxy, seconds
        self.bodies = ":".join(str(scratch / f"{place}.json") for place in range(len(ROWS)))
        self.counted = scratch / "perf.csv"
        self.perf = [
            *["perf", "stat", "-x", ",", "-e", "instructions:u", "-o", str(self.counted)],
            *["-p", str(proxy.process.pid), "--"],
        ]
        self.has_perf = self.instructions_counted()

    def instructions_counted(self) -> bool:
        try:
            found = subprocess.run([*self.perf, "sleep", "0.1"], check=False, capture_output=True)
        except OSError:
            return False
        return found.returncode == 0 and self.instructions() is not None

    def instructions(self) -> int | None:
        """What perf has just counted; nil where it could not."""
        found = re.search(r"^(\d+),.*instructions", self.counted.read_text(), re.MULTILINE)
        return int(found[1]) if found else None

    def rounds(self, connections: int, count: int) -> dict[str, list[Load]]:
        """Each round begins with another route, so that none is always the first."""
        for route in ROUTES:
            self.wrk(route, connections, 1)
        loads: dict[str, list[Load]] = {route: [] for route in ROUTES}
        for number in range(count):
            for place in range(len(ROUTES)):
                route = ROUTES[(number + place) % len(ROUTES)]
                loads[route].append(self.load(route, connections))
        return loads

    def load(self, route: str, connections: int) -> Load:
        seconds, calls = self.processor_seconds(), calls_made()
        result = self.wrk(route, connections, self.seconds, self.perf if self.has_perf else ())
        seconds, calls = self.processor_seconds() - seconds, calls_made() - calls
        requests = max(1, result["requests"])
        return Load(
            rate=result["requests"] / result["seconds"],
            p50=result["p50"],
            bad=int(result["bad"]),
            calls=calls / requests,
            microseconds=seconds / requests * 1e6,
            instructions=(self.instructions() or 0) / requests if self.has_perf else None,
        )

    def wrk(self, route: str, connections: int, seconds: int, before: Sequence[str] = ()) -> dict:
        command = [*before, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
        output = subprocess.run(
            [*command, "-s", str(HERE / "post.lua"), url(route)],
            env=os.environ | {"BODY": self.bodies},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        lines = [line for line in output.splitlines() if line.startswith("RESULT ")]
        return json.loads(lines[0].removeprefix("RESULT "))

    def processor_seconds(self) -> float:
        text = Path(f"/proc/{self.proxy.process.pid}/stat").read_text()
        fields = text[text.rindex(")") + 2 :].split()
        return (int(fields[11]) + int(fields[12])) / TICK


def calls_made() -> int:
    """The calls to members whose outcome the proxy knows."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PROXY_PORT}/metrics", timeout=10) as response:
        text = response.read().decode()
    series = r"^chorus_service_outcomes_total\{.*\} (\d+)"
    return sum(map(int, re.findall(series, text, re.MULTILINE)))


def table(connections: int, loads: dict[str, list[Load]]) -> None:
    counted = loads["parallel"][0].instructions is not None
    columns = ["", "requests/s", "CPU µs a request", "x parallel"]
    columns += ["instructions a request", "x parallel"] if counted else []
    columns += ["p50 ms", "calls", "bad"]
    print(f"\n### {connections} connection{'s' if connections > 1 else ''}\n")
    print(f"| {' | '.join(columns)} |")
    print(f"|---|{'---:|' * (len(columns) - 1)}")
    for route, runs in loads.items():
        cells = [
            route,
            f"{median(run.rate for run in runs):,.0f}",
            f"{median(run.microseconds for run in runs):.2f}",
            ratios([run.microseconds for run in runs], [x.microseconds for x in loads["parallel"]]),
        ]
        if counted:
            counts = [run.instructions or 0 for run in runs]
            firsts = [run.instructions or 0 for run in loads["parallel"]]
            cells += [f"{median(counts):,.0f}", ratios(counts, firsts)]
        cells += [
            f"{median(run.p50 for run in runs):.3f}",
            f"{median(run.calls for run in runs):.2f}",
            str(sum(run.bad for run in runs)),
        ]
        print(f"| {' | '.join(cells)} |", flush=True)


def ratios(values: list[float], others: list[float]) -> str:
    """The median of the rounds' ratios, and their range."""
    found = [value / other if other else 0 for value, other in zip(values, others, strict=True)]
    return f"{median(found):.2f} ({min(found):.2f} to {max(found):.2f})"


if __name__ == "__main__":
    main()
