"""Plots of what changed between policies: scores of links, and which categories got broader or narrower."""

from baselines.report.changes.section import EFFECTS_PLOT, LINKS_PLOT, Effects, Points, collect_links
from baselines.report.plots import COLOURS, GREY, open_figure
from mepp5.files import Object


def draw_change_plots(results: Object | None, effects: Effects) -> dict[str, bytes]:
    """Return the plots by name, none of a corpus that compares nothing; `results` may be missing."""
    plots = {EFFECTS_PLOT: draw_change_effects(effects)} if effects else {}
    if effects and results:
        plots[LINKS_PLOT] = draw_change_links(collect_links(results))
    return plots


def draw_change_links(points: Points) -> bytes:
    """Return a panel a pair, a row a system with F1 and interval; dotted are the first (floor) and last (ceiling)."""
    with open_figure(7.2, 0.28 * max(map(len, points.values())) + 0.9) as (figure, out):
        row = figure.subplots(1, len(points), sharey=True, squeeze=False)[0]
        for axes, (pair, systems) in zip(row, points.items(), strict=True):
            values = [value for value, _ in systems.values()]
            for end in (values[0], values[-1]):
                axes.axvline(end, linestyle=":", color=GREY, linewidth=1)
            for place, (value, interval) in enumerate(systems.values()):
                colour = GREY if place in (0, len(values) - 1) else COLOURS[1]
                if interval:
                    axes.plot(interval, [place, place], "-", color=colour, linewidth=1.5)
                axes.plot([value], [place], "o", color=colour)
            axes.set_yticks(range(len(values)), list(systems))
            axes.set(xlim=(-0.03, 1.03), ylim=(-0.6, len(values) - 0.4), xlabel="F1 of linked pairs")
            axes.set_title(_break_title(pair), loc="left")
    return out.getvalue()


def draw_change_effects(effects: Effects) -> bytes:
    """Return a panel a pair, a row a category: narrower cases to the left, broader ones to the right."""
    names = list(next(iter(effects.values())))
    largest = max(max(own["broader"], own["narrower"]) for counts in effects.values() for own in counts.values())
    with open_figure(7.2, 0.22 * len(names) + 1.1) as (figure, out):
        row = figure.subplots(1, len(effects), sharey=True, squeeze=False)[0]
        for axes, (pair, counts) in zip(row, effects.items(), strict=True):
            for name, sign, colour in (("narrower", -1, COLOURS[1]), ("broader", 1, COLOURS[0])):
                lengths = [sign * counts[category][name] for category in names]
                axes.barh(range(len(names)), lengths, color=colour, label=name, zorder=2)
            axes.axvline(0, color=GREY, linewidth=0.8)
            axes.set_yticks(range(len(names)), names)
            axes.set(xlim=(-1.25 * largest, 1.25 * largest), ylim=(len(names) - 0.4, -0.6), xlabel="cases")
            axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
            axes.set_title(_break_title(pair), loc="left")
        figure.legend(*row[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return out.getvalue()


def _break_title(pair: str) -> str:
    return pair.replace("--", " →\n")
