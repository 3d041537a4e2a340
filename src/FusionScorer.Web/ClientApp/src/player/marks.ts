import type { EvidenceView } from '../api/types';

/** Evidence that has a time. */
export type Mark = EvidenceView & { startMs: number };

export interface Span { fromMs: number; toMs: number }

/** A mark without an end, or a very short one, is looped for at least this long after its start. */
const shortestLoopMs = 3000;

const isMark = (evidence: EvidenceView): evidence is Mark => evidence.startMs !== null && Number.isFinite(evidence.startMs);

/** Marks in order of time; those of one instant in the order of the bundle. */
export const marksOf = (evidence: readonly EvidenceView[]): Mark[] =>
  evidence.filter(isMark).sort((a, b) => a.startMs - b.startMs || a.n - b.n);

/**
 * The mark after the active one. Without an active mark, the first that has not begun at this position.
 * Null at the end: stepping does not wrap, or nobody would notice that all were seen.
 */
export function nextMark(marks: readonly Mark[], active: number | null, positionMs: number): Mark | null {
  const index = marks.findIndex(mark => mark.n === active);
  return (index >= 0 ? marks[index + 1] : marks.find(mark => mark.startMs >= positionMs)) ?? null;
}

export function previousMark(marks: readonly Mark[], active: number | null, positionMs: number): Mark | null {
  const index = marks.findIndex(mark => mark.n === active);
  return (index >= 0 ? marks[index - 1] : marks.findLast(mark => mark.startMs < positionMs)) ?? null;
}

export function nearestMark(marks: readonly Mark[], positionMs: number): Mark | null {
  let best: Mark | null = null;
  for (const mark of marks) {
    if (best === null || Math.abs(mark.startMs - positionMs) < Math.abs(best.startMs - positionMs)) best = mark;
  }
  return best;
}

/** Where playing starts for a mark. */
export const preRollStart = (mark: Mark, preRollSeconds: number): number => Math.max(0, mark.startMs - Math.max(0, preRollSeconds) * 1000);

export function loopSpan(mark: Mark, preRollSeconds: number, durationMs: number): Span {
  const fromMs = preRollStart(mark, preRollSeconds);
  const wanted = Math.max(mark.endMs ?? 0, mark.startMs + shortestLoopMs);
  const toMs = durationMs > 0 ? Math.min(wanted, durationMs) : wanted;
  return { fromMs: Math.min(fromMs, toMs), toMs };
}

export const within = (span: Span, ms: number): boolean => ms >= span.fromMs && ms <= span.toMs;
