"""faults.py: members that fail at random behind a proxy; every request has one right answer, and
the proxy's counters say the same as its clients."""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from client import REFUSALS, Seen, load
from flaky import FAULTS, SERVICES, flaky_members
from members import FIRST_PORT, PROXY_PORT, Member, await_port

HERE = Path(__file__).parent
POLICIES = ("fail", "partial", "quorum", "required", "first")
SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One policy: what the clients saw, what the proxy counted meanwhile, what the members did."""

    policy: str
    seen: Seen
    counted: "Counters"
    members: dict[str, dict]


def main() -> None:
    parser = argparse.ArgumentParser(prog="Tools/bench faults", description=__doc__)
    parser.add_argument("policies", nargs="*", metavar="POLICY", help=f"of {', '.join(POLICIES)}")
    parser.add_argument("--seconds", type=float, default=20, help="for each policy [20]")
    parser.add_argument("--clients", type=int, default=64, help="connections [64]")
    parser.add_argument("--faults", type=float, default=0.08, help="share of calls [0.08]")
    parser.add_argument("--seed", type=int, default=1, help="by which faults are drawn [1]")
    options = parser.parse_args()
    if not set(options.policies) <= set(POLICIES):
        parser.error(f"the policies are {', '.join(POLICIES)}")
    if options.faults <= 0:
        parser.error("--faults is a share above 0")
    with flaky_members(FIRST_PORT, options.faults, options.seed):
        parts = [measured(policy, options) for policy in options.policies or POLICIES]
    tables(parts, options)
    wrong = [f"{part.policy}: {what}" for part in parts for what in faults_of(part)]
    for line in wrong:
        print(line, file=sys.stderr)
    print("\nEverything adds up." if not wrong else f"\n{len(wrong)} things do not add up.")
    sys.exit(1 if wrong else 0)


def measured(policy: str, options: argparse.Namespace) -> Part:
    """A proxy of its own for each policy, so that none starts with the sick members of another."""
    text = (HERE / "chorus.yml").read_text()
    for place, word in enumerate(("@A@", "@B@", "@C@")):
        text = text.replace(word, str(FIRST_PORT + place))
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as configuration:
        configuration.write(text)
        configuration.flush()
        quiet = ["--host", "127.0.0.1", "--log-level", "critical"]
        proxy = Member(PROXY_PORT, ["proxy", "--config", configuration.name, *quiet], {})
        try:
            for port in (*range(FIRST_PORT, FIRST_PORT + len(SERVICES)), PROXY_PORT):
                await_port(port)
            seen = asyncio.run(load(PROXY_PORT, policy, options.clients, options.seconds))
            counted = settled(seen.sent)
            if proxy.process.poll() is not None:
                raise SystemExit(f"the proxy ended with {proxy.process.returncode}")
        finally:
            proxy.stop()
    members = {
        name: json.loads(get(FIRST_PORT + place, "/tally")) for place, name in enumerate(SERVICES)
    }
    return Part(policy, seen, counted, members)


class Counters:
    """What `/metrics` said."""

    def __init__(self, text: str) -> None:
        self.series: Counter[tuple[str, frozenset]] = Counter()
        for name, labels, value in re.findall(r"^(\w+)(?:\{(.*)\})? (\S+)$", text, re.MULTILINE):
            pairs = frozenset(re.findall(r'(\w+)="([^"]*)"', labels))
            self.series[name, pairs] += float(value)

    def __call__(self, name: str, **labels: object) -> int:
        """The sum of the series of a name that have these labels."""
        wanted = {(key, str(value)) for key, value in labels.items()}
        found = (x for (of, pairs), x in self.series.items() if of == name and wanted <= pairs)
        return int(sum(found))

    def requests(self, policy: str, form: str, status: int) -> int:
        """Under the route's own name or the pattern of all routes."""
        routes = {f"/routes/{name}/{form}" for name in (policy, "{route}")}
        return sum(
            self("chorus_requests_total", method="POST", route=route, status=status)
            for route in routes
        )

    def outcomes(self, service: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for (name, pairs), value in self.series.items():
            labels = dict(pairs)
            if name == "chorus_service_outcomes_total" and labels["service"] == service:
                found[labels["outcome"]] += int(value)
        return found


def get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.read()


def settled(sent: int) -> Counters:
    """A request is counted when its answer is on its way: the last ones perhaps a moment later."""
    end = time.monotonic() + 2
    while True:
        counted = Counters(get(PROXY_PORT, "/metrics").decode())
        if counted("chorus_requests_total", method="POST") >= sent or time.monotonic() > end:
            return counted
        time.sleep(0.1)


def faults_of(part: Part) -> list[str]:
    """All that does not add up, in sentences."""
    seen, counted = part.seen, part.counted
    found = seen.wrong[:SHOWN]
    if len(seen.wrong) > SHOWN:
        found.append(f"and {len(seen.wrong) - SHOWN} more answers that are wrong")

    def equal(what: str, one: int, other: int) -> None:
        if one != other:
            found.append(f"{what}: {one} and {other}")

    def at_most(what: str, one: int, other: int) -> None:
        if one > other:
            found.append(f"{what}: {one} is more than {other}")

    answers = seen.whole + seen.partial + seen.refused
    equal("requests sent, and whole + partial + refused", seen.sent, answers)
    equal("requests sent, and counted", seen.sent, counted("chorus_requests_total", method="POST"))
    for status in (200, *REFUSALS):
        here = seen.with_status(status)
        there = counted("chorus_requests_total", method="POST", status=status)
        equal(f"answers with {status}, seen and counted", here, there)
        for form in ("predict", "predict/label"):
            here = seen.statuses[form, status]
            there = counted.requests(part.policy, form, status)
            equal(f"/routes/{part.policy}/{form} with {status}, seen and counted", here, there)
    equal("rows sent, and counted", seen.rows, counted("chorus_request_rows_total"))
    equal("requests under way, the one for this", 1, counted("chorus_requests_in_flight"))
    equal("partial, seen and counted", seen.partial, counted("chorus_partial_answers_total"))
    for name in SERVICES:
        outcomes, member = counted.outcomes(name), part.members[name]
        equal(f"requests sent, and outcomes of {name}", seen.sent, outcomes.total())
        at_most(f"answers of {name} seen, and counted", seen.answered[name], outcomes["answered"])
        for (service, code), count in seen.failures.items():
            if service == name:
                at_most(f"{name};{code} seen, and counted", count, outcomes[code])
        well = member["done"].get("well", 0)
        at_most(f"answers of {name} counted, and given", outcomes["answered"], well)
        at_most(f"requests that reached {name}, and sent", member["requests"], seen.sent)
    return found


def tables(parts: list[Part], options: argparse.Namespace) -> None:
    print(
        f"{options.clients} clients, {options.seconds:g} s a policy, "
        f"members fail {options.faults:.0%} of calls, seed {options.seed}\n"
    )
    statuses = " | ".join(map(str, REFUSALS))
    columns = f"policy | requests | = whole | + partial | + refused | {statuses}"
    print(f"| {columns} | wrong | p50 ms | p99 ms |")
    print("|---|" + "---:|" * 10)
    for part in parts:
        seen = part.seen
        by_status = [seen.with_status(status) for status in REFUSALS]
        seconds = sorted(seen.seconds) or [0.0]
        p50, p99 = (seconds[int(len(seconds) * share)] * 1e3 for share in (0.5, 0.99))
        counts = [seen.sent, seen.whole, seen.partial, seen.refused, *by_status, len(seen.wrong)]
        cells = [part.policy, *(f"{count:,}" for count in counts), f"{p50:.1f}", f"{p99:.1f}"]
        print(f"| {' | '.join(cells)} |")
    outcome_table(parts)
    member_table(parts)


def outcome_table(parts: list[Part]) -> None:
    """What the proxy counted of its services: each line adds up to the requests."""
    found = {
        (part.policy, name): part.counted.outcomes(name) for part in parts for name in SERVICES
    }
    words = [word for word in next(iter(found.values())) if any(x[word] for x in found.values())]
    print(f"\n| service, as the proxy counts | requests | = {' | + '.join(words)} |")
    print("|---|" + "---:|" * (len(words) + 1))
    for (policy, name), outcomes in found.items():
        counts = [outcomes.total(), *(outcomes[word] for word in words)]
        print(f"| {policy}, {name} | {' | '.join(f'{count:,}' for count in counts)} |")


def member_table(parts: list[Part]) -> None:
    """What reached the members, and what they did to it."""
    words = ("well", *FAULTS)
    columns = f"connections | requests | + asked again | = {' | + '.join(words)}"
    print(f"\n| member, as it counts | {columns} |")
    print("|---|" + "---:|" * (len(words) + 3))
    for part in parts:
        for name, member in part.members.items():
            done = [member["done"].get(word, 0) for word in words]
            counts = [member["connections"], member["requests"], member["again"], *done]
            print(f"| {part.policy}, {name} | {' | '.join(f'{count:,}' for count in counts)} |")


if __name__ == "__main__":
    main()
