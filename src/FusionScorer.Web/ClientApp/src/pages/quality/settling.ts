import { signal } from '@preact/signals';
import type { AdjudicationItem } from '../../api/types';
import type { Recent } from '../../review/recent';

/** What was settled on this visit, newest last, so that it can be taken back. It outlives the page of one clip. */
export class Settled {
  readonly list = signal<{ recent: Recent; item: AdjudicationItem | null }[]>([]);
  /** Taken back: open again, though the server may not list them yet. */
  readonly back = signal<AdjudicationItem[]>([]);

  add(recent: Recent, item: AdjudicationItem | null): void {
    this.list.value = [...this.list.peek(), { recent, item }];
    this.back.value = this.back.peek().filter((one) => one.clip !== recent.clip);
  }

  /** Takes the newest off; undefined when there is none. */
  takeBack(): Recent | undefined {
    const last = this.list.peek().at(-1);
    if (last === undefined) return undefined;
    this.list.value = this.list.peek().slice(0, -1);
    if (last.item !== null) this.back.value = [...this.back.peek(), last.item];
    return last.recent;
  }
}

/** The disputes still open, widest first: what was settled here is out and what was taken back is in, whatever the list from the server still says. */
export function openOf(items: readonly AdjudicationItem[], settled: ReadonlySet<string>, back: readonly AdjudicationItem[]): AdjudicationItem[] {
  const open = items.filter((item) => !settled.has(item.clip));
  const missing = back.filter((item) => !settled.has(item.clip) && open.every((one) => one.clip !== item.clip));
  return missing.length === 0 ? open : [...open, ...missing].sort((a, b) => b.distance - a.distance);
}

/** The dispute after this one; after the last comes the first. Null when there is no other. */
export function after(items: readonly AdjudicationItem[], clip: string): AdjudicationItem | null {
  const at = items.findIndex((item) => item.clip === clip);
  const next = items[(at + 1) % Math.max(1, items.length)];
  return next === undefined || next.clip === clip ? null : next;
}
