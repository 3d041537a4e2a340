import { describe, expect, it } from 'vitest';
import type { ProgressReport } from '../../api/progressTypes';
import { roundUp, thin } from '../../parts/chartSpec';
import { curvePoints, curveSpec } from './curve';
import { effortSpans } from './days';
import { interval, neededWords, parseTarget, sentence, share, span } from './format';
import { parseOrder, sorted, turned } from './sorting';

const report = (change: Partial<ProgressReport>): ProgressReport => ({
  schema: 'fusion.progress/1', policy: 'p', clips: 1000, decided: 100,
  answers: { level: 100, unsure: 0, skip: 0, flag: 0, undo: 0 }, audit: { clips: 1000, answers: 30, waiting: [] },
  accuracy: { value: 0.8, low: 0.72, high: 0.87, expected: 0.84 }, underRated: { value: 0.1, low: 0.05, high: 0.16, expected: 0.08 }, cost: { value: 0.3, low: 0.2, high: 0.4, expected: 0.25 },
  target: 0.9, needed: { verdict: 'more', more: 80, from: 40, to: 150 },
  stopping: { rule: 'r', advice: 'goOn', reason: '', rules: [] },
  curve: [{ decided: 20, accuracy: 0.6 }, { decided: 50, accuracy: 0.7 }, { decided: 100, accuracy: 0.8 }], ...change,
});

describe('figures in words', () => {
  it('never rounds a part to all or to nothing', () => {
    expect([0, 0.0001, 0.0125, 0.812, 0.9994, 0.99996, 1].map(share)).toEqual(['0.0 %', '<0.1 %', '1.3 %', '81.2 %', '99.9 %', '>99.9 %', '100.0 %']);
  });
  it('writes an interval only where one was measured', () => {
    expect(interval({ value: 0.812, low: 0.76, high: 0.859, expected: 0.9 }, 'share')).toBe('(76.0–85.9)');
    expect(interval({ value: 0.412, low: 0.301, high: 0.55, expected: null }, 'plain')).toBe('(0.30–0.55)');
    expect(interval({ value: null, low: null, high: null, expected: 0.9 }, 'share')).toBe('');
  });
  it('writes times', () => {
    expect([0, 21.4, 59.6, 600, 3600, 12_204, 359_999, 135_062_760].map(span)).toEqual(['0 s', '21 s', '1 min', '10 min', '1 h', '3 h 23 min', '37,517 h'].toSpliced(6, 0, '100 h'));
  });
  it('takes no target that is none', () => {
    expect(['0.85', '.5', '1', '0', '-1', '1.2', 'x', '', null].map(parseTarget)).toEqual([0.85, 0.5, 1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]);
  });
  it('says what is still needed', () => {
    const needed = (verdict: ProgressReport['needed']['verdict'], more: number | null = null, from: number | null = null, to: number | null = null) => neededWords({ verdict, more, from, to });
    expect(needed('tooEarly')).toBe('Too early to say.');
    expect(needed('reached')).toBe('None: the target is reached.');
    expect(needed('notReachable')).toContain('Not reachable');
    expect(needed('more', 120, 70, 260)).toBe('About 120 more (70–260).');
    expect(needed('more', 1200, 700, null)).toBe('About 1,200 more (700 or more; perhaps never).');
    expect(needed('more', 0, 0, 40)).toBe('Perhaps none, up to 40; more audit answers will tell.');
    expect(needed('more', 0, 0, 0)).toBe('Perhaps none; more audit answers will tell.');
  });
  it('makes sentences of reasons', () => {
    expect(['no audit answer yet', 'Done.', ''].map(sentence)).toEqual(['No audit answer yet.', 'Done.', '']);
  });
});

