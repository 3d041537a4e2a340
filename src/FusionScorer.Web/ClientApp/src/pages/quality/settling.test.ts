import { describe, expect, it } from 'vitest';
import type { AdjudicationItem } from '../../api/types';
import type { Recent } from '../../review/recent';
import { after, openOf, Settled } from './settling';

const item = (clip: string, distance: number): AdjudicationItem => ({ clip, title: clip, year: null, level: 'R', modelLevel: 'PG', distance, since: '', answers: [] });
const recent = (clip: string): Recent => ({ id: `id-${clip}`, clip, title: clip, answer: 'R', note: '', at: '', undone: false, bundle: null });
const [a, b, c] = [item('a', 3), item('b', 2), item('c', 1)];

describe('the next dispute', () => {
  it('is the one after, and after the last the first', () => expect([after([a, b, c], 'a'), after([a, b, c], 'c')]).toEqual([b, a]));
  it('is none when there is no other', () => expect([after([a], 'a'), after([], 'a')]).toEqual([null, null]));
  it('of a clip that is not listed is the first', () => expect(after([a, b], 'x')).toBe(a));
});

describe('what is open', () => {
  it('leaves out what was settled here, though the server still lists it', () => expect(openOf([a, b, c], new Set(['b']), [])).toEqual([a, c]));

  it('brings back what was taken back, at its place, and once only', () => {
    const settled = new Settled();
    settled.add(recent('a'), a);
    settled.add(recent('b'), b);
    expect(settled.takeBack()?.clip).toBe('b');
    expect(openOf([c], new Set(['a']), settled.back.value)).toEqual([b, c]);
    expect(openOf([b, c], new Set(['a']), settled.back.value)).toEqual([b, c]);
    settled.add(recent('b'), b);
    expect(openOf([c], new Set(['a']), settled.back.value)).toEqual([c]);
    expect([settled.takeBack()?.clip, settled.takeBack()?.clip, settled.takeBack()]).toEqual(['b', 'a', undefined]);
  });
});
