"""What media centres keep beside a clip: NFO files, and one clips.csv for what has no NFO."""
import csv
import pathlib
from xml.sax.saxutils import escape


def write(clip, library: pathlib.Path) -> None:
    target = library / clip.path
    if clip.nfo == "episode":
        _show(clip, library)
    if clip.nfo in ("own", "episode", "broken"):
        target = target.with_suffix(".nfo")
    elif clip.nfo == "movie":
        target = target.with_name("movie.nfo")
    else:
        return
    text = nfo(clip, "episodedetails" if clip.nfo == "episode" else "movie")
    if clip.nfo == "broken":
        text = text[:text.index("</director>")] + "</movie"
    target.write_text(text, encoding="utf-8", newline="\n")


def nfo(clip, root: str) -> str:
    lines = [_tag("title", clip.title or pathlib.PurePosixPath(clip.path).stem)]
    if root == "episodedetails":
        season, episode = clip.path[-10:-4].split("E")[0][1:], clip.path[-6:-4]
        lines += [_tag("season", int(season)), _tag("episode", int(episode))]
    if clip.year:
        lines.append(_tag("year", clip.year))
    lines += [_tag("genre", g) for g in clip.genres] + [_tag("director", d) for d in clip.directors]
    if clip.mpaa:
        lines.append(_tag("mpaa", clip.mpaa))
    if clip.imdb:
        lines.append(f'<uniqueid type="imdb" default="true">{clip.imdb}</uniqueid>')
    lines += [f"<actor>{_tag('name', a)}</actor>" for a in clip.cast]
    body = "".join(f"  {line}\n" for line in lines)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root}>\n{body}</{root}>\n'


def _tag(name: str, value) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"


def _show(clip, library: pathlib.Path) -> None:
    folder = (library / clip.path).parent.parent
    genres = "".join(f"  {_tag('genre', g)}\n" for g in clip.genres[:1])
    (folder / "tvshow.nfo").write_text('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<tvshow>\n'
                                       f"  {_tag('title', folder.name)}\n{genres}</tvshow>\n", encoding="utf-8", newline="\n")


def write_table(clips, library: pathlib.Path) -> None:
    with open(library / "clips.csv", "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["clip_id", "title", "year", "duration_min", "genres", "directors", "cast"])
        for c in clips:
            if c.nfo == "csv":
                seconds = c.spoken[-1][1] / 1000
                out.writerow([c.path, c.title, c.year, f"{seconds / 60:.2f}", "|".join(c.genres), "|".join(c.directors), "|".join(c.cast)])
