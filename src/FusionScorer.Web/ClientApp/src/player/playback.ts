import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { ClipBundle, Protection } from '../api/types';
import { Exposure } from './exposure';
import { loopSpan, marksOf, nearestMark, nextMark, preRollStart, previousMark, within, type Mark, type Span } from './marks';
import { faultOf } from './media/fault';
import { Picture } from './media/picture';
import type { PlaybackApi } from './media/proxyFeed';
import { openSource } from './media/openSource';
import { ProxySource } from './media/proxySource';
import type { Source, SourceState } from './media/source';
import { firstStep, nextStep, type RevealStep } from './protection';

export interface PlaybackOptions {
  protection: Protection;
  preRollSeconds: number;
  onEvidenceOpened(n: number): void;
  onExposure(seconds: number): void;
  api: PlaybackApi;
}

export const rates: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
/** The position is told this often while playing; whoever draws every frame asks `nowMs`. */
const tellEveryMs = 100;

/** Playing one clip: time, protection, evidence. Times are milliseconds on the clip's clock. */
export class Playback {
  readonly clip: ClipBundle;
  readonly protection: Protection;
  readonly preRollSeconds: number;
  /** Evidence that has a time, in order. */
  readonly marks: readonly Mark[];
  readonly #options: PlaybackOptions;
  readonly #position = signal(0);
  readonly #duration = signal(0);
  readonly #playing = signal(false);
  readonly #waiting = signal(false);
  readonly #muted = signal(false);
  readonly #rate = signal(1);
  readonly #step = signal<RevealStep>(0);
  readonly #words = signal(false);
  readonly #looping = signal(false);
  readonly #active = signal<number | null>(null);
  readonly #opened = signal<ReadonlySet<number>>(new Set());
  readonly #state = signal<SourceState>({ kind: 'shown', reason: null, progress: null });

