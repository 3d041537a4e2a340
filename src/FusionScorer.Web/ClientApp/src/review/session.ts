import { batch, signal } from '@preact/signals';
import { ApiError, words, type Api } from '../api/client';
import type { ClipBundle, Held, QueueFilter } from '../api/types';
import { defaultBatch } from '../app/filters';
import type { App } from '../app/app';
import { Playback } from '../player';
import { Drafts } from './drafts';
import { Exposure } from './exposure';
import type { Panel } from './panelNames';
import { Claims, warm } from './prefetch';
import { watchPresence } from './presence';
import { RecentDecisions } from './recent';
import { decisionRequest, holdOrRead, undoRequest } from './requests';
import { Stopwatch } from './stopwatch';
import { tabId, Tabs } from './tabs';

/** A clip on the screen. */
export interface Shown {
  clip: ClipBundle;
  playback: Playback;
  watch: Stopwatch;
  opened: Set<number>;
}

export type Phase = 'loading' | 'clip' | 'empty' | 'batch' | 'decided' | 'failed';

const currentKey = 'fusionscorer.current';
/** One sitting over one queue (or one clip, with `only`, to settle a dispute when `adjudicating`). All that a key press needs is in memory. */
export class ReviewSession {
  readonly phase = signal<Phase>('loading');
  readonly shown = signal<Shown | null>(null);
  readonly note = signal('');
  /** A level set being put together, not yet given. */
  readonly answer = signal<string | null>(null);
  readonly panel = signal<Panel>('evidence');
  readonly done = signal(0);
  readonly notice = signal<string | null>(null);
  readonly failure = signal<string | null>(null);
  /** No input for the length of a lease: clips were given back. */
  readonly away = signal(false);
  readonly recent = new RecentDecisions();
  readonly claims: Claims;
  readonly exposure: Exposure;
  readonly batchSize: number;
  private readonly drafts: Drafts;
  private readonly user: string;
  private readonly ends: (() => void)[] = [];
  private ended = false;

  constructor(private readonly app: App, readonly filter: QueueFilter, readonly only: string | null = null, private readonly heldElsewhere: (clip: string) => boolean = () => false, readonly adjudicating = false) {
    this.user = app.user.peek()?.name ?? '';
    this.batchSize = filter.batch ?? defaultBatch;
    this.drafts = new Drafts(app.api, this.user);
    this.exposure = new Exposure(this.user);
    this.claims = new Claims({
      api: app.api,
      filter,
      unsent: () => app.outbox.waiting.peek().filter((entry) => entry.request.undoes === null).map((entry) => entry.request.clip),
      current: () => this.shown.peek()?.clip.clip ?? null,
      ...(only === null ? { tabs: new Tabs(this.user, tabId()) } : {}),
      onModel: (model) => (app.model.value = model),
      onCurrentLost: (held) => this.lost(held),
      warm,
    });
  }

  async start(after: Promise<unknown> = Promise.resolve()): Promise<void> {
    await Promise.all([after, this.app.own]);
    if (this.ended) return;
    this.listen();
    this.app.api.myDecisions().then((mine) => this.recent.merge(mine, this.app.outbox.entries.peek()), () => this.recent.merge([], this.app.outbox.entries.peek()));
    if (this.only !== null) return this.open(this.only, this.adjudicating ? holdOrRead : (api, id) => api.clip(id));
    const [before, queue] = (sessionStorage.getItem(currentKey) ?? '').split('\n');
    const decided = this.app.outbox.waiting.peek().some((entry) => entry.request.clip === before);
    if (before !== undefined && before !== '' && !decided && queue === this.queueKey()) {
      // The clip from before the reload, if it can still be had.
      await this.app.api.claimClip(before).then((clip) => this.show(clip), () => sessionStorage.removeItem(currentKey));
    }
    await this.refill();
  }

  /** A clip's own page opens for reading; no key decides there by accident. */
  reading(): boolean {
    const clip = this.shown.value?.clip;
    return this.only !== null && !this.adjudicating && clip !== undefined && !this.claims.holds(clip.clip);
  }

