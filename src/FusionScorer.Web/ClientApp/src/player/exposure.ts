/** Seconds of revealed pictures or sound, counted on this machine only and handed on in small portions. */
export class Exposure {
  readonly #report: (seconds: number) => void;
  readonly #now: () => number;
  #since: number | null = null;
  #unreportedMs = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  static readonly portionMs = 5000;

  constructor(report: (seconds: number) => void, now: () => number = () => performance.now()) {
    this.#report = report;
    this.#now = now;
  }

  /** Tells whether somebody is exposed from now on. */
  run(on: boolean): void {
    if (on === (this.#since !== null)) return;
    this.#count();
    this.#since = on ? this.#now() : null;
    if (on) this.#timer = setInterval(() => { this.#count(); this.#hand(Exposure.portionMs); }, 1000);
    else this.#stop();
    this.#hand(Exposure.portionMs);
  }

  dispose(): void {
    this.run(false);
    this.#hand(1);
  }

  #count(): void {
    if (this.#since === null) return;
    const now = this.#now();
    this.#unreportedMs += Math.max(0, now - this.#since);
    this.#since = now;
  }

  #hand(leastMs: number): void {
    if (this.#unreportedMs < leastMs) return;
    const seconds = this.#unreportedMs / 1000;
    this.#unreportedMs = 0;
    this.#report(seconds);
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
