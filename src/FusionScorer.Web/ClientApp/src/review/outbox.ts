import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { ApiError, words } from '../api/client';
import type { DecisionAnswer, DecisionRequest } from '../api/types';
import type { OutboxEntry } from './outboxStore';

export type SaveState = { kind: 'saved' | 'waiting' | 'offline' | 'refused' | 'unsafe'; text: string };

export interface OutboxDurability {
  putNow(entry: OutboxEntry): boolean;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  all(): Promise<OutboxEntry[]>;
}

export interface OutboxOptions {
  store: OutboxDurability;
  send(request: DecisionRequest): Promise<DecisionAnswer>;
  /** Who the browser's cookie belongs to right now, as far as any tab knows; checked before every request. */
  signedIn(): string | null;
  onSent?(entry: OutboxEntry, answer: DecisionAnswer): void;
  onRefused?(entry: OutboxEntry): void;
  locks?: Pick<LockManager, 'request'> | undefined;
  channel?: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'> | undefined;
  online?(): boolean;
  wait?(ms: number): Promise<void>;
  random?(): number;
}

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/**
 * Decisions on their way. What is added is kept before the caller goes on, is sent in the order of making, and leaves only when the server
 * has it, when its own reviewer takes it back, or when its reviewer dismisses a refusal.
 */
export class Outbox {
  private readonly all = signal<OutboxEntry[]>([]);
  private readonly failing = signal(false);
  private readonly unsafe = signal(false);
  private readonly user = signal<string | null>(null);
  private order = 0;
  /** Sent or dismissed here; a read of the store that began before must not bring them back. */
  private readonly gone = new Set<string>();
  private readonly unkept = new Set<string>();
  private draining: Promise<void> | null = null;
  private again = false;
  private wake: (() => void) | null = null;

  /** The signed-in reviewer's own, in order. */
  readonly entries: ReadonlySignal<OutboxEntry[]> = computed(() => this.all.value.filter((entry) => entry.user === this.user.value));
  readonly waiting = computed(() => this.entries.value.filter((entry) => entry.refused === null));
  readonly refused = computed(() => this.entries.value.filter((entry) => entry.refused !== null));
  /** Kept for people who are not signed in: account name → how many. */
  readonly others = computed(() => {
    const counts = new Map<string, number>();
    for (const entry of this.all.value) if (entry.user !== this.user.value) counts.set(entry.user, (counts.get(entry.user) ?? 0) + 1);
    return counts;
  });
  readonly state: ReadonlySignal<SaveState> = computed(() => {
    const waiting = this.waiting.value.length;
    if (this.unsafe.value && waiting > 0) return { kind: 'unsafe', text: `${waiting} not kept: leave this page open` };
    if (this.refused.value.length > 0) return { kind: 'refused', text: `${this.refused.value.length} refused${waiting > 0 ? `, ${waiting} waiting` : ''}` };
    if (this.failing.value) return { kind: 'offline', text: waiting === 0 ? 'offline' : `offline – ${waiting} kept here` };
    return waiting === 0 ? { kind: 'saved', text: 'all saved' } : { kind: 'waiting', text: `${waiting} waiting` };
  });

  constructor(private readonly options: OutboxOptions) {
    options.channel?.addEventListener('message', () => void this.load());
  }

  /** Whose decisions these are from now on; starts sending what was left of the last time. */
  async use(user: string | null): Promise<void> {
    this.user.value = user;
    await this.load();
    void this.drain();
  }

  async load(): Promise<void> {
    const before = new Map(this.all.peek().map((entry) => [entry.request.id, entry]));
    const kept = (await this.options.store.all()).filter((entry) => !this.gone.has(entry.request.id)).map((entry) => {
      // What changed here while the store was being read is newer than what it told.
      const here = this.all.peek().find((one) => one.request.id === entry.request.id);
      return here !== undefined && here !== before.get(entry.request.id) ? here : entry;
    });
    const known = new Set(kept.map((entry) => entry.request.id));
    // Made while the store was being read, or not in the store yet.
    const here = this.all.peek().filter(({ request: { id } }) => !known.has(id) && (!before.has(id) || this.unkept.has(id)));
    this.all.value = [...kept, ...here].sort((a, b) => a.order - b.order);
  }

