import type { ProxyAnswer } from '../../api/types';

export interface PlaybackApi {
  askProxy(clip: string, fromMs: number): Promise<ProxyAnswer>;
  readProxy(clip: string): Promise<ProxyAnswer>;
}

const firstWaitMs = 400;
const longestWaitMs = 5000;
const growth = 1.5;
const mostTries = 6;

/** Asks for a proxy and looks again, ever less often, while it is being made. */
export class ProxyFeed {
  readonly #api: PlaybackApi;
  readonly #clip: string;
  readonly #heard: (answer: ProxyAnswer) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #waitMs = firstWaitMs;
  #failures = 0;

  constructor(api: PlaybackApi, clip: string, heard: (answer: ProxyAnswer) => void) {
    this.#api = api;
    this.#clip = clip;
    this.#heard = heard;
  }

  /** The window around this time is wanted first. A delay lets the last of many seeks win. */
  ask(fromMs: number, delayMs = 0): void {
    this.#waitMs = firstWaitMs;
    this.#failures = 0;
    const call = (): Promise<ProxyAnswer> => this.#api.askProxy(this.#clip, Math.max(0, Math.round(fromMs)));
    if (delayMs > 0) this.#later(call, delayMs);
    else void this.#call(call);
  }

  dispose(): void {
    this.#turn++;
    clearTimeout(this.#timer);
  }

  #later(call: () => Promise<ProxyAnswer>, delayMs: number): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#call(call), delayMs);
  }

  async #call(call: () => Promise<ProxyAnswer>): Promise<void> {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    let answer: ProxyAnswer;
    try {
      answer = await call();
    } catch (error) {
      if (turn === this.#turn) this.#missed(call, error);
      return;
    }
    if (turn !== this.#turn) return;
    this.#failures = 0;
    if (answer.state === 'making') this.#later(() => this.#api.readProxy(this.#clip), this.#nextWait());
    this.#heard(answer);
  }

  #missed(call: () => Promise<ProxyAnswer>, error: unknown): void {
    if (++this.#failures < mostTries) this.#later(call, this.#nextWait());
    else this.#heard({ state: 'failed', reason: `the server gave no copy (${error instanceof Error ? error.message : 'no answer'})`, parts: [], progress: 0 });
  }

  #nextWait(): number {
    const wait = this.#waitMs;
    this.#waitMs = Math.min(longestWaitMs, wait * growth);
    return wait;
  }
}
