"""The peers: how each is started as three classifiers, with a proxy before them or without."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models import FLOWERS, probabilities

HERE = Path(__file__).parent
FIRST_PORT = int(os.environ.get("FIRST_PORT", "18600"))
PORTS = {flower: FIRST_PORT + place for place, flower in enumerate(FLOWERS)}
PROXY_PORT = FIRST_PORT + 9


@dataclass(frozen=True)
class Tools:
    """Where what the peers need lies."""

    chorus: str
    python: Path
    go: Path
    models: Path
    run: Path


@dataclass(frozen=True)
class Command:
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)


Commands = list[Command]


def chorus(tools: Tools, logs: bool, depth: int | None = None) -> tuple[Commands, Commands]:
    services = {f"SERVICE_{flower.upper()}": f"127.0.0.1:{PORTS[flower]}" for flower in FLOWERS}
    environment = services | ({} if depth is None else {"PIPELINE_DEPTH": str(depth)})
    level = [] if logs else ["--log-level", "warning"]
    classifiers = [
        Command(
            [
                *[tools.chorus, "classifier", "--weights", f"{tools.models}/{flower}.safetensors"],
                *["--host", "127.0.0.1", "--port", str(PORTS[flower]), *level],
            ]
        )
        for flower in FLOWERS
    ]
    proxy = [tools.chorus, "proxy", "--host", "127.0.0.1", "--port", str(PROXY_PORT), *level]
    return classifiers, [Command(proxy, environment)]


def go(tools: Tools, logs: bool, program: str) -> tuple[Commands, Commands]:
    binary = str(tools.go / program)
    classifiers = [
        Command([binary, "classifier", f"{tools.models}/{flower}.json", str(PORTS[flower])])
        for flower in FLOWERS
    ]
    members = [f"{flower}={PORTS[flower]}" for flower in FLOWERS]
    proxy = Command([binary, "proxy", str(PROXY_PORT), *members], {"LOG": "1" if logs else "0"})
    return classifiers, [proxy]


def nginx(tools: Tools, logs: bool) -> tuple[Commands, Commands]:
    words = {
        "@RUN@": str(tools.run),
        "@MODULES@": "/usr/lib/nginx/modules",
        "@ACCESS@": f"{tools.run}/access.log" if logs else "off",
        "@FIRST@": str(PORTS["setosa"]),
        "@SECOND@": str(PORTS["versicolor"]),
        "@THIRD@": str(PORTS["virginica"]),
        "@PROXY@": str(PROXY_PORT),
    }
    for flower in FLOWERS:
        answer = probabilities(tools.models, flower, [1.0, 2.0, 3.0, 4.0])
        words[f"@{flower.upper()}@"] = f'{{"prediction":[{answer[0]!r},{answer[1]!r}]}}'
    commands = []
    for name in ("services", "proxy"):
        text = (HERE / "nginx" / f"{name}.conf").read_text()
        for word, value in words.items():
            text = text.replace(word, value)
        path = tools.run / f"{name}.conf"
        path.write_text(text)
        commands.append(Command(["nginx", "-e", f"{tools.run}/{name}.log", "-c", str(path)]))
    return [commands[0]], [commands[1]]


def python(tools: Tools, logs: bool, module: str) -> tuple[Commands, Commands]:
    services = {f"SERVICE_{flower.upper()}": f"127.0.0.1:{PORTS[flower]}" for flower in FLOWERS}

    def served(app: str, port: int, environment: dict[str, str]) -> Command:
        address = ["--host", "127.0.0.1", "--port", str(port)]
        level = ["--log-level", "info" if logs else "warning"]
        quiet = [] if logs else ["--no-access-log"]
        programs = [str(tools.python), "-m", "uvicorn", f"{module}:{app}", *address]
        return Command([*programs, "--workers", "2", *level, *quiet], environment)

    classifiers = [
        served("classifier", PORTS[flower], {"MODEL": f"{tools.models}/{flower}.onnx"})
        for flower in FLOWERS
    ]
    return classifiers, [served("proxy", PROXY_PORT, services)]


STACKS = {
    "Chorus": chorus,
    "Chorus, depth 1": lambda tools, logs: chorus(tools, logs, depth=1),
    "nginx + Lua": nginx,
    "Go fasthttp": lambda tools, logs: go(tools, logs, "fasthttp"),
    "Go net/http": lambda tools, logs: go(tools, logs, "net"),
    "Python, tuned": lambda tools, logs: python(tools, logs, "tuned"),
    "Python, as written": lambda tools, logs: python(tools, logs, "written"),
}


@contextmanager
def running(name: str, tools: Tools, logs: bool, with_proxy: bool) -> Iterator[set[int]]:
    """Starts a stack; the numbers of the sessions that its processes belong to."""
    classifiers, proxy = STACKS[name](tools, logs)
    started: list[subprocess.Popen[bytes]] = []
    output = (tools.run / "output.log").open("wb")
    try:
        for command in classifiers + (proxy if with_proxy else []):
            started.append(
                subprocess.Popen(
                    command.arguments,
                    env=os.environ | command.environment,
                    cwd=HERE / "python",
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            )
        yield {process.pid for process in started}
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
        for process in started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        output.close()
