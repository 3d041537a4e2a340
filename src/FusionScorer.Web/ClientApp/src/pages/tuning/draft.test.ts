import { beforeEach, describe, expect, it } from 'vitest';
import type { Tuning } from '../../api/tuningTypes';
import { Draft } from './draft';
import { points, signed } from './format';
import { formatRule, parseRule, placeOf, valueAt } from './rules';

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

  it('have sliders that pass equally many clips with each step', () => {
    const deciles = [0, 0, 0, 1, 1, 2, 3, 5, 8, 20, 400];
    expect(placeOf(-1, deciles)).toBe(0);
    expect(placeOf(400, deciles)).toBe(1);
    expect(placeOf(1000, deciles)).toBe(1);
    for (const place of [0, 0.55, 0.7, 0.85, 0.95, 1]) expect(placeOf(valueAt(place, deciles), deciles)).toBeCloseTo(place, 1);
    for (let place = 0.05; place <= 1; place += 0.05) expect(valueAt(place, deciles)).toBeGreaterThanOrEqual(valueAt(place - 0.05, deciles));
  });
});

it('differences have a sign, and none where nothing changed', () => {
  expect([signed(0.5, 1), signed(-0.26, 1), signed(-0.01, 1), points(0.8, 0.812)]).toEqual(['+0.5', '−0.3', '±0.0', '+1.2']);
});
