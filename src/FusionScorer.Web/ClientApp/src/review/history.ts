import type { ClipBundle, DecisionView } from '../api/types';
import { levelWords } from '../parts/levels';

/** One entry of a clip's history in words: `R or stricter`, `Settled: R`, `Reopened`. */
export function historyWords(decision: Pick<DecisionView, 'kind' | 'role' | 'levels'>): string {
  if (decision.kind === 'reopen') return 'Reopened';
  if (decision.kind !== 'level') return decision.kind;
  return decision.role === 'adjudicator' ? `Settled: ${levelWords(decision.levels)}` : levelWords(decision.levels);
}

/** How a clip stands that is only read, and what an answer would mean. */
export function standingWords(clip: Pick<ClipBundle, 'level'>): string {
  switch (clip.level.status) {
    case 'reopened':
      return 'Reopened. The level stands until the next answer.';
    case 'disputed':
      return 'Disputed: two answers have no level in common.';
    default:
      return clip.level.source === 'decision' ? 'Decided. You can decide again.' : 'You are reading.';
  }
}

/** The answers that count now: the latest of each reviewer, oldest first. */
export function answersOf(history: readonly DecisionView[]): DecisionView[] {
  const latest = new Map<string, DecisionView>();
  for (const decision of [...history].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (decision.undone || decision.kind !== 'level') continue;
    latest.delete(decision.reviewer);
    latest.set(decision.reviewer, decision);
  }
  return [...latest.values()];
}
