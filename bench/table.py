"""The figures as a table for a terminal."""

import textwrap

from bench.figures import Figure

HEAD = ("figure", "value", "unit", "target", "", "beside", "ratio")


def table(figures: list[Figure]) -> str:
    rows = [HEAD, *[_row(figure) for figure in figures]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = []
    for row, figure in zip(rows, [None, *figures], strict=True):
        name, value, unit, target, verdict, beside, ratio = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        number = value.strip().rjust(widths[1])
        lines.append(f"{name}  {number} {unit}  {target}  {verdict}  {beside.strip().rjust(widths[5])}  {ratio.strip().rjust(widths[6])}")
        lines += [f"    {part}" for part in _under(figure)]
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    goal, reading = figure.goal, figure.reading
    ratio = f"× {_number(figure.ratio)}" if figure.ratio is not None else ""
    return goal.name, _number(reading.value), goal.unit, goal.target, figure.verdict, _number(reading.beside, ""), ratio


def _under(figure: Figure | None) -> list[str]:
    if figure is None:
        return []
    beside = f"Beside it: {figure.goal.against}." if figure.reading.beside is not None else ""
    said = " ".join(part for part in (beside, figure.reading.note) if part)
    return textwrap.wrap(said, 110)


def _number(value: float | None, missing: str = "–") -> str:
    if value is None:
        return missing
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
