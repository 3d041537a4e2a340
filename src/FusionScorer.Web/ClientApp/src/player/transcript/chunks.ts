import type { Cue } from '../../api/types';

/** Cues are rendered a chunk at a time; the others are blank space of about the right height. */
export const chunkSize = 20;

const linePx = 18;
const paddingPx = 8;
const lettersALine = 46;
/** Rendered above and below what is seen. */
const marginPx = 300;

export const chunkOf = (index: number): number => Math.floor(Math.max(0, index) / chunkSize);

/** Heights as they will be about; what has been rendered is measured instead. */
export function guessHeights(cues: readonly Cue[]): number[] {
  const heights: number[] = [];
  cues.forEach((cue, index) => {
    const lines = cue.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lettersALine)), 0);
    heights[chunkOf(index)] = (heights[chunkOf(index)] ?? 0) + lines * linePx + paddingPx;
  });
  return heights;
}

export interface ChunkRange { from: number; to: number; before: number; after: number }

/** The chunks to render at a scroll position, and the blank space around them. `must` is rendered whatever the position. */
export function chunkRange(heights: readonly number[], scrollTop: number, clientHeight: number, must: number | null): ChunkRange {
  if (heights.length === 0) return { from: 0, to: -1, before: 0, after: 0 };
  let from = 0;
  let top = 0;
  while (from < heights.length - 1 && top + heights[from]! < scrollTop - marginPx) top += heights[from++]!;
  let to = from;
  let bottom = top + (heights[from] ?? 0);
  while (to < heights.length - 1 && bottom < scrollTop + clientHeight + marginPx) bottom += heights[++to]!;
  if (must !== null && (must < from || must > to)) {
    from = Math.max(0, must - 1);
    to = Math.min(heights.length - 1, must + 1);
  }
  const sum = (part: readonly number[]): number => part.reduce((total, height) => total + height, 0);
  return { from, to, before: sum(heights.slice(0, from)), after: sum(heights.slice(to + 1)) };
}
