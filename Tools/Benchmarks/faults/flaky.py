"""A member that answers like a classifier of ours, each row by a function of its numbers, and now
and then does something else."""

import asyncio
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b

SERVICES = ("a", "b", "c")
CLASSES = ("yes", "no")
FAULTS = ("500", "503", "closed", "late", "silent", "half", "nonsense", "row too few")
#: Behind the 200 ms that the proxy waits for a member.
LATE_SECONDS = 0.4


def drawn(text: str) -> float:
    """A number from 0 to 1, evenly spread over texts; always the same for the same one."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) / 2**32


def prediction(place: int, row: list[int]) -> list[float]:
    """What the member at a place says of a row; no two rows and members are alike in practice."""
    share = drawn(f"{place}/{row}")
    return [share, 1 - share]


@dataclass
class Tally:
    """What a member has done."""

    done: Counter[str] = field(default_factory=Counter)
    times_asked: Counter[str] = field(default_factory=Counter)
    connections: int = 0

    def report(self) -> dict:
        again = sum(times - 1 for times in self.times_asked.values())
        found = {"requests": len(self.times_asked), "again": again, "done": self.done}
        return found | {"connections": self.connections}


@contextmanager
def flaky_members(first_port: int, share: float, seed: int) -> Iterator[None]:
    processes = [
        multiprocessing.Process(target=serve, args=(first_port + place, place, share, seed))
        for place in range(len(SERVICES))
    ]
    for process in processes:
        process.daemon = True
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def serve(port: int, place: int, share: float, seed: int) -> None:
    asyncio.run(run(port, Flaky(place, share, seed)))


async def run(port: int, member: "Flaky") -> None:
    server = await asyncio.start_server(member.converse, "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


class Flaky:
    def __init__(self, place: int, share: float, seed: int) -> None:
        self.place, self.share, self.seed = place, share, seed
        self.tally = Tally()

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """All requests of a connection, one behind the other."""
        self.tally.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                target = head.split(" ", 2)[1]
                if head.startswith("GET "):
                    writer.write(response(self.told(target)))
                    continue
                length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
                rows = json.loads(await reader.readexactly(length))["data"]
                if not await self.answer(target.split("id=")[1], rows, writer):
                    break
        writer.close()

    def told(self, target: str) -> object:
        match target.split("?")[0]:
            case "/label":
                return {str(place): name for place, name in enumerate(CLASSES)}
            case "/tally":
                found, self.tally = self.tally.report(), Tally()
                return found
            case "/metadata":
                sample = {"data_sample": [[0, 0]], "prediction_sample": [0.5, 0.5]}
                return sample | {"data_structure": "(1,2)", "prediction_structure": "(1,2)"}
            case _:
                return {"health": "ok"}

    def chosen(self, request: str) -> str:
        """What is done to a request: the same whenever it is asked under the same seed for the
        first, second, … time."""
        times = self.tally.times_asked[request] = self.tally.times_asked[request] + 1
        chance = drawn(f"{self.seed}/{self.place}/{request}/{times}") / self.share
        done = FAULTS[int(chance * len(FAULTS))] if chance < 1 else "well"
        self.tally.done[done] += 1
        return done

    async def answer(
        self, request: str, rows: list[list[int]], writer: asyncio.StreamWriter
    ) -> bool:
        """Answers, or does what was drawn instead; whether the connection is to go on."""
        found = [prediction(self.place, row) for row in rows]
        whole = response({"prediction": found[0] if len(found) == 1 else found})
        match self.chosen(request):
            case "closed":
                return False
            case "late":
                await asyncio.sleep(LATE_SECONDS)
                writer.write(whole)
            case "silent":
                await asyncio.sleep(4 * LATE_SECONDS)
                return False
            case "half":
                writer.write(whole[: -len(whole) // 4])
                await writer.drain()
                return False
            case "nonsense":
                writer.write(framed(200, b'{"prediction":[0.5,,]}'))
            case "row too few":
                writer.write(response({"prediction": found[1:]}))
            case "500" | "503" as status:
                writer.write(response({"detail": "It was drawn."}, int(status)))
            case _:
                writer.write(whole)
        return True


def response(value: object, status: int = 200) -> bytes:
    return framed(status, json.dumps(value, separators=(",", ":")).encode())


def framed(status: int, body: bytes) -> bytes:
    return (
        b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
        b"X-Chorus-Model: flaky@0123456789abcdef\r\n\r\n%s" % (status, len(body), body)
    )