describe('the learning curve', () => {
  it('has one point a number of decided clips, rising, the last run counting', () => {
    expect(curvePoints([{ decided: 5, accuracy: 0.5 }, { decided: 9, accuracy: 0.6 }, { decided: 5, accuracy: 0.55 }])).toEqual([{ decided: 5, accuracy: 0.55 }, { decided: 9, accuracy: 0.6 }]);
  });
  it('begins with two points', () => {
    expect(curveSpec(report({ curve: [{ decided: 5, accuracy: 0.5 }, { decided: 5, accuracy: 0.6 }] }))).toBeNull();
  });
  it('leads to the target, with the interval at the last point', () => {
    const spec = curveSpec(report({}))!;
    expect(spec.marks).toContainEqual({ kind: 'stroke', from: [100, 0.8], to: [180, 0.9], colour: '--accent' });
    expect(spec.marks).toContainEqual({ kind: 'flat', y: 0.9, from: 140, to: 250, open: false, colour: '--accent' });
    expect(spec.marks).toContainEqual({ kind: 'upright', x: 100, from: 0.72, to: 0.87, colour: '--ink' });
    expect(spec.x.to).toBeGreaterThan(250);
    expect(spec.y.from).toBeLessThan(0.6);
    expect(spec.y.to).toBeGreaterThan(0.9);
  });
  it('lets a far projection run out of the chart', () => {
    const spec = curveSpec(report({ needed: { verdict: 'more', more: 40_000, from: 120, to: null } }))!;
    expect(spec.x.to).toBeLessThan(310);
    expect(spec.marks?.find((mark) => mark.kind === 'flat')).toMatchObject({ from: 220, to: spec.x.to, open: true });
  });
  it.each(['tooEarly', 'reached', 'notReachable'] as const)('promises nothing when it is %s', (verdict) => {
    const spec = curveSpec(report({ needed: { verdict, more: null, from: null, to: null } }))!;
    expect(spec.marks?.map((mark) => mark.kind)).toEqual(['level', 'upright']);
  });
  it('is marked as an expectation, without interval, while nothing is measured', () => {
    const spec = curveSpec(report({ accuracy: { value: null, low: null, high: null, expected: 0.8 }, needed: { verdict: 'tooEarly', more: null, from: null, to: null } }))!;
    expect(spec.series[0]).toMatchObject({ dashed: true, label: 'Accuracy, as the model expected' });
    expect(spec.marks?.map((mark) => mark.kind)).toEqual(['level']);
  });
});

describe('effort by day', () => {
  const day = (name: string, decisions: number) => ({ day: name, decisions, minutes: decisions / 2 });
  it('shows days without a decision too, also over the end of summer time', () => {
    const { by, spans } = effortSpans([day('2026-10-27', 4), day('2026-10-24', 3)]);
    expect(by).toBe('day');
    expect(spans.map((one) => one.decisions)).toEqual([3, 0, 0, 4]);
  });
  it('sums weeks from Monday when days are too many', () => {
    const { by, spans } = effortSpans([day('2026-01-04', 1), day('2026-01-05', 2), day('2026-01-11', 3), day('2026-06-30', 5)]);
    expect(by).toBe('week');
    expect(spans.slice(0, 3).map((one) => one.decisions)).toEqual([1, 5, 0]);
    expect(spans.reduce((sum, one) => sum + one.minutes, 0)).toBe(5.5);
  });
  it('stays small over decades, and the latest are kept', () => {
    const { spans } = effortSpans([day('1970-01-01', 7), day('2026-06-30', 5)]);
    expect(spans).toHaveLength(520);
    expect(spans.at(-1)?.decisions).toBe(5);
  });
  it('leaves out what is no day', () => {
    expect(effortSpans([day('soon', 1)]).spans).toEqual([]);
  });
});

describe('the order of functions', () => {
  const row = (name: string, signal: string, accuracy: number | null, weight: number) => ({ name, signal, coverage: 0, overlap: 0, conflict: 0, accuracy, judged: 0, weight });
  const rows = [row('b', 'speech', 0.7, 2), row('a', 'captions', null, 3), row('c', 'speech', 0.9, 1)];
  const names = (order: string | null) => sorted(rows, parseOrder(order)).map((one) => one.name).join('');
  it('keeps what nobody judged last in either direction', () => {
    expect([names('accuracy'), names('-accuracy')]).toEqual(['bca', 'cba']);
  });
  it('sorts by words and numbers, and by signal when it is not understood', () => {
    expect([names('name'), names('-weight'), names(null), names('-nonsense')]).toEqual(['abc', 'abc', 'abc', 'abc']);
    expect([names('-name'), names('weight')]).toEqual(['cba', 'cba']);
  });
  it('begins with the largest number and turns round', () => {
    expect([turned(parseOrder(null), 'weight'), turned(parseOrder('-weight'), 'weight'), turned(parseOrder('weight'), 'name'), turned(parseOrder('name'), 'name')]).toEqual(['-weight', 'weight', 'name', '-name']);
  });
});

describe('charts', () => {
  it('take points evenly, the ends among them', () => {
    expect(thin(4, 10)).toEqual([0, 1, 2, 3]);
    const some = thin(1001, 101);
    expect([some.length, some[0], some[50], some.at(-1)]).toEqual([101, 0, 500, 1000]);
  });
  it('end their axis at a round number', () => {
    expect([0, 0.3, 1, 29, 31, 61, 99, 20_400].map((value) => +roundUp(value).toPrecision(3))).toEqual([1, 0.3, 1, 30, 40, 80, 100, 30_000]);
  });
});
