import { signal } from '@preact/signals';
import type { AdjudicationItem } from '../../api/types';
import type { Recent } from '../../review/recent';

/** What was settled on this visit, newest last, so that it can be taken back. It outlives the page of one clip. */
export class Settled {
  readonly list = signal<{ recent: Recent; item: AdjudicationItem | null }[]>([]);

  add(recent: Recent, item: AdjudicationItem | null): void {
    this.list.value = [...this.list.peek(), { recent, item }];
  }

  /** Takes the newest off; undefined when there is none. */
  takeBack(): { recent: Recent; item: AdjudicationItem | null } | undefined {
    const last = this.list.peek().at(-1);
    if (last !== undefined) this.list.value = this.list.peek().slice(0, -1);
    return last;
  }
}

/** The disputes still open: what was settled here, or is on its way to the server, is out, whatever the list from the server still says. */
export function openOf(items: readonly AdjudicationItem[], settled: ReadonlySet<string>): AdjudicationItem[] {
  return items.filter((item) => !settled.has(item.clip));
}

/** The dispute after this one; after the last comes the first. Null when there is no other. */
export function after(items: readonly AdjudicationItem[], clip: string): AdjudicationItem | null {
  const at = items.findIndex((item) => item.clip === clip);
  const next = items[(at + 1) % Math.max(1, items.length)];
  return next === undefined || next.clip === clip ? null : next;
}
