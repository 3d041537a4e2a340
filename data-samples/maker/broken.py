"""Files that no reader can trust: each must end as a recorded status, never as a crash or a read elsewhere."""
import pathlib
import shutil

HLS = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:8,\n{}\n#EXT-X-ENDLIST\n"
TRANSPORT_STREAM = "films/Storm at the Station (2023)/Storm at the Station (2023).ts"


def write(library: pathlib.Path) -> list:
    """Writes the files; returns (path, case) of each."""
    folder = library / "incoming"
    whole = (folder / "silent_screen.mp4").read_bytes()
    matroska = (library / "films/The Empty Bed (2013)/The Empty Bed (2013).mkv").read_bytes()
    made = [
        ("truncated.mp4", whole[:whole.index(b"moov") - 4][:12000], "index (moov) cut off"),
        ("cut_off.mkv", matroska[:len(matroska) // 3], "the last two thirds are missing; what is there decodes"),
        ("empty.mp4", b"", "zero bytes"),
        ("notes.mp4", b"Remember to bring the golden sandwich.\n" * 20, "a text file"),
        ("playlist.mp4", HLS.format("../" + TRANSPORT_STREAM).encode(), "an HLS playlist that plays another clip of the library"),
        ("hostname.mp4", HLS.format("file:///etc/hostname").encode(), "an HLS playlist that points outside the library"),
        ("concat.mkv", b"ffconcat version 1.0\nfile silent_screen.mp4\n", "an ffconcat script that plays another clip"),
    ]
    for name, content, _ in made:
        (folder / name).write_bytes(content)
    (folder / "orphan.en.srt").write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nThere is no clip of this name.\n\n")
    return [("incoming/" + name, case) for name, _, case in made]


def copy(clips, library: pathlib.Path):
    """An identical copy under another name, without its captions and metadata."""
    original = next(c for c in clips if c.title == "The Last Ticket")
    path = "incoming/the.last.ticket.copy.mp4"
    shutil.copyfile(library / original.path, library / path)
    return original, path
