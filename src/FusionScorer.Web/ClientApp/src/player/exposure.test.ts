import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Exposure } from './exposure';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const made = (): { exposure: Exposure; told: number[] } => {
  const told: number[] = [];
  return { exposure: new Exposure(seconds => told.push(seconds)), told };
};

test('told every five seconds while it runs', () => {
  const { exposure, told } = made();
  exposure.run(true);
  vi.advanceTimersByTime(4900);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(5200);
  expect(told).toEqual([5, 5]);
  exposure.dispose();
});

test('pauses are not counted, and portions before and after them add up', () => {
  const { exposure, told } = made();
  exposure.run(true);
  vi.advanceTimersByTime(3000);
  exposure.run(false);
  vi.advanceTimersByTime(60_000);
  exposure.run(true);
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([5]);
  exposure.dispose();
});

test('the rest is told at the end, nothing when there is none', () => {
  const { exposure, told } = made();
  exposure.run(true);
  vi.advanceTimersByTime(1500);
  exposure.dispose();
  expect(told).toEqual([1.5]);
  expect(vi.getTimerCount()).toBe(0);
  made().exposure.dispose();
});