  /** Kept when this returns (in the journal), unless the browser keeps nothing, which the save state then says. */
  add(request: DecisionRequest, title: string): void {
    const user = this.user.peek();
    if (user === null) throw new Error('Nobody is signed in.');
    // The clock orders the entries of several tabs; it is moved on where two share a millisecond or it was set back.
    this.order = Math.max(this.order + 1, Date.now());
    const entry: OutboxEntry = { order: this.order, user, title, request, refused: null };
    if (!this.options.store.putNow(entry)) this.unkept.add(request.id);
    this.all.value = [...this.all.peek(), entry];
    this.options.store.put(entry).then(
      () => {
        this.unkept.delete(request.id);
        this.options.channel?.postMessage('changed');
      },
      () => (this.unsafe.value = true),
    );
    void this.drain();
  }

  /** The reviewer has read why it was refused. */
  async dismiss(id: string): Promise<void> {
    this.drop(id);
    await this.options.store.remove(id);
    this.options.channel?.postMessage('changed');
  }

  /** Sends a refused one again, as the reviewer asks. */
  async retry(id: string): Promise<void> {
    const entry = this.all.peek().find((one) => one.request.id === id);
    if (entry === undefined) return;
    await this.replace({ ...entry, refused: null });
    void this.drain();
  }

  /** Sends now rather than after the pause: the network is back, a heartbeat got through. */
  nudge(): void {
    this.wake?.();
    void this.drain();
  }

  private drain(): Promise<void> {
    if (this.draining !== null) {
      this.again = true;
      return this.draining;
    }
    const user = this.user.peek();
    if (user === null) return Promise.resolve();
    const work = () => this.sendAll(user);
    const locks = this.options.locks;
    // One tab at a time: two would send out of order.
    this.draining = (locks === undefined ? work() : locks.request(`fusionscorer-outbox-${user}`, work).then(() => {})).finally(() => {
      this.draining = null;
      if (this.again) {
        this.again = false;
        if (this.waiting.peek().length > 0) void this.drain();
      }
    });
    return this.draining;
  }

  private async sendAll(user: string): Promise<void> {
    await this.load(); // Another tab may have sent, or left, some.
    let pause = firstWaitMs;
    while (this.user.peek() === user && this.options.signedIn() === user) {
      const entry = this.all.peek().find((one) => one.user === user && one.refused === null);
      if (entry === undefined) {
        this.failing.value = false;
        return;
      }
      try {
        const answer = await this.options.send(entry.request);
        this.failing.value = false;
        pause = firstWaitMs;
        this.drop(entry.request.id);
        await this.options.store.remove(entry.request.id);
        this.options.channel?.postMessage('changed');
        this.options.onSent?.(entry, answer);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return; // The same person signs in again, then it goes on.
        if (error instanceof ApiError && !transient(error.status)) {
          await this.refuse(entry, words(error));
          continue;
        }
        this.failing.value = !(error instanceof ApiError && error.status === 429);
        const asked = error instanceof ApiError && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : 0;
        await this.sleep(Math.max(asked, pause * (0.75 + 0.5 * (this.options.random ?? Math.random)())));
        pause = Math.min(pause * 2, longestWaitMs);
      }
    }
  }

  private async refuse(entry: OutboxEntry, reason: string): Promise<void> {
    const undo = this.all.peek().find((one) => one.request.undoes === entry.request.id);
    if (undo !== undefined) {
      // Taken back before it was taken: the pair cancels out, as its reviewer wished.
      await this.dismiss(entry.request.id);
      await this.dismiss(undo.request.id);
      return;
    }
    const refused = { ...entry, refused: reason };
    await this.replace(refused);
    this.options.onRefused?.(refused);
  }

  private async replace(entry: OutboxEntry): Promise<void> {
    this.all.value = this.all.peek().map((one) => (one.request.id === entry.request.id ? entry : one));
    await this.options.store.put(entry).catch(() => (this.unsafe.value = true));
    this.options.channel?.postMessage('changed');
  }

  private drop(id: string): void {
    this.gone.add(id);
    this.all.value = this.all.peek().filter((one) => one.request.id !== id);
  }

  private sleep(ms: number): Promise<void> {
    const wait = this.options.wait ?? ((time: number) => new Promise<void>((resolve) => setTimeout(resolve, time)));
    return Promise.race([wait(ms), new Promise<void>((resolve) => (this.wake = resolve))]).finally(() => (this.wake = null));
  }
}

/** Worth another try: the server or the way to it failed, not the decision. */
function transient(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}
