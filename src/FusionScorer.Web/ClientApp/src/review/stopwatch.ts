/** Seconds with the page in view. Nobody sees them beside a name; they tell which kinds of clips take long. */
export class Stopwatch {
  private total: number;
  private from: number | null = null;

  constructor(start: number, private readonly now: () => number = () => performance.now()) {
    this.total = start;
    this.look();
  }
  look(): void {
    if (document.visibilityState === 'visible') this.from ??= this.now();
    else this.stop();
  }
  stop(): void {
    if (this.from !== null) this.total += (this.now() - this.from) / 1000;
    this.from = null;
  }
  seconds(): number {
    return Math.round((this.total + (this.from === null ? 0 : (this.now() - this.from) / 1000)) * 10) / 10;
  }
}
