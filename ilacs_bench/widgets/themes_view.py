"""What the page 'themes' says, as HTML. Pure: a choice and frames in, text out."""

from collections import defaultdict
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.theme_years import ReportsCoded
from ilacs_bench.benchmark.words import area_words, count_words, day_words
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    GRADES,
    NATIONAL_FRAMEWORK_LABELS,
    THEME_GROUP_LABELS,
    THEME_LABELS,
)
from ilacs_bench.widgets.render import render_part
from ilacs_bench.widgets.themes_choice import Choice
from ilacs_bench.widgets.themes_words import percent, points, sortable

BEST_FIRST = tuple(reversed(GRADES))
MOST_COUNCILS = 50


def coded_view(choice: Choice, covered: ReportsCoded, when: str) -> str:
    """That a machine coded all of it, and how much of what was inspected."""
    return render_part("themes_coded", choice=choice, covered=covered, when=when)


def recur_view(choice: Choice, shares: pd.DataFrame, per_report: pd.DataFrame, when: str) -> str:
    """Themes of areas for improvement: counts, shares, intervals, change between two halves."""
    rows = shares if not choice.group else shares[shares["theme_group"] == choice.group]
    rows = rows.sort_values("share", ascending=False, kind="stable")
    most = max(rows["share"].max(), 0.01) if rows["share"].notna().any() else 1
    return render_part(
        "themes_recur",
        rows=[_recur_row(row, most) for row in records(rows)],
        of=int(shares["of"].iloc[0]),
        halves=_halves(choice),
        context=_per_report_words(per_report),
        **_common(choice, when),
    )


def years_view(choice: Choice, rows: pd.DataFrame, when: str) -> str:
    """The figures behind the chart over the years."""
    by_theme = bool(choice.theme)
    return render_part(
        "themes_years",
        rows=[_year_row(row, by_theme) for row in records(rows)],
        theme=THEME_LABELS.get(choice.theme),
        **_common(choice, when),
    )


def evidence_view(
    choice: Choice, found: pd.DataFrame | None, when: str, most: int = MOST_COUNCILS
) -> str:
    """Councils whose latest report has the theme; how to choose one where none is chosen.

    The first `most` are listed, and it is said how many more there are.
    """
    rows = [] if found is None else records(found.head(most))
    return render_part(
        "themes_evidence",
        theme=THEME_LABELS.get(choice.theme),
        rows=[_council_row(row, choice.theme) for row in rows],
        n=0 if found is None else len(found),
        sections=f"section on {area_words(choice.area)}" if choice.area else "report’s sections",
        **_common(choice, when),
    )


def grades_view(choice: Choice, shares: pd.DataFrame, when: str) -> str:
    """The share of sections with each theme by grade."""
    of = shares.drop_duplicates("grade").set_index("grade")["of"]
    by_theme: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in records(shares):
        by_theme[row["theme"]][row["grade"]] = row
    rows = [
        {"theme": theme, "label": THEME_LABELS[theme], "cells": _cells(cells)}
        for theme, cells in by_theme.items()
    ]
    return render_part(
        "themes_grades",
        rows=rows,
        grades=BEST_FIRST,
        of=[int(of.get(grade, 0)) for grade in BEST_FIRST],
        **_common(choice, when),
    )


def contrast_view(choice: Choice, contrast: pd.DataFrame, when: str) -> str:
    """The largest differences between outstanding and requires improvement, with intervals."""
    first = contrast.iloc[0]
    return render_part(
        "themes_contrast",
        rows=[_contrast_row(row) for row in records(contrast)],
        of=(int(first["of_high"]), int(first["of_low"])),
        reports=(int(first["reports_high"]), int(first["reports_low"])),
        clear=int(contrast["clear"].sum()),
        **_common(choice, when),
    )


def national_view(choice: Choice, counts: pd.DataFrame, themes: pd.DataFrame, when: str) -> str:
    """Ofsted's own tags of areas for improvement, and which themes they go with."""
    used = counts[counts["n"] > 0]
    codes = used["code"].to_list()
    of_group = themes if not choice.group else themes[themes["theme_group"] == choice.group]
    cross = of_group[of_group["of_theme"] > 0]
    return render_part(
        "themes_national",
        rows=[_tag_row(row) for row in records(used)],
        tagged=int(counts["tagged"].max()) if len(counts) else 0,
        untagged=int(counts["untagged"].max()) if len(counts) else 0,
        unused=[code for code in counts["code"] if code not in codes],
        codes=[(code, NATIONAL_FRAMEWORK_LABELS[code]) for code in codes],
        cross=_cross_rows(cross, codes),
        **_common(choice, when),
    )


def notes_view(notes: list[str], when: str) -> str:
    """What a reader must know beside the figures, with the source and its licence."""
    return render_part("themes_notes", notes=notes, when=when)


