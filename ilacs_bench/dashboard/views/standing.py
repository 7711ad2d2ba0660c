"""Where one council stands: neighbours, region and England side by side."""

from ilacs_bench.benchmark.standing import standing
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.judgements import JUDGEMENT
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS

_COUNTED = "Others of the group graded higher, the same and lower"


def positions(choice: Choice) -> Html:
    """Where we stand among neighbours, region and England"""  # noqa: D400
    areas = list(choice.comparison.areas)
    rows = standing(choice.tables, choice.la_code, areas=areas, as_at=choice.as_at)
    words = rows.pivot(index="judgement_area", columns="comparator", values="words").loc[areas]
    groups = rows.drop_duplicates("comparator").set_index("comparator")["group"]
    of = rows.set_index(["comparator", "judgement_area"], drop=False)
    return table_html(
        words.reset_index(),
        f"Where {choice.la_name} stands",
        columns=[
            JUDGEMENT,
            *(Column(str(code), group, _COUNTED) for code, group in groups.items()),
        ],
        html={
            code: [
                render("position", row=row, label=AREA_SHORT_LABELS[row["judgement_area"]])
                for row in records(of.loc[code].loc[areas])
            ]
            for code in groups.index
        },
    )
