#!/usr/bin/env python3
"""Makes data-samples/ anew from clips/*.toml: media, captions, metadata, viewers, truth.

usage: make-samples.py [--out DIR] [--vocab VOCAB.TXT]

Needs Python 3.11, ffmpeg with libx264, and espeak-ng. The same versions give the same bytes.
"""
import argparse
import csv
import dataclasses
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from maker import broken, captions, clips, media, metadata, viewers  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=HERE, help="folder to write into (default: this one)")
    parser.add_argument("--vocab", type=pathlib.Path, help="check the spoken words against the speech model's vocab.txt first")
    args = parser.parse_args()
    table = clips.load(HERE / "clips")
    if args.vocab:
        check_words(table, args.vocab)

    library = args.out / "library"
    shutil.rmtree(library, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        for number, clip in enumerate(table):
            target = library / clip.path
            target.parent.mkdir(parents=True, exist_ok=True)
            media.make(clip, number, target, pathlib.Path(work))
            write_captions(clip, target)
            metadata.write(clip, library)
            print(f"{clip.level:6}{clip.path!r}", file=sys.stderr)
    original, path = broken.copy(table, library)
    bad = broken.write(library)
    table.append(dataclasses.replace(original, path=path, case="identical copy, without captions and metadata", known=False))
    metadata.write_table(table, library)
    viewers.write(table, clips.LEVELS, library / "viewers.csv")
    write_tables(table, bad, args.out)


def check_words(table, vocab: pathlib.Path) -> None:
    known = {line.split("\t", 1)[1].strip() for line in vocab.read_text(encoding="utf-8").splitlines()}
    for clip in table:
        strange = {w for line in clip.say for w in clips.words(line.split(": ", 1)[1])} - known
        if strange:
            sys.exit(f"{clip.path}: not in the vocabulary: {', '.join(sorted(strange))}")


def write_captions(clip, target: pathlib.Path) -> None:
    for c in clip.captions:
        if c.file:
            text = captions.render(c.file, captions.cues(clip.spoken, c.lines))
            target.with_name(target.stem + c.file).write_bytes(captions.encode(text, c.encoding))


def write_tables(table, bad, out: pathlib.Path) -> None:
    write_csv(out / "truth.csv", ["clip_id", "level"], [(c.path, c.level) for c in table])
    write_csv(out / "known.csv", ["clip_id", "level"], [(c.path, c.level) for c in table if c.known])
    write_csv(out / "cases.csv", ["clip_id", "level", "case"], [(c.path, c.level, c.case) for c in table] + [(p, "", c) for p, c in bad])
    with open(out / "spoken.tsv", "w", newline="", encoding="utf-8") as f:
        f.write("clip_id\tstart_ms\tend_ms\tspoken\n")
        for c in table:
            for start, end, sentence in () if c.no_audio else c.spoken:
                name = c.path.replace("\n", "\\n")
                f.write(f"{name}\t{start}\t{end}\t{' '.join(clips.words(sentence))}\n")


def write_csv(path: pathlib.Path, head, rows) -> None:
    with open(path, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


if __name__ == "__main__":
    main()
