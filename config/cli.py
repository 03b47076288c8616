"""``tez``: the command line. Every mistake is one sentence on standard error and exit code 2."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from config.settings import Settings, SettingsProblem, load

Do = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code. Without ``arguments`` they are the process's, which is this command's alone."""
    if arguments is None:
        # Hundreds of modules are read, and nothing of them is garbage: to look for it would take as long again.
        gc.disable()
    parsed = parser().parse_args(arguments)
    if not hasattr(parsed, "do"):
        parser().print_help()
        return 0
    try:
        overrides = {name: getattr(parsed, name, None) for name in _OVERRIDES}
        settings = load(file=parsed.config, **overrides) if parsed.reads_settings else Settings()
        return int(parsed.do(parsed, settings))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        # A file, a folder or a disk that the person named, or that is full.
        print(f"tez: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""), file=sys.stderr)
        return 2
    except Exception as error:
        if type(error).__name__ not in _TOLD and not isinstance(error, SettingsProblem):
            raise
        print(f"tez: {error}", file=sys.stderr)
        return 2


_OVERRIDES = ("host", "port", "data_dir", "media_addresses", "media_announced", "media_ports", "tls_local", "tls_names")
_TOLD = ("CannotStart", "StoreProblem", "MapProblem", "CommandProblem", "BackupProblem", "AuthorityProblem")


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    top = argparse.ArgumentParser(prog="tez", description="Tez Yordam: ambulance dispatch and telemedicine.")
    top.add_argument("--config", type=Path, help="a TOML file; also TEZ_CONFIG")
    top.add_argument("--data-dir", dest="data_dir", help="folder of everything that is kept; also TEZ_DATA_DIR")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _serving(commands)
    _people(commands)
    _media(commands)
    _push(commands)
    _notices(commands)
    _codes(commands)
    _maps(commands)
    _journal(commands)
    _voice(commands)
    _words(commands)
    _config(commands)
    _backup(commands)
    _bench(commands)
    return top


class _Later:
    """The functions of a module, which is imported when one of them is run, and with it what most of them need: who
    asks for help, or has mistyped, does not wait for all of the program."""

    def __init__(self, *modules: str) -> None:
        """The last of them has the functions."""
        self._modules = modules

    def __getattr__(self, name: str) -> Do:
        def do(arguments: argparse.Namespace, settings: Settings) -> int:
            *_, has = [import_module(module) for module in self._modules]
            if not gc.isenabled():
                gc.freeze()  # code stays: no later collection looks at it either, nor does the last one
                gc.enable()
            done: int = getattr(has, name)(arguments, settings)
            return done

        do.__qualname__ = f"{self._modules[-1]}.{name}"
        return do


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives its type no public name


def _command(commands: "_Commands[argparse.ArgumentParser]", name: str, says: str, do: Do) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=says, description=says)
    command.set_defaults(do=do, reads_settings=True)
    return command


def _group(
    commands: "_Commands[argparse.ArgumentParser]", name: str, says: str
) -> "_Commands[argparse.ArgumentParser]":
    return commands.add_parser(name, help=says, description=says).add_subparsers(metavar="WHAT", required=True)


