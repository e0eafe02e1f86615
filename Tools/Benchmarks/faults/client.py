"""Clients that send rows of their own and hold every answer to what it must be."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from flaky import CLASSES, SERVICES, prediction

#: No answer after these seconds is none at all.
PATIENCE = 10
REFUSALS = (502, 503, 504)


@dataclass
class Seen:
    """What the clients of one policy saw."""

    sent: int = 0
    rows: int = 0
    whole: int = 0
    partial: int = 0
    #: By the last part of the path, then the status.
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    #: By service and code: the answers of `/predict` tell them.
    failures: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return sum(map(self.with_status, REFUSALS))

    def with_status(self, status: int) -> int:
        return sum(count for (_, of), count in self.statuses.items() if of == status)


@dataclass(frozen=True)
class Question:
    policy: str
    id: str
    rows: list[list[int]]
    form: str

    @property
    def bytes(self) -> bytes:
        body = json.dumps({"data": self.rows}).encode()
        return (
            f"POST /routes/{self.policy}/{self.form}?id={self.id} HTTP/1.1\r\nHost: x\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body


@dataclass(frozen=True)
class Answer:
    status: int
    fields: dict[str, str]
    body: bytes


class Wrong(Exception):
    """An answer that is not the question's."""


async def load(port: int, policy: str, clients: int, seconds: float) -> Seen:
    """Asks one policy from many connections, one question at a time on each."""
    seen = Seen()
    end = time.monotonic() + seconds
    await asyncio.gather(*[ask(port, policy, client, end, seen) for client in range(clients)])
    return seen


async def ask(port: int, policy: str, client: int, end: float, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for question in questions(policy, client):
        if time.monotonic() > end:
            break
        seen.sent += 1
        seen.rows += len(question.rows)
        start = time.perf_counter()
        try:
            writer.write(question.bytes)
            answer = await asyncio.wait_for(read(reader), PATIENCE)
            seen.seconds.append(time.perf_counter() - start)
            judge(question, answer, seen)
        except Wrong as error:
            seen.wrong.append(f"{question.id}: {error}; it was {answer}")
        except (OSError, EOFError, TimeoutError) as error:
            seen.wrong.append(f"{question.id} was lost: {error!r}")
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        rest = await asyncio.wait_for(reader.read(100), 0.3)
        seen.wrong.append(f"client {client} got {rest!r} for no question")
    except TimeoutError:
        writer.close()


def questions(policy: str, client: int) -> Iterator[Question]:
    number = 0
    while True:
        number += 1
        rows = [[client, 3 * number + place] for place in range(number % 3 + 1)]
        form = "predict/label" if number % 2 else "predict"
        yield Question(policy, f"{policy}.{client}.{number}", rows, form)


async def read(reader: asyncio.StreamReader) -> Answer:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = [line.split(": ", 1) for line in lines[1:] if line]
    fields = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(fields["content-length"]))
    return Answer(int(lines[0].split(" ")[1]), fields, body)


def judge(question: Question, answer: Answer, seen: Seen) -> None:
    """Counts an answer; raises Wrong where it is not what the question's policy promises."""
    seen.statuses[question.form, answer.status] += 1
    if answer.fields.get("x-request-id") != question.id:
        raise Wrong("the answer has another id")
    document = json.loads(answer.body)
    if answer.status in REFUSALS:
        return judge_refusal(question, answer, document)
    if answer.status != 200:
        raise Wrong("no such status was expected")
    missing = missing_services(answer)
    if missing:
        seen.partial += 1
    else:
        seen.whole += 1
    present = [name for name in SERVICES if name not in missing]
    judge_policy(question, present)
    if question.form == "predict":
        judge_collected(question, document, missing, seen)
    else:
        judge_label(question, document["prediction"], present)


def judge_refusal(question: Question, answer: Answer, document: dict) -> None:
    if answer.fields.get("content-type") != "application/problem+json":
        raise Wrong("the problem is of another type")
    if (document["status"], document["request_id"]) != (answer.status, question.id):
        raise Wrong("the problem is another one")
    if not any(document["detail"].find(name) >= 0 for name in SERVICES):
        raise Wrong("the problem names no service")


def missing_services(answer: Answer) -> dict[str, str]:
    """By `X-Chorus-Partial`: the codes of the services without an answer."""
    text = answer.fields.get("x-chorus-partial")
    if text is None:
        return {}
    missing = dict(entry.strip().split(";") for entry in text.split(","))
    if not missing or not set(missing) <= set(SERVICES):
        raise Wrong("it names other services")
    return missing


def judge_policy(question: Question, present: list[str]) -> None:
    enough = {
        "fail": len(present) == 3,
        "quorum": len(present) >= 2,
        "required": "a" in present,
    }
    if not enough.get(question.policy, len(present) >= 1):
        raise Wrong("there are too few answers for the policy")


def judge_collected(question: Question, document: dict, missing: dict, seen: Seen) -> None:
    """Each member's answer is of these rows; the codes are those of the header."""
    if list(document) != list(SERVICES):
        raise Wrong("services are missing or out of order")
    for name, found in document.items():
        if name in missing:
            if found.get("error", {}).get("code") != missing[name] or "prediction" in found:
                raise Wrong(f"{name} is missing by the header")
            seen.failures[name, missing[name]] += 1
        elif found != {"prediction": flat(expected(name, question))}:
            raise Wrong(f"{name} said {expected(name, question)}")
        else:
            seen.answered[name] += 1


def expected(name: str, question: Question) -> list[list[float]]:
    return [prediction(SERVICES.index(name), row) for row in question.rows]


def flat(answers: list) -> object:
    return answers[0] if len(answers) == 1 else answers


def judge_label(question: Question, found: object, present: list[str]) -> None:
    by_service = {name: expected(name, question) for name in present}
    rows = found if isinstance(found, list) else [found]
    if len(rows) != len(question.rows) or isinstance(found, list) != (len(rows) > 1):
        raise Wrong("it has another number of rows")
    for number, row in enumerate(rows):
        here = {name: answers[number] for name, answers in by_service.items()}
        if not is_label(row, question.policy, here):
            raise Wrong(f"row {number} is labelled otherwise by {here}")


def is_label(row: dict, policy: str, here: dict[str, list[float]]) -> bool:
    """Whether a label follows from what the services that answered said of the row."""
    if policy == "quorum":
        means = [sum(values) / len(values) for values in zip(*here.values(), strict=True)]
        return row["label"] == CLASSES[means.index(max(means))] and near(row["proba"], max(means))
    if policy == "first":
        tops = [(max(values), CLASSES[values.index(max(values))]) for values in here.values()]
        return (row["proba"], row["label"]) in tops
    best = max(here, key=lambda name: here[name][0])
    return row == {"proba": here[best][0], "label": best}


def near(one: float, other: float) -> bool:
    return abs(one - other) < 1e-12
