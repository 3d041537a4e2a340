"""Invented viewers with tastes, so that viewers of strict clips watch strict clips."""
import csv
import pathlib
import random

# Share of a taste's views that goes to each level, G to NC-17.
TASTES = {
    "family": (5, 4, 1, 0, 0),
    "teen": (1, 4, 5, 1, 0),
    "adult": (0, 1, 3, 5, 1),
    "late": (0, 0, 1, 4, 5),
    "anything": (1, 1, 1, 1, 1),
}
VIEWERS = ["family"] * 10 + ["teen"] * 10 + ["adult"] * 10 + ["late"] * 6 + ["anything"] * 3


def write(clips, levels, target: pathlib.Path) -> None:
    rng = random.Random(2026)
    rows = []
    for n, taste in enumerate(VIEWERS, 1):
        weight = dict(zip(levels, TASTES[taste], strict=True))
        # Weighted draw without repeats: the largest of u^(1/w), Efraimidis and Spirakis 2006.
        keyed = [(rng.random() ** (1 / weight[c.level]) if weight[c.level] else -1, c) for c in clips]
        chosen = sorted(keyed, key=lambda pair: (-pair[0], pair[1].path))[:rng.randint(5, 10)]
        for key, c in sorted(chosen, key=lambda pair: pair[1].path):
            if key >= 0:
                rating = min(5, 2 + 0.5 * rng.randint(0, 4) + weight[c.level] * 0.2)
                rows.append((f"v{n:02}", c.path, f"{round(rating * 2) / 2}"))
    rows += [(f"v{len(VIEWERS) + 1:02}", c.path, "3.0") for c in clips]     # one who watched everything
    with open(target, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["viewer_id", "clip_id", "rating"])
        out.writerows(rows)
