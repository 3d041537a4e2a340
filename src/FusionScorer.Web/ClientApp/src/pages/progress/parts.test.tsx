import { render, type VNode } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Figure, ProgressReport } from '../../api/progressTypes';
import { Distribution } from './Distribution';
import { Functions } from './Functions';
import { failuresQuery } from './ExtractionFailures';
import { Headline } from './Headline';
import { Stopping } from './Stopping';

const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "\'&amp; \u202Egnp.exe';
const figure = (value: number | null): Figure => ({ value, low: value === null ? null : value - 0.05, high: value === null ? null : value + 0.05, expected: 0.8 });
const report = (value: number | null, waiting: string[]): ProgressReport => ({
  schema: 'fusion.progress/1', policy: evil, clips: 1000, decided: 0, answers: { level: 0, unsure: 0, skip: 0, flag: 0, undo: 0 },
  audit: { clips: 990, answers: value === null ? 0 : 30, waiting }, accuracy: figure(value), underRated: figure(value === null ? null : 0.1), cost: figure(value === null ? null : 0.3),
  target: 0.9, needed: { verdict: 'tooEarly', more: null, from: null, to: null },
  stopping: { rule: evil, advice: 'notYetKnown', reason: evil, rules: [{ rule: evil, advice: 'goOn', reason: evil }] }, curve: [],
});
const text = (id: string) => document.querySelector(`[data-testid='${id}']`)?.textContent ?? null;
const show = (part: VNode) => render(part, document.body);

describe('parts of the progress page', () => {
  afterEach(() => {
    render(null, document.body);
    document.body.replaceChildren();
  });

  it('never show what the model expects as measured', () => {
    show(<Headline report={report(null, [])} />);
    expect(['accuracy', 'under-rated', 'cost'].map(text)).toEqual(['not measured', 'not measured', 'not measured']);
    expect(text('nothing-measured')).toContain('Nothing is measured yet.');
    expect(text('audit-waiting')).toBeNull();
  });
  it('say how many audit picks wait', () => {
    show(<Headline report={report(null, ['a'])} />);
    expect(text('nothing-measured')).toContain('1 audit pick waits'.replace('audit', 'such'));
    expect(document.querySelector<HTMLAnchorElement>('[data-testid=audit-waiting]')?.getAttribute('href')).toBe('/queue');
  });
  it('show the interval beside the figure', () => {
    show(<Headline report={report(0.812, [])} />);
    expect(text('accuracy')).toBe('81.2 % (76.2–86.2)');
    expect(text('nothing-measured')).toBeNull();
  });
  it.each<[string, VNode]>([
    ['the verdict', <Stopping report={report(0.8, [evil, 'javascript:alert(1)'])} />],
    ['functions', <Functions rows={[{ name: evil, signal: evil, coverage: 1, overlap: 1, conflict: 0, accuracy: null, judged: 0, weight: 0 }]} dependence={[{ one: evil, other: evil, share: 1 }]} query={new URLSearchParams({ target: evil })} />],
    ['levels', <Distribution rows={[{ level: evil, clips: 3, settled: 1 }]} levels={[evil]} />],
  ])('keep hostile text a text in %s', (_, part) => {
    show(part);
    expect(document.querySelector('script, img')).toBeNull();
    expect(document.body.textContent).toContain(evil);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^\/(clips|progress|queue)[^<>"]*$/);
  });
  it('ask for a group whatever its reason says', () => {
    const asked = new URLSearchParams(failuresQuery({ signal: 'a&b', reason: evil }, 50));
    expect([asked.get('signal'), asked.get('reason'), asked.get('limit'), asked.get('offset')]).toEqual(['a&b', evil, '50', '50']);
  });
});
