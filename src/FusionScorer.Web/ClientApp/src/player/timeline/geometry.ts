import type { Cluster } from './clusters';
import { firstFrom, reachPx } from './clusters';
import { xOf, type View } from './view';

/** Heights in CSS pixels, top to bottom: scale, lanes, overview. */
export const axisPx = 24;
export const lanePx = 22;
export const overviewPx = 12;

export const heightOf = (lanes: number): number => axisPx + lanes * lanePx + overviewPx;

export const laneTop = (index: number): number => axisPx + index * lanePx;

export type Zone = { kind: 'axis' } | { kind: 'lane'; index: number } | { kind: 'overview' };

export function zoneAt(y: number, lanes: number): Zone {
  if (y < axisPx) return { kind: 'axis' };
  const index = Math.floor((y - axisPx) / lanePx);
  return index < lanes ? { kind: 'lane', index } : { kind: 'overview' };
}

/** The hand need not hit a mark exactly. */
const gracePx = 5;
const halfHeadPx = 4;

/** Where a cluster of several is drawn: wide enough for its number, and never into the next one. */
export function blockOf(cluster: Cluster, view: View, width: number): { left: number; right: number } {
  const left = xOf(cluster.fromMs, view, width) - halfHeadPx;
  return { left, right: Math.min(Math.max(xOf(cluster.toMs, view, width) + halfHeadPx, left + 14), left + reachPx - 1) };
}

/** The cluster under the pointer: the nearest one within reach. */
export function hit(clusters: readonly Cluster[], x: number, view: View, width: number): Cluster | null {
  const msPerPx = (view.toMs - view.fromMs) / Math.max(1, width);
  const atMs = view.fromMs + x * msPerPx;
  let best: Cluster | null = null;
  let bestPx = gracePx;
  for (let i = firstFrom(clusters, atMs - 3 * reachPx * msPerPx); i < clusters.length; i++) {
    const cluster = clusters[i]!;
    const box = blockOf(cluster, view, width);
    if (box.left > x + gracePx) break;
    const distance = Math.max(box.left - x, x - (cluster.marks.length > 1 ? box.right : box.left + 2 * halfHeadPx), 0);
    if (distance <= bestPx) {
      best = cluster;
      bestPx = distance;
    }
  }
  return best;
}
