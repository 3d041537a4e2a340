import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { words } from '../api/client';

/** One question at a time: what was asked meanwhile waits, and only the newest of it is asked next. Older answers are dropped. */
export class Latest<T> {
  private wanted: string | null = null;
  private running = false;
  private stopped = false;

  /** @param every Answers are told also when a newer question waits: what is dragged is followed while it moves. */
  constructor(private readonly load: (key: string) => Promise<T>, private readonly told: (key: string, value: T) => void, private readonly failed: (key: string, error: unknown) => void, private readonly every = false) {}

  ask(key: string): void {
    this.wanted = key;
    this.stopped = false;
    if (!this.running) void this.run();
  }

  /** Nobody listens any more. */
  stop(): void {
    this.wanted = null;
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.wanted !== null) {
      const key = this.wanted;
      this.wanted = null;
      try {
        const value = await this.load(key);
        if (this.current() || (this.every && !this.stopped)) this.told(key, value);
      } catch (error) {
        if (this.current()) this.failed(key, error);
      }
    }
    this.running = false;
  }

  private current(): boolean {
    return this.wanted === null && !this.stopped;
  }
}

/** As useLoad, with one request in flight however fast `key` changes. `of` names the question that the value answers. */
export function useLatest<T>(key: string, load: (key: string) => Promise<T>, every = false): { value: ReadonlySignal<T | null>; of: ReadonlySignal<string | null>; fault: ReadonlySignal<string | null>; busy: ReadonlySignal<boolean>; again: () => void } {
  const value = useSignal<T | null>(null);
  const of = useSignal<string | null>(null);
  const fault = useSignal<string | null>(null);
  const busy = useSignal(true);
  const runner = useMemo(() => new Latest<T>(load, (asked, answer) => {
    value.value = answer;
    of.value = asked;
    fault.value = null;
    busy.value = false;
  }, (_, error) => {
    fault.value = words(error);
    busy.value = false;
  }, every), []);
  const ask = () => {
    busy.value = true;
    runner.ask(key);
  };
  useEffect(ask, [key]);
  useEffect(() => () => runner.stop(), []);
  return { value, of, fault, busy, again: ask };
}
