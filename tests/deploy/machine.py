"""A machine without systemd for `update.sh`: two real nodes, real programs, and a `systemctl` that starts and ends them
as the units say."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.settings import Settings, load
from tests.fixtures.child import free_port

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "docs" / "deploy"
SYSTEMCTL = """#!{python}
import os, signal, subprocess, sys, time
root, (verb, unit) = {root!r}, sys.argv[1:]
assert verb == "restart", verb
name, service = unit.split("@")
held = os.path.join(root, unit + ".pid")
if os.path.exists(held):
    pid = int(open(held).read())
    try:
        os.kill(pid, signal.SIGTERM)
        while open(f"/proc/{{pid}}/stat").read().split()[2] != "Z":
            time.sleep(0.05)
    except (ProcessLookupError, FileNotFoundError):
        pass
environment = {{**os.environ, "TEZ_CONFIG": f"{{root}}/etc/tez/{{service}}.toml"}}
own = f"{{root}}/etc/tez/{{service}}.{{name}}.env"
if os.path.exists(own):
    environment.update(line.strip().split("=", 1) for line in open(own) if line.strip() and line[0] != "#")
with open(os.path.join(root, unit + ".log"), "ab") as log:
    program = f"{{root}}/opt/tez/{{service}}/bin/tez"
    child = subprocess.Popen([program, "serve"], env=environment, start_new_session=True,
                             stdin=subprocess.DEVNULL, stdout=log, stderr=log)
open(held, "w").write(str(child.pid))
"""


@dataclass
class Machine:
    """``root`` is what `--root` is given, ``programs`` where PostgreSQL's lie."""

    root: Path
    database_url: str
    redis_url: str
    front: str
    programs: Path = Path()
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    first: str = "tez@103"
    second: str = "tez-second@103"

    def set_up(self) -> None:
        """What `install.sh` leaves, with the programs of this machine."""
        for folder in ("etc/tez", "opt/tez", "bin", "data", "backups"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "passphrase").write_text("a passphrase of the test's own\n")
        keys = {
            "data_dir": self.root / "data", "database_url": self.database_url, "redis_url": self.redis_url,
            "public_base": self.front, "trusted_proxies": "127.0.0.1", "backup_folder": self.root / "backups",
            "backup_passphrase_file": self.root / "passphrase",
        }  # fmt: skip
        lines = [f'{key} = "{value}"' for key, value in keys.items()]
        self.config.write_text("\n".join([*lines, f"port = {self.ports[0]}"]) + "\n")
        (self.root / "etc/tez/103.tez-second.env").write_text(f"# its own\nTEZ_PORT={self.ports[1]}\n")
        systemctl = self.root / "bin" / "systemctl"
        systemctl.write_text(SYSTEMCTL.format(python=sys.executable, root=str(self.root)))
        systemctl.chmod(0o755)
        (self.root / "opt/tez/103").symlink_to(self.program("old", "config.cli"))

    @property
    def config(self) -> Path:
        return self.root / "etc/tez/103.toml"

    def settings(self) -> Settings:
        return load({}, file=self.config)

    def program(self, name: str, module: str, *, serves: bool = True) -> Path:
        """A venv as far as `update.sh` looks at one. One that does not serve ends at once, as where a library lacks."""
        folder = self.root / "opt" / "tez" / f"venv-{name}"
        (folder / "bin").mkdir(parents=True)
        refuses = "" if serves else '[ "$1" != serve ] || exit 1\n'
        for file, words in (("tez", f'-m {module} "$@"'), ("python", '"$@"')):
            script = folder / "bin" / file
            script.write_text(f"#!/bin/sh\n{refuses if file == 'tez' else ''}exec {sys.executable} {words}\n")
            script.chmod(0o755)
        return folder

    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TEZ_")}
        path = f"{self.root / 'bin'}:{self.programs}:{os.environ['PATH']}"
        return {**clean, "PATH": path, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}

    def start(self) -> None:
        for unit in (self.first, self.second):
            subprocess.run(["systemctl", "restart", unit], env=self.environment(), check=True, timeout=60)

    def update(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", str(DEPLOY / "update.sh"), "--root", str(self.root), *words]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=240, check=False)

    def pid(self, unit: str) -> int:
        return int((self.root / f"{unit}.pid").read_text())

    def runs(self, unit: str) -> str:
        """The module that this unit's process runs; "" when it has ended."""
        try:
            words = Path(f"/proc/{self.pid(unit)}/cmdline").read_bytes().decode().split("\0")
        except FileNotFoundError:
            return ""
        return words[words.index("-m") + 1] if "-m" in words else ""

    def end(self) -> None:
        for unit in (self.first, self.second):
            if (self.root / f"{unit}.pid").exists() and self.runs(unit):
                os.killpg(self.pid(unit), signal.SIGKILL)
                while self.runs(unit):
                    time.sleep(0.05)
