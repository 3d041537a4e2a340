import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Extraction } from '../api/progressTypes';
import type { ModelState } from '../api/types';

/** What `/events` tells, by the name of the event. */
export interface ServerEvents {
  extraction: Extraction;
  model: ModelState;
  /** Figures changed; which, GET /progress tells. */
  progress: unknown;
  /** Not sent but made here: the stream is back, what happened in between was not heard. */
  reopened: null;
}
type Name = keyof ServerEvents;
type Listener = (value: never) => void;

/** The parts of EventSource that are used. */
export type Source = Pick<EventTarget, 'addEventListener'> & Pick<EventSource, 'readyState' | 'close'>;

const sent = ['extraction', 'model', 'progress'] as const;
const gone = 2; // EventSource.CLOSED
const firstWaitMs = 2_000;
const longestWaitMs = 60_000;

/**
 * One stream for all parts of a tab, open while somebody listens and the tab can be seen:
 * over HTTP/1.1 a browser has six connections to a server for all its tabs together.
 */
export class EventStream {
  /** `lost` while the server cannot be heard. */
  readonly state = signal<'closed' | 'opening' | 'open' | 'lost'>('closed');
  private readonly listeners = new Map<Name, Set<Listener>>();
  private source: Source | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private waitMs = firstWaitMs;
  private heard = false;

  constructor(private readonly open: () => Source, private readonly page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'> = document) {}

  /** Calls back on each such event, until the returned function is called. */
  listen<N extends Name>(name: N, listener: (value: ServerEvents[N]) => void): () => void {
    const first = this.empty();
    const all = this.listeners.get(name) ?? new Set<Listener>();
    this.listeners.set(name, all.add(listener));
    if (first) {
      this.page.addEventListener('visibilitychange', this.look);
      this.look();
    }
    return () => {
      if (!all.delete(listener) || !this.empty()) return;
      this.page.removeEventListener('visibilitychange', this.look);
      this.heard = false;
      this.close();
    };
  }

  private readonly look = (): void => {
    if (this.page.hidden) this.close();
    else if (this.source === null) this.start();
  };

  private start(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const source = this.open();
    this.source = source;
    if (this.state.peek() === 'closed') this.state.value = 'opening';
    const current = (act: (event: Event) => void) => (event: Event) => {
      if (this.source === source) act(event);
    };
    source.addEventListener('open', current(() => {
      this.waitMs = firstWaitMs;
      this.state.value = 'open';
      if (this.heard) this.tell('reopened', null);
      this.heard = true;
    }));
    source.addEventListener('error', current(() => {
      this.state.value = 'lost';
      // After a broken line the browser tries again by itself; after an answer that is no stream it gives up.
      if (source.readyState !== gone) return;
      this.source = null;
      this.timer = setTimeout(() => this.start(), this.waitMs);
      this.waitMs = Math.min(longestWaitMs, this.waitMs * 2);
    }));
    for (const name of sent) {
      source.addEventListener(name, current((event) => {
        const value = parse((event as MessageEvent<unknown>).data);
        if (value !== undefined) this.tell(name, value);
      }));
    }
  }

  private close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.source?.close();
    this.source = null;
    this.waitMs = firstWaitMs;
    this.state.value = 'closed';
  }

  private tell(name: Name, value: unknown): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) (listener as (value: unknown) => void)(value);
  }

  private empty(): boolean {
    return [...this.listeners.values()].every((all) => all.size === 0);
  }
}

function parse(data: unknown): unknown {
  try {
    return typeof data !== 'string' ? undefined : data === '' ? null : (JSON.parse(data) as unknown);
  } catch {
    return undefined;
  }
}

export const events = new EventStream(() => new EventSource('/api/v1/events'));

/** Listens while the part is shown; always the newest `act` is called. */
export function useServerEvent<N extends Name>(name: N, act: (value: ServerEvents[N]) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => events.listen(name, (value) => latest.current(value)), [name]);
}
