"""A large file arrives whole and verified over a link that breaks ten times."""

from pathlib import Path

import pytest

from tests.consult_room.files.sending import sent_over_a_breaking_link


@pytest.mark.alone
async def test_cf1_cf3_twenty_megabytes_over_a_link_that_breaks_ten_times(tmp_path: Path) -> None:
    """Rules [CF1], [CF3]: sealed on disk, equal when it is given back."""
    figures = await sent_over_a_breaking_link(tmp_path, megabytes=20, breaks=10)
    assert (figures["breaks"], figures["sha256_equal"], figures["sealed_parts"]) == (10, True, 20)


@pytest.mark.long
async def test_cf1_cf3_two_hundred_megabytes_over_a_link_that_breaks_ten_times(tmp_path: Path) -> None:
    """Rules [CF1], [CF3]. The server never holds more than a few parts of it."""
    figures = await sent_over_a_breaking_link(tmp_path, megabytes=200, breaks=10)
    assert (figures["breaks"], figures["sha256_equal"], figures["sealed_parts"]) == (10, True, 200)
