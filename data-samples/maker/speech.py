"""Speech on a timeline: each sentence is synthesised, trimmed and placed, so its times are known to the sample."""
import array
import subprocess
import wave

RATE = 22050
VOICES = {
    "us": ("en-us", 150, 50), "us-f": ("en-us+f2", 150, 55), "us-m": ("en-us+m3", 150, 45),
    "gb": ("en", 150, 50), "gb-f": ("en+f2", 150, 55), "gb-m": ("en+m3", 145, 45),
}
LEAD, TAIL, PAUSES = 0.5, 0.7, (0.45, 0.55, 0.6, 0.5)
MARGIN = int(0.03 * RATE)
FLOOR = 300                    # samples quieter than this, at either end, are silence


def synthesise(voice: str, sentence: str) -> array.array:
    name, rate, pitch = VOICES[voice]
    made = subprocess.run(["espeak-ng", "-v", name, "-s", str(rate), "-p", str(pitch), "--stdout", "--", sentence],
                          check=True, capture_output=True).stdout
    start = made.index(b"data") + 8
    if int.from_bytes(made[24:28], "little") != RATE:
        raise SystemExit(f"espeak-ng speaks at another rate than {RATE} Hz")
    pcm = array.array("h", made[start:start + (len(made) - start) // 2 * 2])
    loud = [i for i, v in enumerate(pcm) if abs(v) > FLOOR]
    return pcm[max(0, loud[0] - MARGIN):loud[-1] + MARGIN]


def timeline(say) -> tuple[array.array, list]:
    """All sentences one after another: samples, and (start_ms, end_ms, sentence) of each."""
    pcm, spoken = silence(LEAD), []
    for i, line in enumerate(say):
        voice, sentence = line.split(": ", 1)
        if i:
            pcm += silence(PAUSES[i % len(PAUSES)])
        start = len(pcm)
        pcm += synthesise(voice, sentence)
        spoken.append((start * 1000 // RATE, len(pcm) * 1000 // RATE, sentence))
    return pcm + silence(TAIL), spoken


def silence(seconds: float) -> array.array:
    return array.array("h", bytes(2 * int(seconds * RATE)))


def write(path, pcm: array.array) -> None:
    with wave.open(str(path), "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(RATE)
        w.writeframes(pcm.tobytes())
