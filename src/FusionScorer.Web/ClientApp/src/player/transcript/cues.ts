import type { ClipBundle, Cue, Track } from '../../api/types';

/** A track as it is listed: cues in order of time, whatever order the file had. */
export interface CueTrack { name: string; language: string | null; spoken: boolean; cues: readonly Cue[] }

const ordered = (cues: readonly Cue[]): readonly Cue[] =>
  cues.every((cue, index) => index === 0 || cues[index - 1]!.startMs <= cue.startMs) ? cues : [...cues].sort((a, b) => a.startMs - b.startMs);

export function tracksOf(clip: Pick<ClipBundle, 'captions' | 'transcript'>): CueTrack[] {
  const track = (from: Track, spoken: boolean): CueTrack => ({ name: from.source, language: from.language, spoken, cues: ordered(from.cues) });
  return [...clip.captions.map(from => track(from, false)), ...(clip.transcript === null ? [] : [track(clip.transcript, true)])].filter(from => from.cues.length > 0);
}

/** The last cue that has begun; −1 before the first. */
export function lastBegun(cues: readonly Cue[], ms: number): number {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle]!.startMs <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether a cue that has begun is still there. */
export const stands = (cue: Cue | undefined, ms: number): boolean => cue !== undefined && ms >= cue.startMs && ms < Math.max(cue.endMs, cue.startMs + 1);
