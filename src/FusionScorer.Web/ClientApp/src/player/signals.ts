import type { ClipBundle, EvidenceView } from '../api/types';

/** Signals that stand in time; always shown, in this order, so that eyes find them at the same place on every clip. */
export const mediaSignals: readonly string[] = ['captions', 'speech', 'nudity'];

const hues: ReadonlySet<string> = new Set(['captions', 'speech', 'nudity', 'genre', 'people', 'viewers', 'metadata']);

/** The name of the token that colours a signal. */
export const hueOf = (signal: string): string => `--signal-${hues.has(signal) ? signal : 'other'}`;

/** Media-borne signals first, then the order of the bundle, then what only evidence names. */
export function signalOrder(clip: Pick<ClipBundle, 'signals' | 'evidence'>): string[] {
  return [...new Set([...mediaSignals, ...clip.signals.map(signal => signal.name), ...clip.evidence.map(item => item.signal)])];
}

export interface SignalGroup { signal: string; evidence: EvidenceView[] }

/** Evidence by signal in the fixed order; within a signal by time, and what has no time by score. */
export function groupsOf(clip: Pick<ClipBundle, 'signals' | 'evidence'>): SignalGroup[] {
  const groups = new Map<string, EvidenceView[]>(signalOrder(clip).map(name => [name, []]));
  for (const item of clip.evidence) groups.get(item.signal)?.push(item);
  const order = (a: EvidenceView, b: EvidenceView): number =>
    (a.startMs ?? Infinity) === (b.startMs ?? Infinity) ? b.score - a.score || a.n - b.n : (a.startMs ?? Infinity) - (b.startMs ?? Infinity);
  return [...groups].filter(([, evidence]) => evidence.length > 0).map(([signal, evidence]) => ({ signal, evidence: evidence.sort(order) }));
}
