import { batch, signal } from '@preact/signals';
import { ApiError, words } from '../api/client';
import type { ClaimAnswer, ClipBundle, Held, HeartbeatAnswer, ModelState, QueueFilter } from '../api/types';

export interface ClaimApi {
  claimNext(filter: QueueFilter, count: number, have: string[]): Promise<ClaimAnswer>;
  claimClip(id: string): Promise<ClipBundle>;
  heartbeat(claims: { clip: string; token: string }[]): Promise<HeartbeatAnswer>;
  release(clip: string, token?: string, options?: { keepalive?: boolean }): Promise<void>;
}

export interface ClaimOptions {
  api: ClaimApi;
  filter: QueueFilter;
  /** Decided here, and not at the server yet: it would hand the clip out again. */
  unsent(): string[];
  current(): string | null;
  /** Clips ready behind the one on the screen; the usual number when absent. */
  ahead?: number;
  tabs?: { tell(clips: string[]): void; others(): string[] };
  onModel(model: ModelState): void;
  /** The clip on the screen is no longer held by this reviewer. */
  onCurrentLost(held: Held | null): void;
  warm?(clip: ClipBundle): void;
}

/** Clips ready behind the one on the screen: enough to go on for a while without a connection. */
export const clipsAhead = 6;
const firstWaitMs = 1000;
const longestWaitMs = 20_000;

/** Clips held by this tab: the one on the screen and the next few, so that going on never waits. */
export class Claims {
  readonly ahead = signal<ClipBundle[]>([]);
  readonly left = signal<number | null>(null);
  /** Why no clips come; null while they do. */
  readonly trouble = signal<string | null>(null);
  readonly asked = signal(false);
  private readonly tokens = new Map<string, string>();
  private filling: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = firstWaitMs;
  private stopped = false;

  constructor(private readonly options: ClaimOptions) {}

  holds(clip: string): boolean {
    return this.tokens.has(clip);
  }
  token(clip: string): string | null {
    return this.tokens.get(clip) ?? null;
  }
  hold(clip: ClipBundle): void {
    if (clip.claim !== null) this.tokens.set(clip.clip, clip.claim.token);
  }

  /** The next clip, at once; undefined when none is ready yet. */
  take(): ClipBundle | undefined {
    const [next, ...rest] = this.ahead.peek();
    if (next !== undefined) this.ahead.value = rest;
    return next;
  }
  putFirst(clip: ClipBundle): void {
    this.ahead.value = [clip, ...this.ahead.peek().filter((one) => one.clip !== clip.clip)];
  }
  /** Decided: the server ends the claim when the decision arrives. */
  forget(clip: string): void {
    this.tokens.delete(clip);
  }

  /** Claims until enough are ready. One request at a time; faults are tried again by themselves. */
  fill(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.filling ??= this.fillOnce().finally(() => (this.filling = null));
    return this.filling;
  }

  private async fillOnce(): Promise<void> {
    clearTimeout(this.timer);
    const missing = (this.options.ahead ?? clipsAhead) - this.ahead.peek().length + (this.options.current() === null ? 1 : 0);
    if (missing <= 0) return;
    const have = [...new Set([...this.tokens.keys(), ...this.options.unsent(), ...(this.options.tabs?.others() ?? [])])];
    try {
      const answer = await this.options.api.claimNext(this.options.filter, missing, have);
      if (this.stopped) return this.giveBack(answer.clips);
      const not = new Set([...this.options.unsent(), ...this.ahead.peek().map((clip) => clip.clip), this.options.current() ?? '']);
      const fresh = answer.clips.filter((clip) => !not.has(clip.clip));
      for (const clip of fresh) this.hold(clip);
      this.tell();
      batch(() => {
        this.ahead.value = [...this.ahead.peek(), ...fresh];
        this.left.value = answer.left;
        this.trouble.value = null;
        this.asked.value = true;
      });
      this.pause = firstWaitMs;
      this.options.onModel(answer.model);
      for (const clip of fresh) this.options.warm?.(clip);
    } catch (error) {
      this.trouble.value = words(error);
      const lasting = error instanceof ApiError && error.status < 500 && error.status !== 429;
      if (lasting || this.stopped) return;
      this.timer = setTimeout(() => void this.fill(), this.pause);
      this.pause = Math.min(this.pause * 2, longestWaitMs);
    }
  }

  private tell(): void {
    this.options.tabs?.tell([...this.tokens.keys()]);
  }

  private giveBack(clips: ClipBundle[]): void {
    for (const clip of clips) void this.options.api.release(clip.clip, clip.claim?.token).catch(() => {});
  }

  /** New bundles for the clips ahead: the policy they were made under is gone. */
  async refresh(): Promise<void> {
    const old = this.ahead.peek();
    for (const clip of old) this.tokens.delete(clip.clip);
    this.ahead.value = [];
    await this.fill();
  }

  async heartbeat(): Promise<void> {
    const claims = [...this.tokens].map(([clip, token]) => ({ clip, token }));
    if (claims.length === 0 || this.stopped) return;
    this.tell();
    const answer = await this.options.api.heartbeat(claims);
    this.options.onModel(answer.model);
    for (const { clip, held } of answer.lost) {
      if (this.tokens.get(clip) !== claims.find((claim) => claim.clip === clip)?.token) continue;
      this.tokens.delete(clip);
      if (clip === this.options.current()) await this.again(clip, held);
      else this.ahead.value = this.ahead.peek().filter((one) => one.clip !== clip);
    }
    if (answer.lost.length > 0) await this.fill();
  }

  /** A lease that only ran out can be had again, unseen; a clip that somebody else holds cannot. */
  async again(clip: string, held: Held | null = null): Promise<boolean> {
    if (held === null || held.mine) {
      try {
        this.hold(await this.options.api.claimClip(clip));
        return true;
      } catch (error) {
        if (!(error instanceof ApiError)) return false;
      }
    }
    if (this.options.current() === clip) this.options.onCurrentLost(held);
    return false;
  }

  /** Gives everything back except `keep`; on leaving the page the requests outlive it. */
  async release(leaving: boolean, keep: (clip: string) => boolean = () => false): Promise<void> {
    clearTimeout(this.timer);
    const given = [...this.tokens].filter(([clip]) => !keep(clip));
    for (const [clip] of given) this.tokens.delete(clip);
    this.tell();
    this.ahead.value = this.ahead.peek().filter((clip) => this.tokens.has(clip.clip));
    await Promise.allSettled(given.map(([clip, token]) => this.options.api.release(clip, token, { keepalive: leaving })));
  }

  async stop(keep: (clip: string) => boolean = () => false): Promise<void> {
    this.stopped = true;
    await this.release(false, keep);
  }
}

const warmed: (HTMLImageElement | HTMLVideoElement)[] = [];

/** Brings the small pictures and the head of the file into the browser's cache. Nothing is shown and nothing is played. */
export function warm(clip: ClipBundle): void {
  for (const evidence of clip.evidence.slice(0, 24)) {
    if (evidence.thumbnail === null) continue;
    const image = new Image();
    image.src = evidence.thumbnail;
    warmed.push(image);
  }
  if (clip.media?.kind === 'direct' && clip.media.url !== null && clip.media.hasVideo) {
    const video = document.createElement('video');
    video.preload = 'metadata';
    video.muted = true;
    video.src = clip.media.url;
    warmed.push(video);
  }
  while (warmed.length > 48) {
    const old = warmed.shift();
    if (old instanceof HTMLVideoElement) {
      old.removeAttribute('src');
      old.load();
    }
  }
}
