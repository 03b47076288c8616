"""``tez demo`` as a child process: a town of its own on a free port, which can be killed and started again."""

import json
import os
import shutil
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.demo import PEOPLE
from config.media_beside import KEY_FILE
from tests.fixtures.child import ChildServer, free_port

MAKING_S = 240
"""The map of a new town takes a quarter of a minute on an idle machine."""


@dataclass
class DemoTown:
    """One server. ``alive``: with its simulated people; ``settings``: further variables, such as ``TEZ_…`` keys;
    ``program``: a module that is ``tez`` as another release would be."""

    folder: Path
    alive: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    program: str = "config.cli"
    port: int = field(default_factory=free_port)
    child: ChildServer | None = None
    worker: ChildServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        quiet = [] if self.alive else ["--quiet-town"]
        self.child = self._begin(["demo", "--port", str(self.port), *quiet], ready="Listening on", **self.settings)
        self.child.wait_ready(MAKING_S)

    def start_second_worker(self) -> None:
        """A process of ``tez media`` more, in slot 1, beside the one in slot 0 that the server keeps."""
        key = (self.folder / KEY_FILE).read_text("ascii")
        self.worker = self._begin(["media", "--server", self.url, "--slot", "1"], ready='"ready"', TEZ_WORKER_KEY=key)
        self.worker.wait_ready()

    def _begin(self, words: list[str], *, ready: str, **settings: str) -> ChildServer:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
        command = [sys.executable, "-m", self.program, "--data-dir", str(self.folder), *words]
        return ChildServer(command, ready=ready, environment={**inherited, **settings, "PYTHONUNBUFFERED": "1"})

    def started(self) -> "DemoTown":
        """Itself, once it runs."""
        self.start()
        return self

    def kill(self) -> None:
        """kill -9."""
        if self.worker:
            self.worker.kill()
            self.worker = None
        if self.child:
            self.child.kill()
            self.child = None

    def stop(self) -> None:
        if self.child:
            self.child.stop()
            self.child = None

    def copy_to(self, folder: Path) -> "DemoTown":
        """A stopped town once more, elsewhere."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return DemoTown(folder)

    def read(self, path: str) -> Any:
        """What a GET answers, as JSON."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)

    def messages_to(self, login: str) -> list[str]:
        """The SMS that this person's telephone has got, newest first."""
        number = next(place for place, one in enumerate(PEOPLE) if one.login == login)
        return [one["body"] for one in self.read("/api/sms/messages") if one["to"].endswith(f"{number:07d}")]

    def person_id(self, name: str) -> str:
        """The id of somebody of the town, by name."""
        return str(next(one["person_id"] for one in self.read("/api/demo/people") if one["name"] == name))
