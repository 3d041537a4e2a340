import { beforeEach, describe, expect, it } from 'vitest';
import type { Tuning } from '../../api/tuningTypes';
import { Draft, rebase } from './draft';
import { points, signed } from './format';
import { formatRule, gridOf, nearestOf, parseRule } from './rules';

const measure = { fires: 1, coverage: 0.1, overlap: 0, conflict: 0, accuracy: null, judged: 0 };
const tuning = (hash = 'abcdef01'): Tuning => ({
  policy: { hash, parent: null, author: 'ann', note: '', at: '2026-05-04T12:00:00Z', active: true }, run: 3, clips: 100, levels: ['G', 'PG', 'R'], costs: { under: 2, over: 1 }, levelRule: 'least-cost',
  signals: [{ signal: 'captions', weight: 1, suggested: 0.62, sd: 0.1, informed: true, contribution: 0.5 }, { signal: 'speech', weight: 0.8, suggested: 1, sd: 0.25, informed: false, contribution: 0.2 }],
  caveat: null, decisions: 4, audited: 1, functions: [{ name: 'words', signal: 'captions', rules: [{ text: 'when captions.strong >= 3 then R', conditions: [], levels: 'R', measure }], measure, learned: 1 }], features: [],
});

beforeEach(() => sessionStorage.clear());

describe('a draft', () => {
  it('holds only what differs from what is in force', () => {
    const draft = new Draft(tuning());
    draft.setWeight('captions', 0.6);
    draft.setWeight('speech', 0.8);
    draft.setWeight('nobody', 2);
    draft.setCosts({ under: 2, over: 1 });
    expect(draft.held()).toEqual({ weights: { captions: 0.6 } });
    draft.setWeight('captions', 1);
    expect([draft.changed.value, sessionStorage.length]).toEqual([false, 0]);
  });

  it('outlives a reload of the page, for its own policy alone', () => {
    const draft = new Draft(tuning());
    draft.setWeight('captions', 0.333);
    draft.setCosts({ under: 3, over: 1 });
    draft.setFunctions([{ name: 'words', signal: 'captions', rules: ['when captions.strong >= 5 then R'] }]);
    const after = new Draft(tuning());
    expect(after.whole()).toEqual(draft.whole());
    expect(after.whole().weights).toEqual({ captions: 0.33 });
    expect(new Draft(tuning('0123')).changed.value).toBe(false);
  });

  it('is kept over a policy that somebody else saved', () => {
    const draft = new Draft(tuning());
    draft.setWeight('captions', 0.5);
    const next = new Draft(tuning('0123'));
    next.carry(draft);
    expect(next.held()).toEqual({ weights: { captions: 0.5 } });
  });

  it('takes nothing back that somebody else did to other functions', () => {
    const one = (name: string, level: string) => ({ name, signal: 'captions', rules: [`when captions.strong >= 3 then ${level}`] });
    const base = [one('theirs', 'R'), one('mine', 'R'), one('dropped', 'R'), one('gone', 'R')];
    const draft = [one('theirs', 'R'), one('mine', 'PG'), one('gone', 'R'), one('added', 'G')];
    const now = [one('theirs', 'PG'), one('mine', 'R'), one('dropped', 'R'), one('new', 'G')];
    expect(rebase(draft, base, now)).toEqual([one('theirs', 'PG'), one('mine', 'PG'), one('new', 'G'), one('added', 'G')]);
    expect(rebase(draft, base, base)).toEqual(draft);
  });

  it('leaves nothing under the policy that it was carried from', () => {
    const draft = new Draft(tuning());
    draft.setWeight('captions', 0.5);
    new Draft(tuning('0123')).carry(draft);
    expect(new Draft(tuning()).changed.value).toBe(false);
    expect(new Draft(tuning('0123')).weightOf('captions')).toBe(0.5);
  });

  it('follows only suggestions that decisions tell something of, and takes weights from a link', () => {
    const draft = new Draft(tuning());
    draft.useSuggestions();
    expect(draft.weights.value).toEqual({ captions: 0.62 });
    expect(new Draft(tuning('9'), null, new URLSearchParams('weights=captions:0.4,speech:9,other:1,bad')).weights.value).toEqual({ captions: 0.4, speech: 2 });
  });

  it('is not stopped by storage that is broken', () => {
    sessionStorage.setItem('fusion.draft.abcdef01', '{');
    expect(new Draft(tuning()).changed.value).toBe(false);
  });
});

describe('rules', () => {
  it('are read into conditions and written back', () => {
    const text = 'when captions.strong >= 3 and metadata.year < 1990 then >=PG-13';
    expect(parseRule(text)).toEqual({ conditions: [{ feature: 'captions.strong', op: '>=', value: 3 }, { feature: 'metadata.year', op: '<', value: 1990 }], levels: '>=PG-13' });
    expect(formatRule(parseRule(text)!)).toBe(text);
    expect(formatRule(parseRule('when `odd name.x` > .5 then R') ?? { conditions: [{ feature: 'odd name.x', op: '>', value: 0.5 }], levels: 'R' })).toBe('when `odd name.x` > 0.5 then R');
    expect(parseRule('captions are bad')).toBeNull();
  });

  it('keep backticks around names that need them', () => {
    const text = 'when `people.atleast[12 A]` >= 0.7 then R';
    expect(formatRule(parseRule(text)!)).toBe(text);
    expect(formatRule(parseRule('when people.atleast[PG-13] >= 0.7 then R')!)).toBe('when people.atleast[PG-13] >= 0.7 then R');
  });

  it.each<[string, number[]]>([
    ['counts with a long tail', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4000]],
    ['counts of which most clips have none', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 400]],
    ['probabilities', [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.5, 0.7, 0.9, 1]],
    ['small numbers', [0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.01]],
    ['numbers below zero', [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]],
    ['years', [1921, 1960, 1975, 1985, 1992, 1998, 2004, 2009, 2013, 2018, 2026]],
  ])('have sliders whose every stop is another number, from least to most: %s', (_, deciles) => {
    const grid = gridOf(deciles);
    expect([grid[0], grid.at(-1)]).toEqual([deciles[0], deciles[10]]);
    expect(grid.length).toBeLessThan(300);
    for (let i = 1; i < grid.length; i++) expect(grid[i]).toBeGreaterThan(grid[i - 1]!);
    for (const [i, value] of grid.entries()) expect(nearestOf(value, grid)).toBe(i);
    for (const decile of deciles) expect(Math.abs(grid[nearestOf(decile, grid)]! - decile)).toBeLessThan((deciles[10]! - deciles[0]!) / 1000);
  });

  it('have sliders that reach every small count', () => {
    const grid = gridOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4000]);
    for (let count = 0; count <= 16; count++) expect(grid).toContain(count);
  });
});

it('differences have a sign, and none where nothing changed', () => {
  expect([signed(0.5, 1), signed(-0.26, 1), signed(-0.01, 1), points(0.8, 0.812)]).toEqual(['+0.5', '−0.3', '±0.0', '+1.2']);
});
