import { expect, test } from 'vitest';
import { exactStamp, scoreText, stamp } from './time';

test('times are cut, not rounded up', () => {
  expect(stamp(62_999)).toBe('1:02');
  expect(exactStamp(62_999)).toBe('1:02.9');
  expect(exactStamp(59_999.9999)).toBe('1:00.0');
});

test('hours appear when there are any', () => {
  expect(stamp(3_599_999)).toBe('59:59');
  expect(stamp(3_600_000)).toBe('1:00:00');
});

test('nonsense is zero', () => {
  expect(exactStamp(Number.NaN)).toBe('0:00.0');
  expect(exactStamp(-5)).toBe('0:00.0');
  expect(scoreText(Number.NaN)).toBe('0.00');
});
