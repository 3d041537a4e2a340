import type { Mark } from '../marks';

/** Marks too close to each other to be drawn or hit one by one. */
export interface Cluster { fromMs: number; toMs: number; marks: readonly Mark[]; score: number }

/** Marks that begin within this many pixels of a cluster's first belong to it. */
export const reachPx = 16;

/**
 * Clusters of marks in order of time. They are counted from the clip's start, not from the edge of what is shown,
 * so that panning never regroups them; and their width is bounded, so that 10,000 marks do not run into one.
 */
export function clustersOf(marks: readonly Mark[], pxPerMs: number): Cluster[] {
  const reachMs = pxPerMs > 0 ? reachPx / pxPerMs : Infinity;
  const clusters: { fromMs: number; toMs: number; marks: Mark[]; score: number }[] = [];
  let last: (typeof clusters)[number] | undefined;
  for (const mark of marks) {
    if (last !== undefined && mark.startMs - last.fromMs < reachMs) {
      last.marks.push(mark);
      last.toMs = Math.max(last.toMs, mark.startMs);
      last.score = Math.max(last.score, mark.score);
    } else {
      last = { fromMs: mark.startMs, toMs: mark.startMs, marks: [mark], score: mark.score };
      clusters.push(last);
    }
  }
  return clusters;
}

/** The index of the first cluster that begins at or after this time. */
export function firstFrom(clusters: readonly Cluster[], ms: number): number {
  let low = 0;
  let high = clusters.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clusters[middle]!.fromMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which mark of a cluster a press opens: the one after the active one, so that repeated presses go through all. */
export function pickOf(cluster: Cluster, active: number | null): Mark {
  const index = cluster.marks.findIndex(mark => mark.n === active);
  return cluster.marks[(index + 1) % cluster.marks.length]!;
}
