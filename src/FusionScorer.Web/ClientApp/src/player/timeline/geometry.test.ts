import { expect, test } from 'vitest';
import { marksOf } from '../marks';
import { evidence } from '../testKit';
import { clustersOf } from './clusters';
import { axisPx, heightOf, hit, laneTop, zoneAt } from './geometry';

const view = { fromMs: 0, toMs: 10_000 };
const width = 1000;
const clusters = clustersOf(marksOf([1000, 1170, 5000, 5060, 9990].map((ms, n) => evidence(n, ms))), width / 10_000);
const found = (x: number): number[] | null => hit(clusters, x, view, width)?.marks.map(mark => mark.n) ?? null;

test('a mark is hit within a few pixels', () => {
  expect(found(100)).toEqual([0]);
  expect(found(92)).toEqual([0]);
  expect(found(70)).toBeNull();
  expect(found(999)).toEqual([4]);
});

test('between two marks the nearer one is hit', () => {
  expect(found(106)).toEqual([0]);
  expect(found(112)).toEqual([1]);
});

test('a cluster is hit over its whole width', () => {
  expect(found(498)).toEqual([2, 3]);
  expect(found(507)).toEqual([2, 3]);
});

test('hits follow zoom and pan', () => {
  expect(hit(clustersOf(marksOf([evidence(7, 5000)]), 1), 500, { fromMs: 4500, toMs: 5500 }, 1000)?.marks[0]?.n).toBe(7);
});

test('zones from top to bottom', () => {
  expect(zoneAt(0, 2)).toEqual({ kind: 'axis' });
  expect(zoneAt(axisPx, 2)).toEqual({ kind: 'lane', index: 0 });
  expect(zoneAt(laneTop(1), 2)).toEqual({ kind: 'lane', index: 1 });
  expect(zoneAt(heightOf(2) - 1, 2)).toEqual({ kind: 'overview' });
});
