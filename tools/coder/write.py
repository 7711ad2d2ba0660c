"""Write the files of `data/themes`: weights, their meaning, accuracy, model card."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np

from ilacs_bench.themes.coder import Coding, code_items
from ilacs_bench.themes.model import load_model
from ilacs_bench.themes.network import Weights
from ilacs_bench.vocabulary import FRAMEWORKS, POLARITIES, THEMES
from tools.coder.coded import CodedItem
from tools.coder.score import Score, score, score_themes
from tools.coder.student import SECTIONS, Reader

BEFORE = {"exceptions": "0.836", "sif": "0.896", "fresh": "0.862", "fresh_themes": "0.800"}
"""What the weights shipped before these, coder 3, had right of what is held: polarities, themes."""
_ROWS = {"all": "All ILACS", "fresh": "Newly read", "exceptions": "Exceptions"}
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def write_model(
    out: Path,
    *,
    method: str,
    weights: Weights,
    reader: Reader,
    thresholds: Sequence[float],
    least: float,
) -> None:
    """Write `coder.npz` and `coder.json`: the same weights give the same bytes."""
    arrays = {field.name: getattr(weights, field.name) for field in fields(Weights)}
    _write_arrays(out / "coder.npz", {name: a.astype(np.float16) for name, a in arrays.items()})
    told = {
        "method": method,
        "themes": THEMES,
        "polarities": POLARITIES,
        "sections": SECTIONS,
        "thresholds": list(thresholds),
        "least": least,
        "words": reader.words,
    }
    _write_json(out / "coder.json", told)


def write_accuracy(
    out: Path,
    checked: Sequence[CodedItem],
    held: Mapping[str, Sequence[CodedItem]],
    framework_of: Mapping[str, str],
    learnt: Mapping[str, int],
) -> Score:
    """Evaluate the model in `out`; write `accuracy.json` and the model card; return the score.

    `held` are samples that were coded once: `sif`, of SIF reports, `fresh` and `exceptions`.
    """
    load_model.cache_clear()
    model = load_model(out)
    codings = list(code_items([coded.item for coded in checked], model))
    whole = score(checked, codings)
    _write_json(out / "accuracy.json", {name: _round(v) for name, v in asdict(whole).items()})
    by_framework = {
        code: score(*_of_framework(code, checked, codings, framework_of)) for code in FRAMEWORKS
    }
    others = {
        name: score(some, list(code_items([c.item for c in some], model)))
        for name, some in held.items()
    }
    by_framework["sif"] = others.pop("sif")
    facts = {
        "method": model.method,
        **{f"{name}_learnt": f"{n:,}" for name, n in learnt.items()},
        "items": f"{whole.items:,}",
        **{f"{name}_items": f"{len(some):,}" for name, some in held.items()},
        **{f"{name}_before": share for name, share in BEFORE.items()},
        "scores": _scores({"all": whole, **by_framework} | others),
        "themes": _themes(checked, codings),
        "size": f"{(out / 'coder.npz').stat().st_size / 1e6:.1f}",
    }
    template = Path(__file__).with_name("model_card.md").read_text(encoding="utf-8")
    for name, value in facts.items():
        template = template.replace(f"{{{{ {name} }}}}", value)
    (out / "MODEL_CARD.md").write_text(template, encoding="utf-8")
    return whole


def _of_framework(
    code: str,
    checked: Sequence[CodedItem],
    codings: Sequence[Coding],
    framework_of: Mapping[str, str],
) -> tuple[list[CodedItem], list[Coding]]:
    pairs = [
        (coded, coding)
        for coded, coding in zip(checked, codings, strict=True)
        if framework_of.get(coded.report) == code
    ]
    return [coded for coded, _ in pairs], [coding for _, coding in pairs]


def _scores(scores: Mapping[str, Score]) -> str:
    lines = [
        "| | findings | themes F1 | polarity | weakness F1 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, s in scores.items():
        label = FRAMEWORKS[name].label if name in FRAMEWORKS else _ROWS[name]
        themes = s.themes_f1 if name != "exceptions" else None  # coded for polarity only
        figures = (themes, s.polarity, s.weakness_f1)
        told = " | ".join(
            "not checked" if figure is None or not s.items else f"{figure:.3f}"
            for figure in figures
        )
        lines.append(f"| {label} | {s.items} | {told} |")
    return "\n".join(lines)


def _themes(checked: Sequence[CodedItem], codings: Sequence[Coding]) -> str:
    rows = score_themes(checked, codings).sort_values("f1", kind="stable")
    lines = [
        "| theme | findings | precision | recall | F1 |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row.theme} | {row.findings} | {row.precision:.2f} | {row.recall:.2f} | {row.f1:.2f} |"
        for row in rows.itertuples()
    ]
    return "\n".join(lines)


def _write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write an .npz whose bytes do not depend on the time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            held = io.BytesIO()
            np.save(held, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _FIRST_DAY_OF_ZIP), held.getvalue())


def _write_json(path: Path, told: Mapping[str, object]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _round(value: float) -> float:
    return round(value, 4)
