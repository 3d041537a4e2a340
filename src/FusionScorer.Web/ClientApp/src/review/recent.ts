import { signal } from '@preact/signals';
import type { ClipBundle, DecisionRequest, DecisionView } from '../api/types';

/** A decision that its reviewer may still take back. */
export interface Recent {
  id: string;
  clip: string;
  title: string;
  answer: string;
  note: string;
  at: string;
  undone: boolean;
  /** What was shown, while this page is open. */
  bundle: ClipBundle | null;
}

export const undoDepth = 10;

/** The last ten decisions of this reviewer, newest first. */
export class RecentDecisions {
  readonly list = signal<Recent[]>([]);

  add(request: DecisionRequest, bundle: ClipBundle): void {
    const { id, clip, answer, note, at } = request;
    this.set([{ id, clip, title: bundle.title, answer, note: note ?? '', at, undone: false, bundle }, ...this.list.peek()]);
  }

  /** What was decided before this page was opened: kept in the outbox, or told by the server. */
  merge(server: DecisionView[], kept: { request: DecisionRequest; title: string }[]): void {
    const found = new Map<string, Recent>();
    for (const view of server) {
      if (view.kind === 'undo' || view.kind === 'reopen') continue;
      const answer = view.kind === 'level' ? view.levels : view.kind;
      found.set(view.id, { id: view.id, clip: view.clip, title: view.title ?? view.clip, answer, note: view.note ?? '', at: view.at, undone: view.undone, bundle: null });
    }
    const undone = new Set<string>();
    for (const { request, title } of kept) {
      if (request.undoes !== null) undone.add(request.undoes);
      else if (!found.has(request.id)) found.set(request.id, { ...request, title, note: request.note ?? '', undone: false, bundle: null });
    }
    for (const recent of this.list.peek()) found.set(recent.id, recent);
    this.set([...found.values()].map((one) => (undone.has(one.id) ? { ...one, undone: true } : one)));
  }

  /** The newest that still counts. */
  last(): Recent | undefined {
    return this.list.peek().find((recent) => !recent.undone);
  }
  find(id: string): Recent | undefined {
    return this.list.peek().find((recent) => recent.id === id);
  }
  markUndone(id: string): void {
    this.list.value = this.list.peek().map((recent) => (recent.id === id ? { ...recent, undone: true } : recent));
  }

  private set(list: Recent[]): void {
    this.list.value = list.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, undoDepth);
  }
}
