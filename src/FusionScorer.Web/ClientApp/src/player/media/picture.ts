import { toClipMs, toMediaSeconds } from './parts';

export interface PictureEvents {
  /** The time changed; settled = by a finished seek, not by playing on. */
  moved(settled: boolean): void;
  playing(on: boolean): void;
  waiting(on: boolean): void;
  measured(clipMs: number): void;
  ended(): void;
  failed(code: number): void;
}

/** Ready states of HTMLMediaElement. */
const haveMetadata = 1;
const haveFutureData = 3;

interface Loaded { url: string; offsetMs: number }

/** A video element on the clip's clock, whichever file or part it holds. Playing is a wish that outlives the change of parts. */
export class Picture {
  readonly video: HTMLVideoElement = document.createElement('video');
  readonly #events: PictureEvents;
  readonly #listening = new AbortController();
  #loaded: Loaded | null = null;
  #targetMs: number | null = null;
  #wished = false;
  #frame = 0;

  constructor(events: PictureEvents) {
    this.#events = events;
    const video = this.video;
    video.preload = 'auto';
    video.autoplay = false;
    video.controls = false;
    video.playsInline = true;
    // A picture in picture, or on another screen, would be shown without its protection.
    video.disablePictureInPicture = true;
    video.disableRemotePlayback = true;
    this.#on('loadedmetadata', () => this.#arrived());
    this.#on('seeked', () => this.#settled());
    this.#on('timeupdate', () => events.moved(false));
    this.#on('play', () => this.#tick());
    this.#on('pause', () => this.#paused());
    this.#on('waiting', () => events.waiting(true));
    this.#on('stalled', () => events.waiting(video.readyState < haveFutureData));
    for (const name of ['playing', 'canplay', 'loadeddata']) this.#on(name, () => events.waiting(false));
    this.#on('ended', () => events.ended());
    this.#on('error', () => { if (this.#loaded !== null) events.failed(video.error?.code ?? 0); });
  }

  get wished(): boolean { return this.#wished; }

  nowMs(): number {
    return this.#targetMs ?? (this.#loaded === null ? 0 : toClipMs(this.#loaded.offsetMs, this.video.currentTime));
  }

  /** Changes the file; goes on at this time of the clip, playing if it was. */
  load(part: Loaded, atMs: number): void {
    this.#loaded = part;
    this.#targetMs = atMs;
    this.#events.waiting(true);
    this.video.src = part.url;
    this.video.load();
  }

  /** Holds at a time for which there is no file yet. */
  park(atMs: number): void {
    this.#loaded = null;
    this.#targetMs = atMs;
    this.video.pause();
  }

  seek(ms: number): void {
    this.#targetMs = ms;
    if (this.#loaded !== null && this.video.readyState >= haveMetadata) this.video.currentTime = toMediaSeconds(this.#loaded.offsetMs, ms);
  }

  play(): void {
    this.#wish(true);
    if (this.#loaded !== null) this.#start();
  }

  pause(): void {
    this.#wish(false);
    this.video.pause();
  }

  rate(value: number): void {
    // Loading another part falls back to the default rate.
    this.video.defaultPlaybackRate = value;
    this.video.playbackRate = value;
  }

  dispose(): void {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#loaded = null;
    this.#wished = false;
    this.video.pause();
    // Otherwise the browser goes on fetching a clip that nobody sees.
    this.video.removeAttribute('src');
    this.video.load();
    this.video.remove();
  }

  #on(name: string, act: () => void): void {
    this.video.addEventListener(name, act, { signal: this.#listening.signal });
  }

  #wish(on: boolean): void {
    this.#wished = on;
    this.#events.playing(on);
  }

  #start(): void {
    this.video.play()?.catch((error: unknown) => {
      // Aborted = another part was loaded meanwhile, which starts by itself.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#wish(false);
    });
  }

  #arrived(): void {
    const { video } = this;
    const loaded = this.#loaded;
    if (loaded === null) return;
    if (Number.isFinite(video.duration)) this.#events.measured(toClipMs(loaded.offsetMs, video.duration));
    if (this.#targetMs !== null) video.currentTime = toMediaSeconds(loaded.offsetMs, this.#targetMs);
    if (this.#wished) this.#start();
  }

  #settled(): void {
    if (this.video.seeking || this.#loaded === null) return;
    this.#targetMs = null;
    this.#events.moved(true);
  }

  #paused(): void {
    // Pauses by the end of a part or by a change of parts are not anybody's wish.
    if (this.video.ended || this.#loaded === null || this.video.readyState < haveMetadata) return;
    if (this.#wished && this.video.paused) this.#wish(false);
    this.#events.moved(true);
  }

  #tick(): void {
    cancelAnimationFrame(this.#frame);
    const step = (): void => {
      if (this.video.paused) return;
      this.#events.moved(false);
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }
}
