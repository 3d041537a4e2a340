import { signal } from '@preact/signals';

interface Kept {
  day: string;
  /** Seconds with revealed pictures or sound, today. */
  seconds: number;
  /** The same since the last break. */
  since: number;
}

const key = 'fusionscorer.exposure.';

/** How long a reviewer was exposed today. It stays in this browser and is told to nobody. */
export class Exposure {
  readonly seconds = signal(0);
  readonly since = signal(0);
  private day = '';

  constructor(private readonly user: string, private readonly today: () => string = () => new Date().toDateString()) {
    this.read();
  }

  add(seconds: number): void {
    if (!(seconds > 0)) return;
    if (this.today() !== this.day) this.read();
    this.seconds.value += seconds;
    this.since.value += seconds;
    this.write();
  }

  tookBreak(): void {
    this.since.value = 0;
    this.write();
  }

  private read(): void {
    this.day = this.today();
    let kept: Partial<Kept> = {};
    try {
      kept = JSON.parse(localStorage.getItem(key + this.user) ?? '{}') as Partial<Kept>;
    } catch {
      // Counting starts anew.
    }
    const same = kept.day === this.day;
    this.seconds.value = same ? (kept.seconds ?? 0) : 0;
    this.since.value = same ? (kept.since ?? 0) : 0;
  }

  private write(): void {
    try {
      const kept: Kept = { day: this.day, seconds: this.seconds.peek(), since: this.since.peek() };
      localStorage.setItem(key + this.user, JSON.stringify(kept));
    } catch {
      // Counted while the page is open, then.
    }
  }
}
