import { describe, expect, it } from 'vitest';
import { coefficient, duration, parsePercent, percentField, shareOf, wilson } from './figures';

describe('Wilson’s interval', () => {
  it('is what its formula gives', () => {
    // 8 of 10: (0.8 + 1.92073 / 10 ± 1.95996 √(0.016 + 0.0096036)) / 1.384146
    expect(wilson(8, 10)!.low).toBeCloseTo(0.4902, 4);
    expect(wilson(8, 10)!.high).toBeCloseTo(0.9433, 4);
    expect(shareOf(8, 10)).toBe('80.0 % (49.0–94.3)');
  });
  it('stays within 0 and 1, and does not collapse at the ends', () => {
    expect(wilson(0, 5)!.low).toBe(0);
    expect(wilson(0, 5)!.high).toBeGreaterThan(0.4);
    expect(wilson(5, 5)!.high).toBe(1);
    expect(wilson(5, 5)!.low).toBeLessThan(0.6);
  });
  it('is nothing without answers', () => expect([wilson(0, 0), shareOf(0, 0)]).toEqual([null, null]));
  it('covers the truth about as often as it says', () => {
    // Exactly, over the binomial distribution of 40 answers that are right with probability 0.7.
    let covered = 0;
    let chance = 0.3 ** 40;
    for (let k = 0; k <= 40; k++) {
      const interval = wilson(k, 40)!;
      if (interval.low <= 0.7 && 0.7 <= interval.high) covered += chance;
      chance *= ((40 - k) / (k + 1)) * (0.7 / 0.3);
    }
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });
});

describe('percentages of a field', () => {
  it.each([['10', 1, 0.1], [' 12,5 % ', 1, 0.125], ['100', 1, 1], ['0', 0.5, 0], ['50', 0.5, 0.5]])('%s', (text, most, value) => expect(parsePercent(text, most)).toBeCloseTo(value, 12));
  it.each([['', 1], ['ten', 1], ['-1', 1], ['101', 1], ['51', 0.5], ['1e1', 1], ['NaN', 1], ['0x10', 1]])('%s is none', (text, most) => expect(parsePercent(text, most)).toBeNull());
  it.each([[0.1, '10'], [0.07, '7'], [0.125, '12.5'], [0, '0']])('%d comes back', (value, text) => {
    expect(percentField(value)).toBe(text);
    expect(parsePercent(text, 1)).toBeCloseTo(value, 12);
  });
});

it.each([[0.7421, '0.74'], [-0.1, '−0.10'], [-0.001, '0.00'], [1, '1.00']])('coefficient %d', (value, text) => expect(coefficient(value)).toBe(text));
it.each([[null, '–'], [12.4, '12 s'], [59.6, '1 min'], [71, '1 min 11 s']])('duration %d', (value, text) => expect(duration(value)).toBe(text));
