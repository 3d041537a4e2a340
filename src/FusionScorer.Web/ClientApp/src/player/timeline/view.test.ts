import { expect, test } from 'vitest';
import { fitted, following, isWhole, msAt, panned, shortestViewMs, tickStep, whole, xOf, zoomed } from './view';

const hours = 7_200_000;

test('zooming keeps the time under the pointer where it is', () => {
  const view = zoomed(whole(hours), 0.25, 1_800_000, hours);
  expect(xOf(1_800_000, view, 1000)).toBeCloseTo(250, 6);
  expect(view.toMs - view.fromMs).toBe(hours / 4);
});

test('zooming ends at two seconds and at the whole clip', () => {
  const closest = zoomed(whole(hours), 1e-9, 60_000, hours);
  expect(closest.toMs - closest.fromMs).toBeCloseTo(shortestViewMs, 6);
  expect(isWhole(zoomed(closest, 1e9, 60_000, hours), hours)).toBe(true);
  expect(zoomed(whole(1000), 0.1, 500, 1000)).toEqual(whole(1000));
});

test('panning stops at both ends', () => {
  expect(panned({ fromMs: 0, toMs: 1000 }, -500, hours)).toEqual({ fromMs: 0, toMs: 1000 + shortestViewMs - 1000 });
  expect(panned({ fromMs: 0, toMs: 10_000 }, hours * 2, hours)).toEqual({ fromMs: hours - 10_000, toMs: hours });
});

test('the view turns a page when the playhead leaves it', () => {
  const view = { fromMs: 0, toMs: 10_000 };
  expect(following(view, 5000, hours)).toBe(view);
  expect(following(view, 10_500, hours)).toEqual({ fromMs: 9500, toMs: 19_500 });
});

test('pixels and times are each other’s inverse', () => {
  const view = fitted({ fromMs: 3000, toMs: 9000 }, hours);
  expect(msAt(xOf(4321, view, 777), view, 777)).toBeCloseTo(4321, 6);
  expect(msAt(5, view, 0)).toBe(3000);
});

test('ticks are round and do not touch', () => {
  expect(tickStep(whole(hours), 1000)).toBe(600_000);
  expect(tickStep({ fromMs: 0, toMs: 2000 }, 1000)).toBe(200);
  expect(tickStep(whole(hours * 50), 600)).toBeGreaterThanOrEqual(hours);
});
