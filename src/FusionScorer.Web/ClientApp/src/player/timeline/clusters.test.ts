import { describe, expect, test } from 'vitest';
import { marksOf } from '../marks';
import { evidence } from '../testKit';
import { clustersOf, firstFrom, pickOf, reachPx } from './clusters';

const marks = marksOf([0, 100, 1000, 1050, 5000].map((ms, n) => evidence(n, ms, { score: n / 10 })));
const numbers = (pxPerMs: number): number[][] => clustersOf(marks, pxPerMs).map(cluster => cluster.marks.map(mark => mark.n));

test('marks stand alone when there is room, and join as the view widens', () => {
  expect(numbers(1)).toEqual([[0], [1], [2], [3], [4]]);
  expect(numbers(reachPx / 60)).toEqual([[0], [1], [2, 3], [4]]);
  expect(numbers(reachPx / 200)).toEqual([[0, 1], [2, 3], [4]]);
  expect(numbers(reachPx / 100_000)).toEqual([[0, 1, 2, 3, 4]]);
  expect(numbers(0)).toEqual([[0, 1, 2, 3, 4]]);
});

test('a cluster has the bounds and the highest score of its marks', () => {
  expect(clustersOf(marks, reachPx / 200)[1]).toMatchObject({ fromMs: 1000, toMs: 1050, score: 0.3 });
});

test('10,000 marks make no more clusters than fit side by side, quickly', () => {
  const many = marksOf(Array.from({ length: 10_000 }, (_, n) => evidence(n, n * 720)));
  const started = performance.now();
  const clusters = clustersOf(many, 1000 / 7_200_000);
  expect(performance.now() - started).toBeLessThan(100);
  expect(clusters.length).toBeLessThanOrEqual(Math.ceil(1000 / reachPx) + 1);
  expect(clusters.reduce((sum, cluster) => sum + cluster.marks.length, 0)).toBe(10_000);
});

test('the first cluster from a time on', () => {
  const clusters = clustersOf(marks, 1);
  expect([-1, 0, 1, 1000, 6000].map(ms => firstFrom(clusters, ms))).toEqual([0, 0, 1, 2, 5]);
});

describe('a press on a cluster', () => {
  const [cluster] = clustersOf(marks, 0);

  test('opens its marks one after the other', () => {
    expect(pickOf(cluster!, null).n).toBe(0);
    expect(pickOf(cluster!, 0).n).toBe(1);
    expect(pickOf(cluster!, 4).n).toBe(0);
  });
});
