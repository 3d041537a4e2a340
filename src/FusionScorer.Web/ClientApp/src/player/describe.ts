import type { ClipBundle } from '../api/types';
import { marksOf, type Mark } from './marks';
import { signalOrder } from './signals';
import { scoreText, stamp } from './time';

/** What awaits in a clip, of one signal: said before any picture is shown, since surprise is what startles. */
export interface Await { signal: string; text: string }

const timesShown = 3;

function kindText(kind: string, marks: readonly Mark[]): string {
  const first = marks[0]!;
  if (marks.length === 1) return `${kind} ${scoreText(first.score)} at ${stamp(first.startMs)}`;
  const times: string[] = [];
  for (const mark of marks) {
    const time = stamp(mark.startMs);
    if (times.at(-1) !== time) times.push(time);
    if (times.length > timesShown) break;
  }
  const strongest = marks.reduce((most, mark) => Math.max(most, mark.score), 0);
  return `${kind} ×${marks.length}, up to ${scoreText(strongest)}, at ${times.slice(0, timesShown).join(', ')}${times.length > timesShown ? ' …' : ''}`;
}

export function awaits(clip: Pick<ClipBundle, 'signals' | 'evidence'>): Await[] {
  const bySignal = new Map<string, Map<string, Mark[]>>();
  for (const mark of marksOf(clip.evidence)) {
    const kinds = bySignal.get(mark.signal) ?? new Map<string, Mark[]>();
    const marks = kinds.get(mark.kind);
    if (marks === undefined) kinds.set(mark.kind, [mark]);
    else marks.push(mark);
    bySignal.set(mark.signal, kinds);
  }
  return signalOrder(clip).flatMap(signal => {
    const kinds = bySignal.get(signal);
    return kinds === undefined ? [] : [{ signal, text: [...kinds].map(([kind, marks]) => kindText(kind, marks)).join('; ') }];
  });
}
