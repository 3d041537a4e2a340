import { expect, test } from 'vitest';
import { clip, cue } from '../testKit';
import { chunkOf, chunkRange, chunkSize, guessHeights } from './chunks';
import { lastBegun, stands, tracksOf } from './cues';

test('cues are found by time', () => {
  const cues = [cue(1000), cue(2000), cue(5000)];
  expect([0, 1000, 4999, 9000].map(ms => lastBegun(cues, ms))).toEqual([-1, 0, 1, 2]);
  expect(stands(cues[1], 2999)).toBe(true);
  expect(stands(cues[1], 3000)).toBe(false);
  expect(stands(undefined, 0)).toBe(false);
});

test('tracks: captions, then speech; empty ones are left out; cues in order of time', () => {
  const tracks = tracksOf(clip({ captions: [{ source: 'a', language: 'en', cues: [cue(2000), cue(1000)] }, { source: 'b', language: null, cues: [] }], transcript: { source: 'speech', language: null, cues: [cue(1)] } }));
  expect(tracks.map(track => track.name)).toEqual(['a', 'speech']);
  expect(tracks[0]!.cues.map(one => one.startMs)).toEqual([1000, 2000]);
});

test('of 3,000 cues only what is near is rendered, and the blank space makes up for the rest', () => {
  const heights = guessHeights(Array.from({ length: 3000 }, (_, index) => cue(index * 1000)));
  const total = heights.reduce((sum, height) => sum + height, 0);
  const range = chunkRange(heights, total / 2, 400, null);
  expect((range.to - range.from + 1) * chunkSize).toBeLessThanOrEqual(80);
  expect(range.before + range.after + heights.slice(range.from, range.to + 1).reduce((sum, height) => sum + height, 0)).toBe(total);
  expect(range.before).toBeLessThanOrEqual(total / 2);
});

test('the line that is followed is rendered wherever the list stands', () => {
  const heights = guessHeights(Array.from({ length: 3000 }, (_, index) => cue(index * 1000)));
  const range = chunkRange(heights, 0, 400, chunkOf(2999));
  expect(range.to).toBe(heights.length - 1);
  expect(range.after).toBe(0);
  expect(chunkRange([], 0, 400, 0)).toEqual({ from: 0, to: -1, before: 0, after: 0 });
});
