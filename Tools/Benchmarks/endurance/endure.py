"""endure.py ROOT [crossing|memory|stalls] [--seconds N]: what Chorus must live through."""

import argparse
import asyncio
import json
import random
import subprocess
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path

from members import FIRST_PORT, FLOWERS, PROXY_PORT, Member, await_port, classifier, proxy
from stalling import stalling_member

CLIENTS = 64
COUNTING = threading.Lock()
HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="Tools/bench endurance", description=__doc__)
    parser.add_argument("root", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("part", nargs="?", choices=["crossing", "memory", "stalls"])
    parser.add_argument("--seconds", type=int, default=300, help="of crossing [300]")
    parser.add_argument("--millions", type=int, default=10, help="requests for memory [10]")
    options = parser.parse_args()
    if options.part in (None, "crossing"):
        crossing(options.root, options.seconds)
    if options.part in (None, "memory"):
        memory(options.root, options.millions)
    if options.part in (None, "stalls"):
        stalls(options.root)


def crossing(root: Path, seconds: int) -> None:
    """64 clients, each with a row of its own, while members die, come back and stop for a while: an
    answer is the row's own, or an error."""
    members = [classifier(root, place) for place in range(3)]
    front = proxy([member.port for member in members], {"TIMEOUT": "1s"})
    for process in [*members, front]:
        await_port(process.port)
    bodies = [json.dumps({"data": [[0.1 * i, 3, 0.05 * i, 1]]}).encode() for i in range(CLIENTS)]
    expected = [right_answer(members, body) for body in bodies]
    assert len(set(expected)) > CLIENTS / 2, "rows must be told apart by their answers"
    end = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    clients = [
        threading.Thread(target=ask_on, args=(body, answer, end, counts))
        for body, answer in zip(bodies, expected)
    ]
    for client in clients:
        client.start()
    deaths, stops = disturb(members, end)
    for client in clients:
        client.join()
    print(f"crossing: {seconds} s, {CLIENTS} clients, {deaths} deaths, {stops} stops")
    for name, count in sorted(counts.items()):
        print(f"  {name:16} {count:>10,}")
    for process in [*members, front]:
        process.stop()
    if counts["WRONG"]:
        raise SystemExit("an answer was another request's")


def right_answer(members: list[Member], body: bytes) -> bytes:
    parts = []
    for flower, member in zip(FLOWERS, members):
        connection = HTTPConnection("127.0.0.1", member.port, timeout=5)
        connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
        parts.append(b'"%s":%s' % (flower.encode(), connection.getresponse().read()))
    return b"{" + b",".join(parts) + b"}"


def ask_on(body: bytes, expected: bytes, end: float, counts: Counter[str]) -> None:
    """Each client adds up for itself first: a counter that all share would be in their way."""
    own: Counter[str] = Counter()
    connection = HTTPConnection("127.0.0.1", PROXY_PORT, timeout=10)
    while time.monotonic() < end:
        try:
            connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        except OSError:
            own["no answer"] += 1
            connection.close()
            continue
        if response.status == 200:
            own["right" if answer == expected else "WRONG"] += 1
        else:
            own[f"status {response.status}"] += 1
    with COUNTING:
        counts.update(own)


def disturb(members: list[Member], end: float) -> tuple[int, int]:
    chance = random.Random()
    deaths = stops = 0
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.2, 1))
        member = chance.choice(members)
        if chance.random() < 0.3:
            member.kill()
            time.sleep(chance.uniform(0, 0.3))
            member.start()
            deaths += 1
        else:
            member.stall(chance.uniform(0.005, 0.3))
            stops += 1
    return deaths, stops


def memory(root: Path, millions: int) -> None:
    """The proxy's resident memory with 1,000 open connections, and as requests pass through."""
    members = [classifier(root, place) for place in range(3)]
    front = proxy([member.port for member in members], {})
    for process in [*members, front]:
        await_port(process.port)
    print(f"memory: {front.resident_kilobytes() / 1e3:.1f} MB at the start")
    load(1_000, 5)
    print(f"  {front.resident_kilobytes() / 1e3:.1f} MB after 5 s at 1,000 connections")
    done = 0
    while done < millions * 1_000_000:
        before = done // 1_000_000
        done += load(64, 10)
        if done // 1_000_000 > before:
            megabytes = front.resident_kilobytes() / 1e3
            print(f"  {megabytes:.1f} MB after {done / 1e6:.1f} million requests", flush=True)
    for process in [*members, front]:
        process.stop()


def load(connections: int, seconds: int) -> int:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(HERE / "post.lua")]
    url = f"http://127.0.0.1:{PROXY_PORT}/predict"
    output = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    return int(next(line for line in output.splitlines() if "requests in" in line).split()[0])


def stalls(root: Path) -> None:
    """A member that stalls for 50 ms in one of a hundred requests: what the others feel of it."""
    for fraction in (0.0, 0.01):
        with stalling_member(FIRST_PORT + 2, fraction):
            members = [classifier(root, place) for place in range(2)]
            ports = [members[0].port, members[1].port, FIRST_PORT + 2]
            settings = {"ON_TIMEOUT": "partial", "TIMEOUT_VIRGINICA": "5ms"}
            front = proxy(ports, settings)
            for port in [*ports, PROXY_PORT]:
                await_port(port)
            whole, partial = asyncio.run(latencies(16, 8))
            for process in [*members, front]:
                process.stop()
        whole.sort()
        p50, p99 = (whole[int(len(whole) * share)] * 1e3 for share in (0.5, 0.99))
        print(
            f"stalls: {fraction:.0%} of requests for 50 ms: {len(whole):,} whole answers, "
            f"p50 {p50:.2f} ms, p99 {p99:.2f} ms; {partial:,} partial"
        )


async def latencies(connections: int, seconds: float) -> tuple[list[float], int]:
    """Of whole answers, in seconds; and how many were partial."""
    body = b'{"data":[[5.1,3.5,1.4,0.2]]}'
    head = f"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    request = f"{head}Content-Type: application/json\r\n\r\n".encode() + body
    whole: list[float] = []
    partial = 0
    end = time.monotonic() + seconds

    async def client() -> None:
        nonlocal partial
        reader, writer = await asyncio.open_connection("127.0.0.1", PROXY_PORT)
        while time.monotonic() < end:
            start = time.perf_counter()
            writer.write(request)
            answer = await reader.readuntil(b"\r\n\r\n")
            fields = answer.lower()
            length = int(fields.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            if b"x-chorus-partial" in fields:
                partial += 1
            else:
                whole.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*[client() for _ in range(connections)])
    return whole, partial


if __name__ == "__main__":
    main()