  /** The answer is kept, then the next clip is shown: nothing here waits. */
  decide(answer: string): void {
    const shown = this.shown.peek();
    if (shown === null || this.phase.peek() !== 'clip' || this.reading()) return;
    performance.mark('decide');
    const { clip } = shown;
    const request = decisionRequest(clip, answer, { note: this.note.peek(), seconds: shown.watch.seconds(), evidenceOpened: shown.opened.size, claim: this.claims.token(clip.clip), adjudicate: this.adjudicating });
    this.app.outbox.add(request, clip.title);
    this.recent.add(request, clip);
    this.drafts.clear(clip.clip);
    this.claims.forget(clip.clip);
    batch(() => {
      this.done.value++;
      if (this.claims.left.peek() !== null) this.claims.left.value = Math.max(0, this.claims.left.peek()! - 1);
      this.clear();
      if (this.only !== null) this.phase.value = 'decided';
      else if (this.done.peek() >= this.batchSize) this.phase.value = 'batch';
      else this.advance();
    });
    if (this.only === null) void this.refill();
  }

  /** After the summary of a batch. */
  goOn(): void {
    if (this.phase.peek() !== 'batch') return;
    batch(() => {
      this.done.value = 0;
      this.advance();
    });
    void this.refill();
  }

  /** Takes back the newest decision, or the one named, and returns to its clip. */
  undo(id?: string): void {
    const recent = id === undefined ? this.recent.last() : this.recent.find(id);
    if (recent === undefined) return this.app.toast('There is nothing left to undo.');
    if (recent.undone || (this.only !== null && recent.clip !== this.only)) return;
    const { bundle } = recent;
    if (this.app.outbox.refused.peek().some((entry) => entry.request.id === recent.id)) void this.app.outbox.dismiss(recent.id);
    else this.app.outbox.add(undoRequest(recent, this.app.project.peek()?.policy ?? '', this.app.project.peek()?.levels ?? []), recent.title);
    this.recent.markUndone(recent.id);
    batch(() => {
      const current = this.shown.peek();
      if (current !== null) {
        this.keepDraft();
        if (current.clip.clip !== recent.clip) this.claims.putFirst(current.clip);
      }
      this.done.value = Math.max(0, this.done.peek() - 1);
      if (bundle !== null) this.show({ ...bundle, claim: null }, recent.note);
      else {
        this.clear();
        this.phase.value = 'loading';
      }
    });
    if (bundle === null) void this.open(recent.clip, (api, clip) => api.clip(clip), recent.note);
  }

  typeNote(text: string): void {
    this.note.value = text;
    this.keepDraft();
  }
  compose(answer: string | null): void {
    this.answer.value = answer;
    this.keepDraft();
  }

  /** Takes the clip on the screen for deciding (on a clip's own page). */
  async hold(): Promise<void> {
    const clip = this.shown.peek()?.clip;
    if (clip === undefined) return;
    try {
      this.claims.hold(await this.app.api.claimClip(clip.clip));
      this.notice.value = null;
      this.redraw();
    } catch (error) {
      this.notice.value = words(error);
    }
  }

  /** Claims are no signal; the parts that show them look again. */
  private redraw(): void {
    const shown = this.shown.peek();
    if (shown !== null) this.shown.value = { ...shown };
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.keepDraft();
    for (const end of this.ends) end();
    this.shown.peek()?.playback.dispose();
    await this.claims.stop(this.heldElsewhere);
  }

  private async open(id: string, read: (api: Api, id: string) => Promise<ClipBundle>, note?: string): Promise<void> {
    try {
      const clip = await read(this.app.api, id);
      if (!this.ended) this.show(clip, note);
    } catch (error) {
      batch(() => {
        this.failure.value = error instanceof ApiError && error.status === 404 ? 'There is no such clip.' : words(error);
        this.phase.value = 'failed';
      });
    }
  }

  private advance(): void {
    const next = this.claims.take();
    if (next !== undefined) this.show(next);
    else this.phase.value = this.claims.asked.peek() && this.claims.left.peek() === 0 ? 'empty' : 'loading';
  }