def shown_sentence(choice: Choice, shares: pd.DataFrame, when: str) -> str:
    """What is on the page, in a sentence for its status line."""
    of = int(shares["of"].iloc[0])
    if not of:
        return f"No coded areas for improvement: {choice.where}, {choice.years}. Widen the years."
    where = f"{choice.where}, reports published {choice.years}, {when}."
    if not choice.theme:
        return f"Themes of {count_words(of, 'area', 'areas')} for improvement: {where}"
    (row,) = records(shares[shares["theme"] == choice.theme])
    return (
        f"{THEME_LABELS[choice.theme]}: {row['n']} of {of} areas for improvement "
        f"({percent(row['share'])}): {where}"
    )


def _common(choice: Choice, when: str) -> dict[str, Any]:
    area = AREA_SHORT_LABELS[choice.area] if choice.area else "All judgements"
    group = THEME_GROUP_LABELS.get(choice.group)
    return {"choice": choice, "area": area, "group": group, "when": when}


def _halves(choice: Choice) -> tuple[str, str] | None:
    """The two halves of the years, in words; None where there is one year."""
    if choice.first == choice.last:
        return None
    middle = (choice.first + choice.last) // 2
    spans = ((choice.first, middle), (middle + 1, choice.last))
    earlier, later = (str(a) if a == b else f"{a} to {b}" for a, b in spans)
    return earlier, later


def _per_report_words(per_report: pd.DataFrame) -> str:
    """How many areas for improvement a report had in the first year and in the last."""
    known = per_report[per_report["reports"] > 0]
    if known.empty:
        return ""
    said = [
        f"{row['per_report']:.1f} in {row['year']} "
        f"({count_words(row['reports'], 'report', 'reports')})"
        for row in records(known.iloc[[0, -1] if len(known) > 1 else [0]])
    ]
    return f"A report named {', and '.join(said)}"


def _recur_row(row: dict[str, Any], most: float) -> dict[str, Any]:
    return {
        "theme": row["theme"],
        "label": THEME_LABELS[row["theme"]],
        "group": THEME_GROUP_LABELS[row["theme_group"]],
        "n": row["n"],
        "share": percent(row["share"]),
        "sort_share": sortable(row["share"]),
        "bar": 0 if pd.isna(row["share"]) else round(100 * row["share"] / most),
        "interval": _interval(row["share_lower"], row["share_upper"]),
        "change": points(row["change"]),
        "sort_change": sortable(row["change"]),
        "change_interval": _points_interval(row["change_lower"], row["change_upper"]),
    }


def _year_row(row: dict[str, Any], by_theme: bool) -> dict[str, Any]:
    if by_theme:
        cells = [percent(row["share"]), _interval(row["share_lower"], row["share_upper"])]
        return {"year": row["year"], "n": row["n"], "of": row["of"], "cells": cells}
    mean = "–" if pd.isna(row["per_report"]) else f"{row['per_report']:.1f}"
    return {"year": row["year"], "n": row["n"], "of": row["reports"], "cells": [mean]}


def _council_row(row: dict[str, Any], theme: str) -> dict[str, Any]:
    published = row["published"]
    known = not pd.isna(published)
    return {
        "la_name": row["la_name"],
        "profile": f"profile?la={slug(row['la_name'])}&theme={theme}",
        "region": row["ofsted_region"],
        "published": day_words(published) if known else "not known",
        "sort_published": f"{published:%Y-%m-%d}" if known else "",
        "url": row["source_url"],
        "improvement": row["n_improvement"],
        "weakness": row["n_weakness"],
        "strength": row["n_strength"],
    }


def _cells(by_grade: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [by_grade[grade] for grade in BEST_FIRST]
    return [
        {
            "share": percent(row["share"]),
            "sort": sortable(row["share"]),
            "bar": 0 if pd.isna(row["share"]) else round(100 * row["share"]),
            "n": row["n"],
        }
        for row in rows
    ]


def _contrast_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "theme": row["theme"],
        "label": THEME_LABELS[row["theme"]],
        "n": (row["n_high"], row["n_low"]),
        "high": percent(row["share_high"]),
        "sort_high": sortable(row["share_high"]),
        "low": percent(row["share_low"]),
        "sort_low": sortable(row["share_low"]),
        "difference": points(row["difference"]),
        "sort": sortable(row["difference"]),
        "interval": _points_interval(row["difference_lower"], row["difference_upper"]),
        "clear": row["clear"],
    }


def _tag_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "label": row["label"],
        "n": row["n"],
        "share": percent(row["share"]),
        "bar": round(100 * row["share"]),
        "interval": _interval(row["share_lower"], row["share_upper"]),
    }


def _cross_rows(cross: pd.DataFrame, codes: list[str]) -> list[dict[str, Any]]:
    n = dict(zip(zip(cross["theme"], cross["code"], strict=True), cross["n"], strict=True))
    of_theme = dict(zip(cross["theme"], cross["of_theme"], strict=True))
    return [
        {
            "theme": theme,
            "label": THEME_LABELS[theme],
            "of": of,
            "cells": [n[theme, code] for code in codes],
        }
        for theme, of in of_theme.items()
    ]


def _interval(lower: float, upper: float) -> str:
    return "–" if pd.isna(lower) else f"{percent(lower)} to {percent(upper)}"


def _points_interval(lower: float, upper: float) -> str:
    return "–" if pd.isna(lower) else f"{points(lower)} to {points(upper)}"
