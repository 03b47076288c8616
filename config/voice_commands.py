"""What ``tez voice`` does."""

import argparse

from config.commands import CommandProblem
from config.settings import Settings


def make_voice(arguments: argparse.Namespace, settings: Settings) -> int:
    """The sound files of the language that no service speaks. Recorded ones of the same names may replace them."""
    from sms.adapters.catalogue import Catalogue
    from sms.adapters.espeak import NoVoice, make
    from sms.domain.speaking import every_phrase
    from sms.http.voice import PLAYED, sounds_folder

    folder = sounds_folder(settings.data_folder)
    try:
        count = make(folder, every_phrase(PLAYED, Catalogue().say), PLAYED)
    except NoVoice as problem:
        raise CommandProblem(str(problem)) from None
    print(f"{count} sound files in {folder}")
    return 0
