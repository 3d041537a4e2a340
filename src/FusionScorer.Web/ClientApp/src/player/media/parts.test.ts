import { expect, test } from 'vitest';
import { covers, partFor, toClipMs, toMediaSeconds, type Part } from './parts';

const part = (url: string, offsetMs: number, durationMs: number, complete = false): Part => ({ url, offsetMs, durationMs, complete });
const near = part('near', 57_000, 40_000);
const far = part('far', 80_000, 40_000);
const all = part('all', 0, 300_000, true);

test('a part has its own clock', () => {
  expect(toClipMs(57_000, 4.25)).toBe(61_250);
  expect(toMediaSeconds(57_000, 61_250)).toBe(4.25);
  expect(toMediaSeconds(57_000, 56_990)).toBe(0);
});

test('what a part covers', () => {
  expect([56_900, 56_970, 57_000, 96_999, 97_000].map(ms => covers(near, ms))).toEqual([false, true, true, true, false]);
  expect(covers(all, 999_000)).toBe(true);
});

test('the complete part wins, then the loaded one, then the one that goes on longest', () => {
  expect(partFor([near, far, all], 85_000, near)?.url).toBe('all');
  expect(partFor([near, far], 85_000, near)?.url).toBe('near');
  expect(partFor([near, far], 85_000, null)?.url).toBe('far');
  expect(partFor([near, far], 10_000, near)).toBeNull();
});
