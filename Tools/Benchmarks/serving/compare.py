"""compare.py: loads Chorus and its peers one after the other in one run, and prints tables of the
rate, the latencies and the processor time of a request, with the ratios to Chorus."""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import Usage, usage
from models import FLOWERS, probabilities, train
from stacks import PORTS, PROXY_PORT, STACKS, Tools, running

HERE = Path(__file__).parent
ROW = [1.0, 2.0, 3.0, 4.0]


@dataclass(frozen=True)
class Scenario:
    title: str
    rows: int
    connections: int
    with_proxy: bool
    without: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        port = PROXY_PORT if self.with_proxy else PORTS["virginica"]
        return f"http://127.0.0.1:{port}/predict"


SCENARIOS = {
    "fanout": Scenario("A row to three models, 64 connections", 1, 64, True),
    "alone": Scenario("A row to three models, 1 connection", 1, 1, True),
    "one": Scenario("A row to one classifier, 64 connections", 1, 64, False, ("Chorus, depth 1",)),
    "rows": Scenario(
        "1,000 rows to one classifier, 8 connections",
        1_000,
        8,
        False,
        ("Chorus, depth 1", "nginx + Lua", "Python, as written"),
    ),
}


@dataclass(frozen=True)
class Load:
    rate: float
    p50: float
    p99: float
    bad: int
    microseconds: float
    memory: int


def main() -> None:
    options = arguments()
    tools = Tools(
        chorus=os.environ["CHORUS"],
        python=Path(sys.executable),
        go=options.scratch / "go",
        models=options.scratch / "models",
        run=options.scratch / "run",
    )
    tools.run.mkdir(parents=True, exist_ok=True)
    if not (tools.models / "virginica.safetensors").exists():
        train(tools.models, tools.chorus)
    loads: dict[str, dict[str, list[Load]]] = {name: {} for name in options.scenarios}
    for _ in range(options.repeat):
        for peer in options.peers:
            for name in options.scenarios:
                if peer not in SCENARIOS[name].without:
                    load = measured(peer, SCENARIOS[name], tools, options)
                    loads[name].setdefault(peer, []).append(load)
    for name in options.scenarios:
        table(SCENARIOS[name].title, loads[name])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/bench serving", description=__doc__)
    parser.add_argument("--scratch", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peers", nargs="+", default=list(STACKS), choices=list(STACKS))
    parser.add_argument("--scenarios", nargs="+", default=list(SCENARIOS), choices=list(SCENARIOS))
    parser.add_argument("--seconds", type=int, default=4, help="of each load [4]")
    parser.add_argument("--repeat", type=int, default=3, help="runs, whose medians count [3]")
    parser.add_argument("--log", action="store_true", help="proxies write a line a request")
    return parser.parse_args()


def measured(peer: str, scenario: Scenario, tools: Tools, options: argparse.Namespace) -> Load:
    body = tools.run / "body.json"
    body.write_text(json.dumps({"data": [ROW] * scenario.rows}))
    with running(peer, tools, options.log, scenario.with_proxy) as sessions:
        check(peer, scenario, tools, body.read_bytes())
        wrk(scenario, body, 1)
        before = usage(sessions)
        result = wrk(scenario, body, options.seconds)
        after = usage(sessions)
    return load(result, before, after)


def load(result: dict[str, float], before: Usage, after: Usage) -> Load:
    requests = max(1.0, result["requests"])
    return Load(
        rate=result["requests"] / result["seconds"],
        p50=result["p50"],
        p99=result["p99"],
        bad=int(result["bad"]),
        microseconds=(after.cpu_seconds - before.cpu_seconds) / requests * 1e6,
        memory=after.resident_bytes,
    )


def check(peer: str, scenario: Scenario, tools: Tools, body: bytes) -> None:
    """Waits until the stack answers, and stops unless it answers rightly."""
    answer = first_answer(peer, scenario.url, body)
    members = answer if scenario.with_proxy else {"virginica": answer}
    for flower in FLOWERS if scenario.with_proxy else ("virginica",):
        found = members[flower]["prediction"]
        rows = found if scenario.rows > 1 else [found]
        expected = probabilities(tools.models, flower, ROW)
        close = all(abs(x - y) < 1e-5 for row in rows for x, y in zip(row, expected, strict=True))
        if len(rows) != scenario.rows or not close:
            sys.exit(f"{peer} answered {str(answer)[:200]}, where {expected} is right.")


def first_answer(peer: str, url: str, body: bytes) -> dict:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return json.load(response)
        except OSError as error:
            if time.monotonic() > end:
                sys.exit(f"{peer} does not answer: {error}")
            time.sleep(0.1)


def wrk(scenario: Scenario, body: Path, seconds: int) -> dict[str, float]:
    command = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--timeout", "10s"]
    output = subprocess.run(
        [*command, "-s", str(HERE / "post.lua"), scenario.url],
        env=os.environ | {"BODY": str(body)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = [line for line in output.splitlines() if line.startswith("RESULT ")]
    return json.loads(lines[0].removeprefix("RESULT "))


def table(title: str, loads: dict[str, list[Load]]) -> None:
    print(f"\n### {title}\n")
    print("| | CPU µs a request | x Chorus | requests/s | p50 ms | p99 ms | memory MB | bad |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    ours = median(load.microseconds for load in loads["Chorus"]) if "Chorus" in loads else None
    for peer, runs in loads.items():
        time = median(load.microseconds for load in runs)
        ratio = f"{time / ours:.2f}" if ours else ""
        print(
            f"| {peer} | {time:,.1f} | {ratio} | {median(load.rate for load in runs):,.0f} "
            f"| {median(load.p50 for load in runs):.3f} | {median(load.p99 for load in runs):.2f} "
            f"| {median(load.memory for load in runs) / 1e6:,.0f} "
            f"| {sum(load.bad for load in runs)} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
