import type { ProxyAnswer } from '../../api/types';
import { partFor, type Part } from './parts';
import type { Picture } from './picture';
import { ProxyFeed, type PlaybackApi } from './proxyFeed';
import type { Source, SourceState } from './source';

/** While scrubbing over what is not there yet, only the place where the hand rests is asked for. */
const restMs = 150;
const mostMendings = 2;

/** Plays a clip from parts that appear one after the other. */
export class ProxySource implements Source {
  readonly #picture: Picture;
  readonly #feed: ProxyFeed;
  readonly #tell: (state: SourceState) => void;
  #parts: readonly Part[] = [];
  #part: Part | null = null;
  #asked = false;
  #mendings = 0;
  #progress: number | null = null;

  constructor(picture: Picture, api: PlaybackApi, clip: string, tell: (state: SourceState) => void) {
    this.#picture = picture;
    this.#tell = tell;
    this.#feed = new ProxyFeed(api, clip, answer => this.#hear(answer));
  }

  open(ms: number): void {
    this.#picture.park(ms);
    this.#say('making');
    this.#feed.ask(ms);
  }

  seek(ms: number): void {
    const part = partFor(this.#parts, ms, this.#part);
    if (part === null) this.#want(ms, restMs);
    else this.#show(part, ms);
  }

  /** The end of a part is not the end of the clip: what follows is asked for, and played when it comes. */
  goOn(ms: number): boolean {
    if (this.#part === null || this.#part.complete) return false;
    this.seek(ms);
    return true;
  }

  /** A part that was thrown out of the cache is made again. */
  mend(ms: number): boolean {
    if (++this.#mendings > mostMendings) return false;
    this.#parts = [];
    this.#want(ms, 0);
    return true;
  }

  retry(ms: number): void {
    this.#mendings = 0;
    this.#parts = [];
    this.#want(ms, 0);
  }

  dispose(): void {
    this.#feed.dispose();
  }

  #want(ms: number, delayMs: number): void {
    this.#part = null;
    this.#asked = false;
    this.#picture.park(ms);
    this.#say('making');
    this.#feed.ask(ms, delayMs);
  }

  #show(part: Part, ms: number): void {
    if (part.url === this.#part?.url) this.#picture.seek(ms);
    else {
      this.#part = part;
      this.#picture.load(part, ms);
    }
    this.#say('shown');
  }

  #hear(answer: ProxyAnswer): void {
    this.#progress = answer.state === 'making' ? Math.min(1, Math.max(0, answer.progress)) : null;
    this.#parts = answer.parts;
    const ms = this.#picture.nowMs();
    const part = partFor(answer.parts, ms, this.#part);
    const better = part !== null && (this.#part === null || (part.complete && part.url !== this.#part.url));
    if (better) this.#show(part, ms);
    else if (this.#part !== null) this.#say('shown');
    else if (answer.state === 'making') this.#say('making');
    else if (answer.state === 'failed') this.#tell({ kind: 'failed', reason: answer.reason ?? 'no copy could be made', progress: null });
    else if (this.#asked) this.#tell({ kind: 'failed', reason: 'the copy has no picture at this time', progress: null });
    else {
      this.#asked = true;
      this.#feed.ask(ms, restMs);
    }
  }

  #say(kind: 'making' | 'shown'): void {
    this.#tell({ kind, reason: null, progress: this.#progress });
  }
}
