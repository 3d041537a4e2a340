import type { ClipBundle } from '../../api/types';
import type { Mark } from '../marks';
import { mediaSignals, signalOrder } from '../signals';

/** One signal's marks in order of time. Unread: the signal could not look, so an empty lane says nothing. */
export interface Lane { signal: string; marks: readonly Mark[]; unread: 'missing' | 'failed' | null }

/** Signals that stand in time always have a lane, others when a mark of theirs has a time. */
export function lanesOf(clip: Pick<ClipBundle, 'signals' | 'evidence'>, marks: readonly Mark[]): Lane[] {
  const bySignal = new Map<string, Mark[]>();
  for (const mark of marks) {
    const own = bySignal.get(mark.signal);
    if (own === undefined) bySignal.set(mark.signal, [mark]);
    else own.push(mark);
  }
  const status = new Map(clip.signals.map(signal => [signal.name, signal.status]));
  return signalOrder(clip)
    .filter(signal => mediaSignals.includes(signal) || bySignal.has(signal))
    .map(signal => {
      const state = status.get(signal);
      return { signal, marks: bySignal.get(signal) ?? [], unread: state === 'missing' || state === 'failed' ? state : null };
    });
}

/** How much a lane says, in words for the list beside the canvas. */
export const laneNote = (lane: Lane): string =>
  lane.marks.length > 0 ? String(lane.marks.length) : lane.unread === 'failed' ? 'failed' : lane.unread === 'missing' ? 'not read' : '0';
