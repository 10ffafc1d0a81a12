"""The sheet that a map is printed on."""

from __future__ import annotations

from reports.sheet import sheet_for


def test_a_map_that_stays_readable_stands_in_the_text() -> None:
    assert not sheet_for(800, 500).apart


def test_a_tall_map_gets_an_a3_page() -> None:
    sheet = sheet_for(800, 1700)

    assert (sheet.apart, sheet.width, sheet.height) == (True, 297, 420)


def test_past_a3_the_sheet_grows_until_its_text_has_six_points() -> None:
    sheet = sheet_for(900, 10_000)

    _, room = sheet.room
    assert room / 10_000 * 12 / 25.4 * 72 >= 6


def test_the_sheet_tells_the_printer_its_size() -> None:
    assert "size: 297mm 420mm" in sheet_for(800, 1700).css
