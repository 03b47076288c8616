"""The figures of consults, as an administrator reads them."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import TELEPHONE, OpenWindow, Photograph
from tests.journeys.town import DemoTown

pytestmark = pytest.mark.light


def test_an_administrator_reads_the_figures_and_takes_them_along(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    """Rules [CX6], [CX7]."""
    auditor = window(town, "Administrator")
    page = auditor.page
    page.goto("/figures")
    expect(page.locator(".figures-tile").first).to_be_visible()
    expect(page.get_by_text("Patients' own consults").first).to_be_visible()
    page.locator("select").nth(1).select_option("district")
    xlsx = page.get_by_role("link", name="XLSX")
    expect(xlsx).to_have_attribute("href", re.compile("by=district$"))
    with page.expect_download() as download:
        xlsx.click()
    assert download.value.suggested_filename == "consults-by-district.xlsx"
    page.locator(".figures-tile").nth(3).focus()
    expect(page.locator(".figures-how").nth(3)).to_be_visible()
    assert auditor.axe() == []
    photograph(auditor, "figures")
    page.set_viewport_size(TELEPHONE)
    assert auditor.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    photograph(auditor, "figures-telephone")
