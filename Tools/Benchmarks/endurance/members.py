"""The demo's three classifiers and their proxy, as processes that can die, stop and come back."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

FLOWERS = ("setosa", "versicolor", "virginica")
FIRST_PORT = int(os.environ.get("FIRST_PORT", "18700"))
PROXY_PORT = FIRST_PORT + 9


class Member:
    """One process on a port."""

    def __init__(self, port: int, arguments: list[str], environment: dict[str, str]) -> None:
        self.port, self.arguments, self.environment = port, arguments, environment
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [os.environ["CHORUS"], *self.arguments, "--port", str(self.port)],
            env=os.environ | self.environment,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stall(self, seconds: float) -> None:
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()

    def resident_kilobytes(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1])


def classifier(root: Path, place: int) -> Member:
    weights = root / "Weights" / f"iris-{FLOWERS[place]}.safetensors"
    quiet = ["--host", "127.0.0.1", "--log-level", "warning"]
    return Member(FIRST_PORT + place, ["classifier", "--weights", str(weights), *quiet], {})


def proxy(ports: list[int], settings: dict[str, str]) -> Member:
    services = {
        f"SERVICE_{name.upper()}": f"127.0.0.1:{port}" for name, port in zip(FLOWERS, ports)
    }
    arguments = ["proxy", "--host", "127.0.0.1", "--log-level", "critical"]
    return Member(PROXY_PORT, arguments, services | settings)


def await_port(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on port {port}")
