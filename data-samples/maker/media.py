"""Media files: a generated picture that suits the genre, the speech, and embedded caption tracks."""
import pathlib
import subprocess

from . import captions, speech

SIZE, FPS, KEYFRAME = "320x180", 12, 18                    # a keyframe every 1.5 s
EXACT = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]

# One generator a genre; {n} differs from clip to clip. Nothing is photographed or drawn by hand.
PICTURES = {
    "Family": "testsrc2=s={s}:r={r}",
    "Animation": "testsrc2=s={s}:r={r},hue=h=90:s=1.4",
    "Adventure": "gradients=s={s}:r={r}:n=4:c0=0x1b5e20:c1=0xf9a825:c2=0x0277bd:c3=0x33691e:speed=0.02:seed={n}",
    "Comedy": "gradients=s={s}:r={r}:n=3:type=radial:c0=0xffeb3b:c1=0x00acc1:c2=0x8bc34a:speed=0.02:seed={n}",
    "Documentary": "gradients=s={s}:r={r}:n=3:c0=0x004d40:c1=0x4fc3f7:c2=0x1a237e:speed=0.01:seed={n}",
    "Horror": "mandelbrot=s={s}:r={r}:maxiter=300:end_scale=0.02:end_pts=200,eq=brightness=-0.2:saturation=0.4",
    "Action": "gradients=s={s}:r={r}:n=3:type=spiral:c0=0xd50000:c1=0x212121:c2=0xff6f00:speed=0.05:seed={n}",
    "Sci-Fi": "sierpinski=s={s}:r={r}:type=triangle:jump=20:seed={n},colorchannelmixer=rr=0.1:gg=0.8:bb=1",
    "Crime": "life=s=80x45:r={r}:mold=10:ratio=0.3:seed={n}:life_color=0xb0bec5:death_color=0x263238:mold_color=0x000000,"
             "scale={s}:flags=neighbor",
    "Thriller": "cellauto=s=80x45:r={r}:rule=110:seed={n}:ratio=0.4,scale={s}:flags=neighbor,colorchannelmixer=rr=0.2:gg=0.5:bb=0.7",
    "Drama": "gradients=s={s}:r={r}:n=3:type=circular:c0=0x0d1b4c:c1=0x5c6bc0:c2=0x263238:speed=0.02:seed={n}",
    "Romance": "gradients=s={s}:r={r}:n=3:c0=0x4a148c:c1=0x283593:c2=0x7e57c2:speed=0.02:seed={n}",
    "": "smptehdbars=s={s}:r={r}",
}
MUSIC = "aevalsrc='0.12*sin(2*PI*220*t)*exp(-mod(t,1))+0.08*sin(2*PI*330*t)*exp(-mod(t+0.5,1))':s=22050"


def make(clip, number: int, target: pathlib.Path, work: pathlib.Path) -> None:
    """Writes the media file and sets the clip's spoken sentences with their times."""
    pcm, spoken = speech.timeline(clip.say)
    seconds = clip.seconds or len(pcm) / speech.RATE
    clip.spoken[:] = spoken
    speech.write(work / "speech.wav", pcm)

    inputs, maps = [], []

    def add(options, stream):
        maps.extend(["-map", f"{inputs.count('-i')}:{stream}"])
        inputs.extend(options)

    if not clip.no_video:
        add(["-f", "lavfi", "-i", picture(clip, number)], "v")
    if not clip.no_audio:
        add(["-f", "lavfi", "-i", MUSIC] if clip.music else ["-i", str(work / "speech.wav")], "a")
    tracks = [c for c in clip.captions if c.track]
    for i, track in enumerate(tracks):
        file = work / f"track{i}.srt"
        file.write_text(captions.render(".srt", captions.cues(spoken, track.lines)), encoding="utf-8")
        add(["-i", str(file)], "s")
        maps += [f"-metadata:s:s:{i}", f"language={track.track}"]
    codecs = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "33", "-maxrate", "90k", "-bufsize", "180k", "-pix_fmt", "yuv420p",
              "-threads", "1", "-g", str(KEYFRAME), "-keyint_min", str(KEYFRAME), "-sc_threshold", "0",
              "-c:a", "aac", "-b:a", "64k", "-ac", "1", "-c:s", "mov_text" if target.suffix.lower() == ".mp4" else "srt"]
    run([*inputs, *maps, "-t", f"{seconds:.3f}", *codecs, *EXACT, str(target)])


def picture(clip, number: int) -> str:
    genre = next((g for g in clip.genres if g in PICTURES), "")
    tint = number * 53 % 90 - 45                           # so that clips of one genre differ
    return PICTURES[genre].format(s=SIZE, r=FPS, n=number) + f",hue=h={tint}"


def run(arguments) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments], check=True)