def _serving(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.run", "config.commands")

    for name, says, do in (
        ("serve", "Run a server of the service", does.serve),
        ("demo", "Run a town of its own on this machine, with one-tap sign-ins and simulated people", does.demo),
    ):
        command = _command(commands, name, says, do)
        command.add_argument("--host" if name == "serve" else "--hostname", dest="host", help=argparse.SUPPRESS)
        command.add_argument("--port", type=int, help="port to listen on")
        command.add_argument(
            "--tls-local",
            action="store_true",
            default=None,
            help="https by an authority of our own, for tablets near by",
        )
        command.add_argument(
            "--tls-name",
            dest="tls_names",
            action=_AppendWord,
            metavar="NAME",
            help="in its certificate; again for more",
        )
        if name == "demo":
            command.add_argument("--quiet-town", action="store_true", help="no simulated people")
            command.add_argument("--seed", type=int, default=103, help="of the invented town and its people")


class _AppendWord(argparse.Action):
    """Given again it adds a word to the others."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: Any = None) -> None:
        before = getattr(namespace, self.dest)
        setattr(namespace, self.dest, f"{before} {values}" if before else str(values))


def _people(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.offline", "config.commands")
    rota = _Later("config.offline", "config.rota_commands")
    alert_commands = _Later("config.offline", "config.alert_commands")

    user = _command(
        _group(commands, "user", "Accounts"), "add", "Add an account; prints its password once", does.add_user
    )
    user.add_argument("login")
    user.add_argument("name")
    roles = ("call_taker", "dispatcher", "crew", "physician", "specialist", "hospital", "administrator")
    user.add_argument("--role", required=True, choices=roles)
    user.add_argument("--telephone")
    user.add_argument("--language", choices=("uz", "ru", "en"), default="uz")
    user.add_argument("--specialty")
    user.add_argument("--hospital", help="the hospital's id, for its users")
    user.add_argument("--brigade", help="the brigade's id, for its crew")
    user.add_argument("--password-file", type=Path, help="read the password from a file instead of making one")
    lists = _group(commands, "duty", "Duty lists")
    bring = _command(lists, "import", "Put a calendar file on the duty list", rota.import_duty)
    bring.add_argument("file", type=Path, help="an .ics file of 1 MiB at most")
    bring.add_argument("--strict", action="store_true", help="change nothing when any event cannot be read")
    duty = _command(lists, "add", "Put somebody on a duty list", does.add_duty)
    duty.add_argument("login")
    duty.add_argument("--specialty", required=True)
    duty.add_argument("--days", default="1-7", help="1-5 or 6,7; 1 is Monday")
    duty.add_argument("--hours", default="00:00-24:00", help="08:00-20:00, on the service's clock")
    duty.add_argument("--rank", type=int, default=0, help="the lower is rung first")
    told = _command(
        _group(commands, "alerts", "Alerts"), "report", "Print a month's report as CSV", alert_commands.report_alerts
    )
    told.add_argument("month", help="2026-11")
    brigade = _command(_group(commands, "brigade", "Brigades"), "add", "Add a brigade", does.add_brigade)
    brigade.add_argument("callsign")
    brigade.add_argument("--profile", required=True)
    brigade.add_argument("--station", required=True, help="the station's id")
    for kind, do in (("station", does.add_station), ("hospital", does.add_hospital)):
        place = _command(_group(commands, kind, f"{kind.capitalize()}s"), "add", f"Add a {kind}; prints its id", do)
        place.add_argument("name")
        place.add_argument("--lon", type=float, required=True)
        place.add_argument("--lat", type=float, required=True)


def _media(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.offline", "config.media_commands")
    working = _Later("media.forwarder.running", "config.media_commands")

    workers = _group(commands, "worker", "Machines that forward conversations of three and more")
    adding = _command(workers, "add", "Add a machine; prints its key once", does.add_worker)
    adding.add_argument("name")
    _command(workers, "list", "Print every machine", does.list_workers)
    revoking = _command(workers, "revoke", "Take a machine's key back", does.revoke_worker)
    revoking.add_argument("worker_id")
    recordings = _group(commands, "recording", "Recordings of conversations")
    verifying = _command(
        recordings, "verify", "Prove that a recording is whole; says what is not", does.verify_recording
    )
    verifying.add_argument("recording_id")
    media = _command(commands, "media", "Run media workers on this machine; their key is TEZ_WORKER_KEY", working.media)
    media.add_argument(
        "--server", help="the service's address, https://…; default: as this machine's configuration says"
    )
    media.add_argument("--processes", type=int, default=1, help="one a core is a good number")
    media.add_argument("--slot", type=int, help=argparse.SUPPRESS)
    for name, says in (
        ("addresses", "addresses to listen on, with blanks"),
        ("announced", "addresses that devices are told instead"),
        ("ports", "UDP ports, 40000-40063: one a process"),
    ):
        media.add_argument(f"--{name}", dest=f"media_{name}", help=says)


def _push(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.push")
    push = _group(commands, "push", "Notifications of browsers whose page is closed")
    _command(push, "keys", "Make the key that signs them; prints the line for the configuration", does.print_keys)


def _notices(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.offline", "config.notice_commands")

    keys = _group(_group(commands, "notices", "Notices of other systems"), "key", "Keys by which they ask for them")
    _command(keys, "add", "Add a key; prints it once", does.add_key).add_argument("name")
    _command(keys, "list", "Print every key's id and name", does.list_keys)
    _command(keys, "revoke", "Take a key back", does.revoke_key).add_argument("key_id")


def _codes(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.code_commands")

    codes = _group(commands, "codes", "Lists of diagnoses")
    bring = _command(
        codes, "import", "Read a list of codes: CSV or TSV with code,name[,parent], or ClaML", does.import_codes
    )
    bring.add_argument("file", type=Path)
    bring.add_argument("--system", required=True, help="icd10")
    bring.add_argument("--version", required=True, help="of the list, as its source says; it stands in conclusions")
    bring.add_argument("--source", required=True, help="where it comes from; shown with every code")
    bring.add_argument("--language", choices=("uz", "ru", "en"), default="ru", help="of the names")
    bring.add_argument("--official", action="store_true", help="the source is the official one")
    _command(codes, "list", "Print every list that is kept", does.list_codes)


def _maps(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.commands")

    maps = _group(commands, "map", "Maps")
    importing = _command(maps, "import", "Read an OpenStreetMap extract and use it as the map", does.import_map)
    importing.add_argument("file", type=Path)
    importing.add_argument("--name")
    town = _command(maps, "town", "Write the invented town as an OpenStreetMap file", does.write_town)
    town.add_argument("file", type=Path)
    town.add_argument("--seed", type=int, default=103)


def _journal(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.offline", "config.commands")

    journal = _command(
        commands, "journal", "Print the journal, or one thread of it; rebuild proves it", does.show_journal
    )
    kinds = journal.add_subparsers(metavar="WHAT")
    showing = _command(kinds, "show", "Print the journal, or one incident's or consult's thread", does.show_journal)
    for command in (journal, showing):
        command.add_argument("--about", help="an incident's, consult's or patient's id")
        command.add_argument("--after", type=int, default=0, help="from the row after this number on")
        command.add_argument("--limit", type=int, default=1000)
    schema = _command(
        kinds, "schema", "Say whether this program's schema is the database's; changes nothing", does.show_schema
    )
    schema.add_argument("--word", action="store_true", help="same, older, newer or empty: that word alone")
    _command(
        kinds, "readable", "Say whether this program reads what is in the database; changes nothing", does.read_journal
    )
    rebuild = _command(kinds, "rebuild", "Replay the journal and compare every state table", does.rebuild)
    rebuild.add_argument("--check", action="store_true", required=True, help="compare; nothing is written")


def _voice(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.voice_commands")

    voice = _group(commands, "voice", "The sounds of calls in Uzbek")
    _command(voice, "make", "Make the sound files by espeak-ng, over those that are there", does.make_voice)


def _config(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.config_commands")

    config = _group(commands, "config", "The configuration")
    _command(config, "show", "Print every key, its value and meaning; secrets masked", does.show_config)
    checking = _command(config, "check", "Say everything that is wrong with the configuration", does.check_config)
    checking.add_argument("file", type=Path, nargs="?", help="a TOML file; else what this machine is configured with")
    # A file is looked at by itself, whatever else is wrong on this machine.
    checking.set_defaults(reads_settings=False)
    examining, licensing = _Later("config.doctor.examining"), _Later("config.licences")
    doctor = _command(
        commands, "doctor", "Say what is wrong with this service, and what to do", examining.print_findings
    )
    doctor.add_argument("--json", action="store_true", help="as a list of objects")
    licences = _command(
        commands, "licences", "Print every package that runs here, with its licence", licensing.print_licences
    )
    licences.add_argument("--json", action="store_true", help="as a list of objects")


def _backup(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.backup_commands")

    backup = _command(
        commands, "backup", "Make a backup of the service while it works, and read it back", does.make_backup
    )
    kinds = backup.add_subparsers(metavar="WHAT")
    making = _command(kinds, "make", "Make one more; older ones go as backup_days says", does.make_backup)
    listing = _command(kinds, "list", "Print every whole backup", does.list_backups)
    verifying = _command(kinds, "verify", "Read one back; says what is not whole", does.verify_backup)
    restoring = _command(commands, "restore", "A service from a backup, into an empty data folder", does.restore_backup)
    for command in (backup, making, listing, verifying, restoring):
        command.add_argument("--folder", type=Path, help="where backups lie; else backup_folder")
    for command in (backup, making, verifying, restoring):
        command.add_argument("--passphrase-file", type=Path, help="else backup_passphrase_file")
    for command in (verifying, restoring):
        command.add_argument("--at", help="the beginning of its name, as `tez backup list` prints it; else the newest")


_OF_ALERTS = {
    "alerts": "raised at once in each storm",
    "commands": "of the desks in each phase",
    "rounds": "phases without and with a storm",
    "messages": "that the gateway takes in a second",
    "seed": None,
}


def _bench(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.bench", "config.commands")

    bench = _group(commands, "bench", "Measure; the last line printed is one JSON object")
    sending = _command(bench, "dispatch", "How long an assignment takes to its tablet and every screen", does.bench)
    sending.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    for name, default in (("screens", 200), ("tablets", 200), ("assignments", 100)):
        sending.add_argument(f"--{name}", type=int, default=default)
    sending.add_argument("--over", type=float, default=20.0, help="seconds over which the assignments are spread")
    asking = _command(bench, "recommend", "How long a recommendation takes", does.bench)
    asking.add_argument("--brigades", type=int, default=1000)
    asking.add_argument("--asks", type=int, default=300)
    for command, measures in ((sending, "dispatch"), (asking, "recommend")):
        command.add_argument("--map", type=Path, help="an OpenStreetMap extract; else the invented town")
        command.add_argument("--seed", type=int, default=1)
        command.set_defaults(measures=measures)
    alerting = _command(
        bench, "alerts", "What a thousand alerts at once do to the desks, and how soon they leave", does.bench
    )
    alerting.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    for name, default in (("alerts", 1000), ("commands", 2000), ("rounds", 3), ("messages", 50), ("seed", 1)):
        alerting.add_argument(f"--{name}", type=int, default=default, help=_OF_ALERTS[name])
    alerting.set_defaults(measures="alerts")
    viewing = _command(bench, "forward", "What a viewer costs the forwarder, and aiortc's relay", does.bench)
    talking = _command(bench, "conversations", "How many conversations one forwarding process carries", does.bench)
    talking.add_argument("--most", type=int, default=80, help="conversations at which to stop")
    for command, measures, seconds in ((viewing, "forward", 8.0), (talking, "conversations", 6.0)):
        command.add_argument("--seconds", type=float, default=seconds, help="of each of the measurements")
        command.set_defaults(measures=measures)
    for command in (sending, asking, alerting, viewing, talking):
        command.add_argument("--json", action="store_true", help="print nothing but the JSON object")


def _words(commands: "_Commands[argparse.ArgumentParser]") -> None:
    does = _Later("config.commands")

    protocol = _group(commands, "protocol", "The words of the wire")
    _command(protocol, "write", "Write signaling/web/wire.ts from the words", does.write_wire)
    _command(_group(commands, "rights", "Who may do what"), "write", "Write the pages of rights", does.write_rights)


if __name__ == "__main__":
    sys.exit(main())
