"""``tez codes``: lists of diagnoses that the service brings."""

import argparse

from config.commands import CommandProblem
from config.settings import Settings


def import_codes(arguments: argparse.Namespace, settings: Settings) -> int:
    """Reads the whole file first; a file with anything wrong changes nothing."""
    from consult_room.codes.adapters.keeping import KeptLists
    from consult_room.codes.adapters.reading import CodesProblem, read_rows
    from consult_room.codes.assembly import FOLDER
    from consult_room.codes.domain.lists import CodeList, entries_of
    from signaling import clock

    try:
        rows = read_rows(arguments.file, arguments.language)
        kept = CodeList(
            system=arguments.system,
            version=arguments.version,
            source=arguments.source,
            official=arguments.official,
            language=arguments.language,
            reviewed_by="",
            imported_at_ms=clock.now_ms(),
            entries=entries_of(rows, arguments.language),
        )
        KeptLists(settings.data_folder / FOLDER).keep(kept)
    except CodesProblem as problem:
        raise CommandProblem(str(problem)) from None
    below = sum(row.parent is not None for row in rows)
    print(f"{len(rows)} codes of {kept.system} {kept.version} ({kept.language}), {below} of them under another.")
    return 0


def list_codes(arguments: argparse.Namespace, settings: Settings) -> int:
    """Every list that is kept."""
    from consult_room.codes.adapters.keeping import KeptLists, shipped
    from consult_room.codes.adapters.reading import CodesProblem
    from consult_room.codes.assembly import FOLDER
    from consult_room.codes.queries import Lists, listed

    try:
        for one in listed(Lists(shipped(), KeptLists(settings.data_folder / FOLDER))):
            marks = ["official" if one.official else "not official", *(["used"] if one.used else [])]
            spoken = one.language or "uz ru en"
            print(f"{one.system} {one.version} ({spoken}): {one.codes} codes, {', '.join(marks)}. {one.source}")
    except CodesProblem as problem:
        raise CommandProblem(str(problem)) from None
    return 0
