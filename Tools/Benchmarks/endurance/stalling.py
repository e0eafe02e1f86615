"""A member that answers like a classifier of ours, and now and then late."""

import asyncio
import multiprocessing
import random
from collections.abc import Iterator
from contextlib import contextmanager

STALL = 0.05
BODY = b'{"prediction":[0.25,0.75]}'
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    b"X-Chorus-Model: stalling@0123456789abcdef\r\n\r\n%s" % (len(BODY), BODY)
)
LABELS = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{"0":"a","1":"oth"}'


@contextmanager
def stalling_member(port: int, fraction: float) -> Iterator[None]:
    process = multiprocessing.Process(target=serve, args=(port, fraction), daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def serve(port: int, fraction: float) -> None:
    asyncio.run(run(port, fraction))


async def run(port: int, fraction: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                if b"content-length:" in head:
                    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                    await reader.readexactly(length)
            except (asyncio.IncompleteReadError, ConnectionError):
                return writer.close()
            if random.random() < fraction:
                await asyncio.sleep(STALL)
            writer.write(ANSWER if head.startswith(b"post") else LABELS)

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server:
        await server.serve_forever()
