"""Makes a machine ready: Python packages, Node with its packages, the built fronts. `make setup` calls it.

It runs on the machine's own Python before anything is installed, so it imports the standard library alone. Each step
writes down what it was made from; a step whose sources have not changed since is not done again. Everything lies in
``.venv``, ``node_modules`` and ``.build`` of the project's folder, and nothing else of the machine is changed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "made-from"
NEEDED_BYTES = 3_000_000_000
FULL = ("No space left on device", "ENOSPC", "Errno 28")
FRONT_SOURCES = (
    "*/web/**/*",
    "interface/**/*",
    "*/words/*.ftl",
    "*/*/words/*.ftl",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
)


class CannotSetUp(Exception):
    """One sentence for the person at the keyboard."""


def say(text: str) -> None:
    """Write a line at once, also into a pipe."""
    print(text, flush=True)


def fingerprint(*paths: Path, also: str = "") -> str:
    """The digest of these files' names and contents, so a changed lock or source is noticed."""
    digest = hashlib.sha256(also.encode())
    for path in paths:
        digest.update(f"{path.relative_to(PROJECT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_made(step: str, source: str) -> bool:
    """Whether the step was last finished from these very sources."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == source


def was_made(step: str, source: str) -> None:
    """Remember from what the step was made."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(source)


def environment() -> dict[str, str]:
    """The machine's environment with the project's own Python and Node before any other."""
    return {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
        "PYTHONNOUSERSITE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "npm_config_update_notifier": "false",
    }


def run(command: list[str], failure: str, *, counted: str = "", of: int = 0, show: bool = False) -> None:
    """Run a long command; every five seconds say how many of its lines that begin with ``counted`` have come.

    Raises CannotSetUp with ``failure`` and the command's last lines when it fails, or with the word of a full disk.
    """
    lines: list[str] = []
    done, last_said = 0, time.monotonic()
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            done += bool(counted) and line.startswith(counted)
            if show:
                say(line.rstrip())
            elif line.startswith("Installing collected packages"):
                say("  all are here; unpacking them")
            elif time.monotonic() - last_said > 5:
                last_said = time.monotonic()
                say(f"  {min(done, of)} of {of}" if of else "  still at it")
    if process.returncode != 0:
        raise CannotSetUp(explain(lines, failure, shown=show))


def explain(lines: list[str], failure: str, *, shown: bool = False) -> str:
    """The sentence for a failed command, with its last lines unless they were shown already."""
    if any(sign in line for line in lines for sign in FULL):
        return f"The disk is full: free about {NEEDED_BYTES / 1e9:.0f} GB beside {PROJECT} and try again."
    return "\n".join([failure, *(f"  | {line}" for line in ([] if shown else lines[-15:]))])


def check_machine() -> None:
    """Refuse a machine on which the rest cannot work, in one sentence."""
    if sys.version_info[:2] not in ((3, 11), (3, 12)):
        found = ".".join(map(str, sys.version_info[:3]))
        raise CannotSetUp(f"Tez Yordam needs Python 3.11 or 3.12, and this is Python {found}.")
    if not (VENV / "bin" / "node").exists() and shutil.disk_usage(PROJECT).free < NEEDED_BYTES:
        raise CannotSetUp(explain(list(FULL), ""))


def make_venv() -> None:
    """Make ``.venv``, or make it anew when it was made by another Python or stands in another place."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]} at {VENV}"
    if PYTHON.exists() and is_made("venv", version):
        return
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of its python3 package
    except ImportError as error:
        raise CannotSetUp(
            "This Python cannot make virtual environments; on Debian `apt-get install python3-venv` adds what it lacks."
        ) from error
    if VENV.exists():
        shutil.rmtree(VENV)
    say("Making .venv")
    # The Python that runs this may be the one of the .venv just removed; its base is the machine's own.
    base = getattr(sys, "_base_executable", sys.executable)
    run([base, "-m", "venv", str(VENV)], "Python could not make .venv:")
    was_made("venv", version)


def install_python_packages() -> None:
    """Install exactly the locked packages, as wheels with the locked digests."""
    lock = PROJECT / "requirements" / "develop.lock"
    source = fingerprint(lock)
    if is_made("python-packages", source):
        return
    count = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    say(f"Installing {count} Python packages (about a minute and a half)")
    run(
        [str(PYTHON), "-m", "pip", "install", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)],
        "The Python packages could not be installed:",
        counted="Collecting ",
        of=count,
    )
    was_made("python-packages", source)


def install_project() -> None:
    """Put the project itself, as it lies here, into ``.venv``; it brings the command ``tez``."""
    source = fingerprint(PROJECT / "pyproject.toml", also=str(PROJECT))
    if is_made("project", source) and (VENV / "bin" / "tez").exists():
        return
    say("Installing the project")
    run(
        [str(PYTHON), "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(PROJECT)],
        "The project could not be installed:",
    )
    was_made("project", source)


def install_node_packages() -> None:
    """Install exactly the locked packages for the fronts, with the Node that came with the Python packages."""
    source = fingerprint(PROJECT / "package.json", PROJECT / "package-lock.json")
    if is_made("node-packages", source) and (PROJECT / "node_modules").exists():
        return
    say("Installing the packages of the fronts (about half a minute)")
    # No package needs a script of its own here, and a script could fetch from elsewhere.
    run(
        [str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        "The packages of the fronts could not be installed:",
    )
    was_made("node-packages", source)


def build_fronts() -> None:
    """Build every front into ``.build/web``."""
    found = {path for pattern in FRONT_SOURCES for path in PROJECT.glob(pattern) if path.is_file()}
    inside = sorted(
        path for path in found if path.relative_to(PROJECT).parts[0] not in {"node_modules", ".venv", ".build"}
    )
    source = fingerprint(*inside)
    if is_made("fronts", source) and (PROJECT / ".build" / "web").exists():
        return
    say("Building the fronts")
    run([str(VENV / "bin" / "node"), "interface/build.mjs"], "The fronts could not be built.", show=True)
    was_made("fronts", source)


def main() -> int:
    """Do what is not done yet, one set-up at a time in one folder."""
    try:
        check_machine()
        (PROJECT / ".build").mkdir(exist_ok=True)
        with (PROJECT / ".build" / "set-up.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another set-up is running in this folder; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            make_venv()
            install_python_packages()
            install_project()
            install_node_packages()
            build_fronts()
    except CannotSetUp as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        sentence = explain([str(error)], f"The set-up could not go on: {error}.")
        print(sentence, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
