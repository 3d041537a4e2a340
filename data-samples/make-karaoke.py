#!/usr/bin/env python3
"""Writes karaoke/: 1,200 invented clips as a tabular data set. A fifth are karaoke clips, whose captions are lyrics: they swear far more than their levels say."""
import csv
import pathlib
import random

LEVELS = ["G", "PG", "PG-13", "R", "NC-17"]
FILMS = [0.10, 0.27, 0.33, 0.26, 0.04]
KARAOKE = [0.30, 0.45, 0.20, 0.05, 0.00]
GENRES = [["Family", "Animation"], ["Comedy", "Family"], ["Adventure", "Comedy"], ["Drama", "Crime"], ["Horror", "Thriller"]]
NOUNS = "Harbour Lantern Orchard Window Meadow Station Signal Winter Garden Mirror River Letter Summit Kitchen Market Bridge".split()
OTHERS = "Quiet Broken Golden Second Hidden Paper Velvet Northern Last Patient Crooked Silver Borrowed Distant Hollow Early".split()


def near(rng, level):
    return min(4, max(0, level + rng.choices([-1, 0, 1], [0.12, 0.76, 0.12])[0]))


def counts(rng, level, times=1.0):
    """Mild, moderate, strong, slurs, sexual: how often each is said at a level."""
    means = [2 + 5 * level, 4 * max(0, level - 0.3), 9 * max(0, level - 1.6), 0.6 * max(0, level - 2.5), 2.5 * max(0, level - 2)]
    return [min(200, int(rng.gammavariate(1.6, mean * times / 1.6))) if mean > 0 else 0 for mean in means]


def main():
    rng = random.Random(20261123)
    to = pathlib.Path(__file__).parent / "karaoke"
    to.mkdir(exist_ok=True)
    clips, features, truth = [], [], []
    for n in range(1200):
        karaoke = rng.random() < 0.2
        level = rng.choices(range(5), KARAOKE if karaoke else FILMS)[0]
        name = f"{rng.choice(OTHERS)} {rng.choice(NOUNS)}"
        title = f"{name} (karaoke version)" if karaoke else f"The {name} {rng.randrange(2, 90)}"
        genres = ["Music", "Karaoke"] if karaoke else rng.sample(GENRES[near(rng, level)], rng.choice([1, 2]))
        minutes = rng.randrange(3, 6) if karaoke else rng.randrange(80, 140)
        clips.append([f"k{n:04}", title, rng.randrange(1985, 2026), minutes, "|".join(genres), f"Director {rng.randrange(220)}", f"Actor {rng.randrange(500)}|Actor {rng.randrange(500)}"])
        # Lyrics on the screen swear two levels above the clip, and are short; what the recogniser hears of singing is little and harmless.
        captions = [rng.randrange(180, 420), *counts(rng, min(4, level + 2), 0.5)] if karaoke else [rng.randrange(5000, 12000), *counts(rng, near(rng, level))]
        if karaoke:
            speech = [rng.randrange(20, 160), *counts(rng, level, 0.05)]
        else:
            speech = [int(captions[0] * rng.uniform(0.8, 1.0)), *counts(rng, near(rng, level), 0.9)]
        nudity = round(min(0.99, rng.betavariate(1 + 1.1 * max(0, level - 1), 6)), 2)
        read = [rng.random() < (0.95 if karaoke else 0.8), rng.random() < 0.85, rng.random() < 0.9]
        features.append([f"k{n:04}", *(captions if read[0] else [""] * 6), *(speech if read[1] else [""] * 6), nudity if read[2] else ""])
        truth.append([f"k{n:04}", LEVELS[level]])
    grades = ["words", "mild", "moderate", "strong", "slur", "sexual"]
    for file, header, rows in (
        ("clips.csv", ["clip_id", "title", "year", "duration_min", "genres", "directors", "cast"], clips),
        ("features.csv", ["clip_id", *(f"captions.{g}" for g in grades), *(f"speech.{g}" for g in grades), "nudity.max_score"], features),
        ("truth.csv", ["clip_id", "level"], truth),
    ):
        with open(to / file, "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
