"""Plots as SVG: the same bytes for the same numbers, legible on white paper and on a dark page."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter, NullLocator, ScalarFormatter
from numpy.typing import NDArray

if TYPE_CHECKING:  # only matplotlib from 3.11 on has it
    from matplotlib.typing import RcKeyType

GREY = "#7d7d7d"  # about 4:1 against white and against a dark page
COLOURS = (
    "#d55e00",
    "#0a84c6",
    "#009e73",
    "#cc79a7",
    "#b58900",
    "#8a63d2",
)  # told apart by the colour-blind too
MARKERS = "osD^vP"
STYLE: "dict[RcKeyType, Any]" = {
    "svg.hashsalt": "mepp5",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.frameon": False,
    "axes.grid": True,
    "grid.alpha": 0.35,
    "grid.linewidth": 0.5,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "axes.titlecolor", "grid.color"), GREY),
    **dict.fromkeys(("xtick.color", "ytick.color", "legend.labelcolor"), GREY),
}


def draw_curves(curves: Mapping[str, Sequence[Mapping[str, Any]]], x: str, x_label: str) -> bytes:
    """Return lines of micro-F1 (dashed) and macro-F1 (solid) over x for each {name: points}."""
    with open_figure(6.4, 3.6) as (figure, out):
        axes = figure.subplots()
        for number, (name, points) in enumerate(curves.items()):
            for score, line in (("macro_f1", "-"), ("micro_f1", "--")):
                axes.plot(
                    [point[x] for point in points],
                    [point[score] for point in points],
                    line + MARKERS[number % len(MARKERS)],
                    color=COLOURS[number % len(COLOURS)],
                    label=f"{name}, {score.replace('_f1', '-F1')}",
                )
        axes.set(xlabel=x_label, ylabel="F1 on novel clauses")
        locator = axes.xaxis.get_major_locator()
        assert isinstance(locator, MaxNLocator)  # a linear axis has none but this kind
        locator.set_params(integer=True)
        axes.legend(loc="lower right")
    return out.getvalue()


def draw_distances(panels: Mapping[str, Mapping[str, tuple[float | None, float]]]) -> bytes:
    """Return, for each {protocol: {baseline: (score on novel, score on all)}}, the two scores joined by a line."""
    rows = max(len(panel) for panel in panels.values())
    with open_figure(7.2, len(panels) * (0.2 * rows + 0.55) + 0.5) as (figure, out):
        column = figure.subplots(len(panels), sharex=True, squeeze=False)[:, 0]
        for axes, (title, panel) in zip(column, panels.items(), strict=True):
            names = list(panel)
            for place, (novel, whole) in enumerate(panel.values()):
                if novel is not None:
                    axes.plot([novel, whole], [place, place], "-", color=GREY, linewidth=1, zorder=1)
                    axes.plot([novel], [place], "o", color=COLOURS[0])
                axes.plot([whole], [place], "o", color=COLOURS[1], markerfacecolor="none")
            axes.set_yticks(range(len(names)), names)
            axes.set_ylim(-0.6, len(names) - 0.4)
            axes.set_title(title, loc="left")
        axes.set_xlabel("macro-F1: novel clauses (filled), all clauses (ring)")
    return out.getvalue()


def draw_confusion(counts: NDArray[np.int64], names: Sequence[str]) -> bytes:
    """Return squares whose area is the share of a reference category (row) that is predicted as another (column)."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    rows, columns = np.nonzero(counts)
    with open_figure(7.2, 6.4) as (figure, out):
        axes = figure.subplots()
        colours = [COLOURS[1] if row == column else COLOURS[0] for row, column in zip(rows, columns, strict=True)]
        axes.scatter(columns, rows, s=320 * shares[rows, columns], c=colours, marker="s", linewidths=0, zorder=2)
        axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
        totals = counts.sum(axis=1)
        labels = [f"{name} ({total})" for name, total in zip(names, totals, strict=True)]
        axes.set_yticks(range(len(names)), labels)
        axes.set(xlabel="predicted", ylabel="reference (clauses)", ylim=(len(names) - 0.5, -0.5))
        axes.set_xlim(-0.5, len(names) - 0.5)
    return out.getvalue()


def draw_reliability(calibrated: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the share of labels that hold over their mean stated probability, for each {baseline: calibration}."""
    with open_figure(4.2, 3.8) as (figure, out):
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], ":", color=GREY, label="as stated")
        for number, (name, measured) in enumerate(calibrated.items()):
            means, shares = ([each[key] for each in measured["bins"]] for key in ("mean", "share"))
            axes.plot(means, shares, "-" + MARKERS[number], color=COLOURS[number], label=name)
        axes.set(xlabel="stated probability", ylabel="share that hold", xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        axes.legend(loc="upper left")
    return out.getvalue()


def draw_growth(runs: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Return seconds, both axes logarithmic, and peak memory over clauses of each run, beside proportional time."""
    clauses = [row["clauses"] for row in next(iter(runs.values()))]
    with open_figure(7.2, 3) as (figure, out):
        for axes, key, label in zip(
            figure.subplots(1, 2), ("seconds", "peak_memory_mb"), ("seconds", "peak memory, MB"), strict=True
        ):
            for number, (name, rows) in enumerate(runs.items()):
                values = [row[key] for row in rows]
                axes.plot(clauses, values, "-" + MARKERS[number], color=COLOURS[number], label=name)
                if key == "seconds":
                    line = [values[-1] * count / clauses[-1] for count in clauses]
                    axes.plot(clauses, line, ":", color=GREY, label=None if number else "proportional")
            if key == "seconds":
                figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=len(runs) + 1)
            axes.set(xscale="log", xlabel="clauses", ylabel=label, yscale="log" if key == "seconds" else "linear")
            axes.set_ylim(bottom=None if key == "seconds" else 0)
            axes.set_xticks(clauses, [f"{count:,}" for count in clauses])
            axes.xaxis.set_minor_locator(NullLocator())
            axes.yaxis.set_major_formatter(ScalarFormatter())
            axes.yaxis.set_minor_formatter(NullFormatter())
    return out.getvalue()


@contextmanager
def open_figure(width: float, height: float) -> Iterator[tuple[Figure, io.BytesIO]]:
    """Give a figure of inches and the buffer that has its SVG, without date or version, once the block has ended."""
    out = io.BytesIO()
    with mpl.rc_context({**mpl.rcParamsDefault, **STYLE}):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, out
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