  readonly positionMs: ReadonlySignal<number> = this.#position;
  readonly durationMs: ReadonlySignal<number> = this.#duration;
  readonly playing: ReadonlySignal<boolean> = this.#playing;
  readonly waiting: ReadonlySignal<boolean> = this.#waiting;
  readonly muted: ReadonlySignal<boolean> = this.#muted;
  readonly rate: ReadonlySignal<number> = this.#rate;
  readonly revealStep: ReadonlySignal<RevealStep> = this.#step;
  readonly wordsShown: ReadonlySignal<boolean> = this.#words;
  readonly looping: ReadonlySignal<boolean> = this.#looping;
  readonly activeEvidence: ReadonlySignal<number | null> = this.#active;
  readonly openedEvidence: ReadonlySignal<ReadonlySet<number>> = this.#opened;
  readonly pictureState: ReadonlySignal<SourceState> = this.#state;
  /** What is looped; null when nothing is. */
  readonly loop: ReadonlySignal<Span | null> = computed(() => this.#looping.value ? this.#spanOfActive() : null);

  readonly #picture: Picture;
  #source: Source;
  readonly #exposure: Exposure;
  readonly #ends: (() => void)[] = [];
  #toldAt = 0;
  #lengthKnown: boolean;
  /** The end was asked for before anybody knew where it is. */
  #endWished = false;

  constructor(clip: ClipBundle, options: PlaybackOptions) {
    this.clip = clip;
    this.#options = options;
    this.protection = options.protection;
    this.preRollSeconds = options.preRollSeconds;
    this.marks = marksOf(clip.evidence);
    this.#duration.value = clip.durationMs ?? lastKnownMs(clip);
    this.#lengthKnown = clip.durationMs !== null;
    this.#picture = new Picture({
      moved: settled => this.#moved(settled),
      playing: on => { this.#playing.value = on; },
      waiting: on => { this.#waiting.value = on; },
      measured: ms => this.#measured(ms),
      ended: () => this.#ended(),
      failed: code => this.#failed(code),
    });
    this.#exposure = new Exposure(seconds => options.onExposure(seconds));
    this.video.volume = 1;
    this.cover();
    this.#source = openSource(clip, this.#picture, options.api, state => { this.#state.value = state; });
    // Begins at the first mark: what the clip was chosen for is what is decided on.
    const first = this.marks[0];
    this.#position.value = first === undefined ? 0 : this.#clamp(preRollStart(first, options.preRollSeconds));
    this.#source.open(this.#position.value);
    this.#watch();
  }

  get video(): HTMLVideoElement { return this.#picture.video; }

  get hasPicture(): boolean { return this.#state.value.kind !== 'none'; }

  /** The position at this very moment. */
  nowMs(): number { return this.#picture.nowMs(); }

  playPause(): void {
    if (this.#playing.value) this.#picture.pause();
    else if (this.hasPicture && this.#state.value.kind !== 'failed') this.#picture.play();
  }

  toggleMute(): void { this.#mute(!this.#muted.value); }

  faster(): void { this.#setRate(rates.find(rate => rate > this.#rate.value)); }

  slower(): void { this.#setRate(rates.findLast(rate => rate < this.#rate.value)); }

  /** Infinity is the end, also while the file has not yet said where that is. Leaving the active mark by hand ends its loop: otherwise the player would jump back at once. */
  seek(ms: number): void {
    this.#endWished = ms === Infinity && !this.#lengthKnown;
    const span = this.#spanOfActive();
    const target = this.#clamp(ms);
    if (span !== null && !within(span, target)) batch(() => { this.#active.value = null; this.#looping.value = false; });
    this.#jump(target);
  }

  seekBy(ms: number): void { this.seek(this.#position.value + ms); }

  nextEvidence(): void { this.#open(nextMark(this.marks, this.#active.value, this.#position.value)); }

  previousEvidence(): void { this.#open(previousMark(this.marks, this.#active.value, this.#position.value)); }

  openEvidence(n: number, play = false): void {
    const item = this.clip.evidence.find(evidence => evidence.n === n);
    if (item === undefined) return;
    const mark = this.marks.find(candidate => candidate.n === n);
    batch(() => {
      this.#active.value = n;
      this.#opened.value = new Set(this.#opened.value).add(n);
      if (mark === undefined) this.#looping.value = false;
      else this.#jump(this.#clamp(preRollStart(mark, this.preRollSeconds)));
    });
    this.#options.onEvidenceOpened(n);
    if (play && mark !== undefined && !this.#playing.value) this.playPause();
  }

  /** Without an active mark, the nearest one is opened. */
  toggleLoop(): void {
    if (!this.#looping.value && this.#spanOfActive() === null) {
      const nearest = nearestMark(this.marks, this.#position.value);
      if (nearest === null) return;
      this.openEvidence(nearest.n);
    }
    this.#looping.value = !this.#looping.value;
  }

  reveal(): void { this.#step.value = nextStep(this.#step.value, this.protection); }

  cover(): void {
    batch(() => {
      this.#step.value = firstStep(this.protection);
      this.#words.value = !this.protection.maskWords;
      if (this.protection.mute) this.#mute(true);
    });
  }

  toggleWords(): void { this.#words.value = !this.#words.value; }

  /** Tries again after a failure. */
  retry(): void {
    this.#state.value = { kind: 'shown', reason: null, progress: null };
    this.#source.retry(this.#position.value);
  }

  dispose(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#exposure.dispose();
    this.#source.dispose();
    this.#picture.dispose();
    this.#playing.value = false;
  }

  #watch(): void {
    const left = (): void => { if (document.visibilityState === 'hidden') this.#picture.pause(); };
    document.addEventListener('visibilitychange', left);
    this.#ends.push(
      () => document.removeEventListener('visibilitychange', left),
      effect(() => {
        const sound = !this.#muted.value && this.clip.media?.hasAudio === true;
        this.#exposure.run(this.#playing.value && !this.#waiting.value && this.#state.value.kind === 'shown' && (this.#step.value > 0 || sound));
      }),
    );
  }

  #open(mark: Mark | null): void { if (mark !== null) this.openEvidence(mark.n); }

  #jump(ms: number): void {
    this.#position.value = ms;
    this.#source.seek(ms);
  }

  #spanOfActive(): Span | null {
    const mark = this.marks.find(candidate => candidate.n === this.#active.value);
    return mark === undefined ? null : loopSpan(mark, this.preRollSeconds, this.#duration.value);
  }

  #clamp(ms: number): number {
    const most = this.#duration.value > 0 ? this.#duration.value : Infinity;
    const inside = Math.min(most, Math.max(0, ms));
    return Number.isFinite(inside) ? Math.round(inside) : this.#position.value;
  }

  #mute(on: boolean): void {
    this.#muted.value = on;
    this.video.muted = on;
  }

  #setRate(rate: number | undefined): void {
    if (rate === undefined) return;
    this.#rate.value = rate;
    this.#picture.rate(rate);
  }

  #moved(settled: boolean): void {
    const ms = this.#picture.nowMs();
    const loop = this.loop.peek();
    if (loop !== null && this.#playing.peek() && ms >= loop.toMs) {
      this.#jump(loop.fromMs);
      return;
    }
    const now = performance.now();
    if (!settled && now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#position.value = Math.round(ms);
  }

  /** A measured length counts only when the scan knew none: a part's is not the clip's. */
  #measured(ms: number): void {
    if (this.clip.durationMs === null && ms > this.#duration.value) this.#duration.value = Math.round(ms);
    this.#lengthKnown = true;
    if (this.#endWished) this.seek(Infinity);
  }

  #ended(): void {
    const loop = this.loop.peek();
    const ms = this.#picture.nowMs();
    if (loop !== null) {
      this.#jump(loop.fromMs);
      this.#picture.play();
    } else if (!this.#source.goOn(ms)) this.#picture.pause();
    this.#moved(true);
  }

  #failed(code: number): void {
    const at = this.#position.value;
    if (this.#source.mend(at)) return;
    const proxied = this.#source instanceof ProxySource;
    const fault = faultOf(code);
    if (!proxied && fault.unplayable) {
      // The scan thought that a browser can play it; this one cannot, so it gets a copy like the others.
      this.#source = new ProxySource(this.#picture, this.#options.api, this.clip.clip, state => { this.#state.value = state; });
      this.#source.open(at);
      return;
    }
    this.#picture.pause();
    this.#state.value = { kind: 'failed', reason: fault.text, progress: null };
  }
}

function lastKnownMs(clip: ClipBundle): number {
  const evidence = clip.evidence.map(item => Math.max(item.startMs ?? 0, item.endMs ?? 0));
  const cues = [...clip.captions, ...(clip.transcript === null ? [] : [clip.transcript])].flatMap(track => track.cues.map(cue => cue.endMs));
  return [...evidence, ...cues].reduce((most, ms) => Number.isFinite(ms) ? Math.max(most, ms) : most, 0);
}
