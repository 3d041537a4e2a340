"""Caption files from a timeline: SubRip, WebVTT and ASS, in several encodings."""
import random

WINDOWS = ("utf-16", "utf-8-sig", "cp1252")        # files from Windows editors: lines end with CR LF


def cues(spoken, lines=()) -> list:
    """(start_ms, end_ms, text) of each cue; an empty line gives none."""
    texts = lines or [s for _, _, s in spoken]
    return [(a, b, t) for (a, b, _), t in zip(spoken, texts, strict=True) if t]


def encode(text: str, encoding: str) -> bytes:
    if encoding == "mess":     # lengths of a real file, bytes of none: fails in UTF-8 and UTF-16, unassigned in Windows-1252
        rng = random.Random(len(text))
        return bytes(rng.choice((0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x00, 0xFF, 0xC0)) for _ in range(len(text) | 1))
    if encoding in WINDOWS:
        text = text.replace("\n", "\r\n")
    return text.encode(encoding)


def render(suffix: str, cue_list) -> str:
    kind = suffix.rsplit(".", 1)[1]
    return {"srt": _srt, "vtt": _vtt, "ass": _ass}[kind](cue_list)


def _clock(ms: int, point: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def _srt(cue_list) -> str:
    return "".join(f"{i}\n{_clock(a, ',')} --> {_clock(b, ',')}\n{t}\n\n" for i, (a, b, t) in enumerate(cue_list, 1))


def _vtt(cue_list) -> str:
    body = "".join(f"{_clock(a, '.')} --> {_clock(b, '.')} align:start position:10%\n<v Crew>{t}</v>\n\n" for a, b, t in cue_list)
    return "WEBVTT\n\nNOTE made by make-samples.py\n\n" + body


def _ass(cue_list) -> str:
    def clock(ms):
        return f"{ms // 3600000}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000 // 10:02}"

    head = ("[Script Info]\nScriptType: v4.00+\nPlayResX: 320\nPlayResY: 180\n\n[V4+ Styles]\n"
            "Format: Name, Fontname, Fontsize, PrimaryColour, Alignment\nStyle: Default,Sans,18,&H00FFFFFF,2\n\n[Events]\n"
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n")
    return head + "".join(f"Dialogue: 0,{clock(a)},{clock(b)},Default,,0,0,0,,{t}\n" for a, b, t in cue_list)
