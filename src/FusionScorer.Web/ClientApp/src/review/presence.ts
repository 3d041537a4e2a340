import type { Signal } from '@preact/signals';
import type { Claims } from './prefetch';

export interface PresenceOptions {
  claims: Pick<Claims, 'heartbeat' | 'release'>;
  away: Signal<boolean>;
  leaseMs(): number;
  /** A clip is playing: that is being here, too. */
  watching(): boolean;
  keep(clip: string): boolean;
  keepOnLeaving(clip: string): boolean;
  onVisibility(): void;
  onLeaving(): void;
  onBack(): Promise<void>;
  onBeat(): void;
}

const heartbeatMs = 60_000;

/** Keeps claims alive while somebody is here, and gives them back when nobody is. Returns what ends it. */
export function watchPresence(options: PresenceOptions): () => void {
  const ends: (() => void)[] = [];
  let lastInput = Date.now();
  const on = (target: EventTarget, name: string, listener: (event: Event) => void) => {
    target.addEventListener(name, listener, { passive: true });
    ends.push(() => target.removeEventListener(name, listener));
  };
  const back = () => {
    options.away.value = false;
    void options.onBack();
  };
  const input = () => {
    lastInput = Date.now();
    if (options.away.peek()) back();
  };
  const beat = async () => {
    if (Date.now() - lastInput > options.leaseMs() && !options.watching()) {
      if (options.away.peek()) return;
      options.away.value = true;
      await options.claims.release(false, (clip) => options.keep(clip));
      return;
    }
    try {
      await options.claims.heartbeat();
      options.onBeat();
    } catch {
      // The next one will do; the save state says when the server is away.
    }
  };
  for (const name of ['keydown', 'pointerdown', 'pointermove', 'wheel']) on(window, name, input);
  on(document, 'visibilitychange', () => {
    options.onVisibility();
    if (document.visibilityState === 'visible') void beat();
  });
  on(window, 'online', () => void beat());
  on(window, 'pagehide', () => {
    options.onLeaving();
    void options.claims.release(true, (clip) => options.keepOnLeaving(clip));
  });
  // Back from the browser's page cache: the claims went with the leaving.
  on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && back());
  const timer = setInterval(() => void beat(), heartbeatMs);
  ends.push(() => clearInterval(timer));
  return () => ends.forEach((end) => end());
}
