"""The tables of clips: what each clip is, says and carries beside it."""
import pathlib
import re
import tomllib
from dataclasses import dataclass, field

LEVELS = ("G", "PG", "PG-13", "R", "NC-17")
TABLES = ("films", "shows", "shorts", "incoming")


@dataclass(frozen=True)
class Captions:
    """One caption file (`file` is its suffix) or embedded track (`track` is its language)."""

    file: str = ""
    track: str = ""
    encoding: str = "utf-8"
    lines: tuple = ()          # empty: the words as spoken


@dataclass(frozen=True)
class Clip:
    path: str
    case: str
    level: str
    known: bool = False
    title: str = ""
    year: int = 0
    nfo: str = "own"           # own | movie | episode | broken | csv | none
    genres: tuple = ()
    directors: tuple = ()
    cast: tuple = ()
    mpaa: str = ""
    imdb: str = ""
    say: tuple = ()            # "voice: sentence"
    captions: tuple = ()
    music: bool = False
    seconds: float = 0
    no_audio: bool = False
    no_video: bool = False
    spoken: list = field(default_factory=list, compare=False)   # (start_ms, end_ms, sentence), set when made


def load(folder: pathlib.Path) -> list[Clip]:
    clips = []
    for table in TABLES:
        with open(folder / f"{table}.toml", "rb") as f:
            clips += [_clip(row) for row in tomllib.load(f)["clip"]]
    return clips


def _clip(row: dict) -> Clip:
    row = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    row["captions"] = tuple(Captions(**{**c, "lines": tuple(c.get("lines", ()))}) for c in row.get("captions", ()))
    named = re.fullmatch(r"(.+) \((\d{4})\)", pathlib.PurePosixPath(row["path"]).stem)
    if named:
        row = {"title": named[1], "year": int(named[2]), **row}
    clip = Clip(**row)
    if clip.level not in LEVELS:
        raise SystemExit(f"{clip.path}: no such level: {clip.level}")
    for c in clip.captions:
        if c.lines and len(c.lines) != len(clip.say):
            raise SystemExit(f"{clip.path}: {len(clip.say)} sentences, {len(c.lines)} caption lines")
    return clip


def words(sentence: str) -> list[str]:
    """The words as the small speech model writes them: no punctuation, lower case but for I."""
    found = re.findall(r"[A-Za-z']+", sentence)
    return [w if w == "I" or w.startswith("I'") else w.lower() for w in found]
