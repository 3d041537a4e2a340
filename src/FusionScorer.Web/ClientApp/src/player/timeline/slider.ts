import { nearestMark } from '../marks';
import type { Playback } from '../playback';
import { exactStamp, scoreText, stamp } from '../time';

const stepMs = 1000;
const fineMs = 100;
const pageMs = 10_000;
/** A mark this close is named with the position. */
const nearMs = 3000;

/** Where a key takes the slider, Infinity for the end; null for keys that are not its own. */
export function stepOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>, atMs: number): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const step = event.shiftKey ? fineMs : stepMs;
  switch (event.key) {
    case 'ArrowLeft': case 'ArrowDown': return atMs - step;
    case 'ArrowRight': case 'ArrowUp': return atMs + step;
    case 'PageDown': return atMs - pageMs;
    case 'PageUp': return atMs + pageMs;
    case 'Home': return 0;
    case 'End': return Infinity;
    default: return null;
  }
}

/** The position as a screen reader says it. Text of evidence is not read out here: it may be masked. */
export function describePosition(playback: Playback, ms: number): string {
  const near = nearestMark(playback.marks, ms);
  const at = `${exactStamp(ms)} of ${stamp(playback.durationMs.value)}`;
  return near !== null && Math.abs(near.startMs - ms) <= nearMs ? `${at}, near ${near.signal} ${near.kind} ${scoreText(near.score)}` : at;
}