  private async refill(): Promise<void> {
    await this.claims.fill();
    if (this.ended || this.shown.peek() !== null) return;
    const phase = this.phase.peek();
    if (phase !== 'loading' && phase !== 'empty') return;
    const next = this.claims.take();
    if (next !== undefined) {
      this.show(next);
      void this.claims.fill();
    } else if (this.claims.trouble.peek() !== null) {
      this.failure.value = this.claims.trouble.peek();
      setTimeout(() => void this.refill(), 3000);
    } else this.phase.value = 'empty';
  }

  private show(clip: ClipBundle, note?: string): void {
    const before = this.shown.peek();
    this.claims.hold(clip);
    const draft = this.drafts.read(clip.clip, clip.draft);
    const opened = new Set<number>();
    const playback = new Playback(clip, {
      protection: this.app.protection.peek(),
      preRollSeconds: this.app.settings.peek().preRoll,
      onEvidenceOpened: (n) => opened.add(n),
      onExposure: (seconds) => this.exposure.add(seconds),
      api: this.app.api,
    });
    batch(() => {
      this.shown.value = { clip, playback, watch: new Stopwatch(draft?.seconds ?? 0), opened };
      this.note.value = draft?.note ?? note ?? '';
      this.answer.value = draft?.answer ?? null;
      this.notice.value = null;
      this.failure.value = null;
      this.phase.value = 'clip';
    });
    this.retire(before);
    if (this.only === null) sessionStorage.setItem(currentKey, `${clip.clip}\n${this.queueKey()}`);
  }

  private clear(): void {
    this.retire(this.shown.peek());
    this.shown.value = null;
    this.note.value = '';
    this.answer.value = null;
  }

  /** Taking a player down can wait until the next clip is drawn. */
  private retire(shown: Shown | null): void {
    if (shown !== null) setTimeout(() => shown.playback.dispose(), 0);
  }

  private keepDraft(): void {
    const shown = this.shown.peek();
    if (shown === null) return;
    this.drafts.save(shown.clip.clip, { answer: this.answer.peek(), note: this.note.peek(), seconds: shown.watch.seconds(), at: new Date().toISOString() });
  }

  private lost(held: Held | null): void {
    this.notice.value = held === null
      ? 'This clip was released and is no longer held for you. You can still answer; your answer is kept.'
      : `This clip is now held by ${held.by}. You can still answer; your answer is kept.`;
  }

  private queueKey(): string {
    return JSON.stringify({ ...this.filter, batch: 0 });
  }

  private listen(): void {
    this.ends.push(watchPresence({
      claims: this.claims,
      away: this.away,
      leaseMs: () => (this.app.organisation.peek()?.leaseMinutes ?? 10) * 60_000,
      watching: () => this.shown.peek()?.playback.playing.peek() === true,
      keep: this.heldElsewhere,
      // A clip with a draft stays held through a reload; the lease ends by itself if nobody comes back.
      keepOnLeaving: (clip) => this.heldElsewhere(clip) || (clip === this.shown.peek()?.clip.clip && (this.note.peek() !== '' || this.answer.peek() !== null)),
      onVisibility: () => this.shown.peek()?.watch.look(),
      onLeaving: () => this.keepDraft(),
      onBack: () => this.comeBack(),
      onBeat: () => {
        this.app.outbox.nudge();
        if (this.phase.peek() === 'empty') void this.refill();
      },
    }));
    this.ends.push(this.app.onSent((_, clip, undo) => {
      // Its decision is taken back at the server: now the clip can be held again.
      if (undo && this.shown.peek()?.clip.clip === clip && !this.claims.holds(clip)) void this.claims.again(clip).then(() => this.redraw());
    }));
    let policy = this.app.project.peek()?.policy;
    this.ends.push(this.app.project.subscribe((project) => {
      if (project !== null && policy !== undefined && project.policy !== policy) void this.claims.refresh();
      policy = project?.policy ?? policy;
    }));
  }

  private async comeBack(): Promise<void> {
    const current = this.shown.peek();
    if (current !== null && this.only === null && !this.claims.holds(current.clip.clip)) await this.claims.again(current.clip.clip);
    if (this.only === null) await this.refill();
  }
}
