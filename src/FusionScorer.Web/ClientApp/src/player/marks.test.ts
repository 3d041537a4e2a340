import { describe, expect, test } from 'vitest';
import { loopSpan, marksOf, nearestMark, nextMark, preRollStart, previousMark, type Mark } from './marks';
import { evidence } from './testKit';

const marks = marksOf([evidence(0, 50_000), evidence(1, null), evidence(2, 10_000), evidence(3, 50_000), evidence(4, Number.NaN)]);
const at = (mark: Mark | null): number | null => mark?.n ?? null;

test('marks are in order of time, those of one instant in the order of the bundle, without those that have none', () => {
  expect(marks.map(mark => mark.n)).toEqual([2, 0, 3]);
});

describe('stepping', () => {
  test('goes by the active mark, even where two begin together', () => {
    expect(at(nextMark(marks, 2, 0))).toBe(0);
    expect(at(nextMark(marks, 0, 0))).toBe(3);
    expect(at(previousMark(marks, 3, 0))).toBe(0);
  });

  test('does not wrap', () => {
    expect(nextMark(marks, 3, 0)).toBeNull();
    expect(previousMark(marks, 2, 99_000)).toBeNull();
  });

  test('goes by the position when no mark, or one without a time, is active', () => {
    expect(at(nextMark(marks, null, 10_000))).toBe(2);
    expect(at(nextMark(marks, null, 10_001))).toBe(0);
    expect(at(nextMark(marks, 1, 20_000))).toBe(0);
    expect(at(previousMark(marks, null, 50_000))).toBe(2);
    expect(nextMark(marks, null, 60_000)).toBeNull();
  });
});

test('the nearest mark', () => {
  expect(at(nearestMark(marks, 29_000))).toBe(2);
  expect(nearestMark([], 0)).toBeNull();
});

describe('pre-roll and loop', () => {
  const mark = (startMs: number, endMs: number | null): Mark => ({ ...evidence(9, startMs), startMs, endMs });

  test('pre-roll never starts before the clip', () => {
    expect(preRollStart(mark(10_000, null), 2)).toBe(8000);
    expect(preRollStart(mark(1000, null), 2)).toBe(0);
  });

  test('a loop lasts at least three seconds from the mark', () => {
    expect(loopSpan(mark(10_000, null), 2, 60_000)).toEqual({ fromMs: 8000, toMs: 13_000 });
    expect(loopSpan(mark(10_000, 10_400), 2, 60_000)).toEqual({ fromMs: 8000, toMs: 13_000 });
    expect(loopSpan(mark(10_000, 19_000), 0, 60_000)).toEqual({ fromMs: 10_000, toMs: 19_000 });
  });

  test('a loop ends with the clip', () => {
    expect(loopSpan(mark(59_000, null), 2, 60_000)).toEqual({ fromMs: 57_000, toMs: 60_000 });
    expect(loopSpan(mark(70_000, null), 2, 60_000)).toEqual({ fromMs: 60_000, toMs: 60_000 });
  });
});
