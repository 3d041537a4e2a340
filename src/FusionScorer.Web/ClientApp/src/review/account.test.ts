import { describe, expect, it } from 'vitest';
import type { SignalView } from '../api/types';
import { accountPosterior, accountScale, accountSum, nats } from './account';

const signal = (name: string, contribution: number[] | null): SignalView => ({ name, status: contribution === null ? 'missing' : 'read', note: '', votes: [], weight: 1, contribution, evidence: 0 });
const clip = {
  levels: ['G', 'PG', 'R'],
  account: { bias: [0.4, 0.1, -0.5], temperature: 1.5 },
  signals: [signal('captions', [-1, 0.25, 1.2]), signal('speech', null), signal('genre', [0.3, -0.1, 0])],
};

describe('account', () => {
  it('adds the bias and every contribution', () => {
    expect(accountSum(clip)!.map((value) => +value.toFixed(6))).toEqual([-0.3, 0.25, 0.7]);
  });

  it('gives the posterior: sums over the temperature, through softmax', () => {
    const powers = [-0.3, 0.25, 0.7].map((value) => Math.exp(value / 1.5));
    const total = powers.reduce((a, b) => a + b);
    accountPosterior(clip)!.forEach((p, i) => expect(p).toBeCloseTo(powers[i]! / total, 12));
  });

  it('stays finite for large sums', () => {
    const posterior = accountPosterior({ ...clip, signals: [signal('captions', [900, 0, -900])] })!;
    expect(posterior[0]).toBe(1);
    expect(posterior.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('draws all bars on the scale of the longest', () => {
    expect(accountScale(clip)).toBe(1.2);
  });

  it('has no account before fusing', () => {
    expect(accountSum({ ...clip, account: null })).toBeNull();
    expect(accountPosterior({ ...clip, account: null })).toBeNull();
  });

  it.each([[1.234, '+1.23'], [-0.5, '−0.50'], [0.001, '0']])('writes %d as %s', (value, text) => expect(nats(value)).toBe(text));
});
