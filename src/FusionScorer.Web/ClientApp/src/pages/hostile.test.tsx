import { render, type VNode } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AdjudicationItem, LibraryItem } from '../api/types';
import { clip } from '../player/testKit';
import { LibraryTable } from './library/LibraryTable';
import { Answers } from './quality/Answers';
import { DisputeTable } from './quality/DisputeTable';
import { ReviewersTable } from './quality/ReviewersTable';

vi.mock('../player', () => ({}));

const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "\'&amp; \u202Egnp.exe';
const item: LibraryItem = {
  clip: `javascript:alert(1)//"><script>`, title: evil, year: 1, root: evil, path: evil, minutes: 1, genres: [evil], level: evil, source: evil, status: evil, posterior: [1], conflict: 1, pair: evil, cost: 1, modelDisagrees: true, decidedAt: 'not a time',
};
const dispute: AdjudicationItem = {
  clip: item.clip, title: evil, year: 1, level: evil, modelLevel: evil, distance: 1, since: '',
  answers: [{ reviewer: evil, role: evil, levels: evil, note: evil, at: '', seconds: null }, { reviewer: `${evil}2`, role: evil, levels: `>=${evil}`, note: null, at: '', seconds: 1e9 }],
};
const parts: [string, VNode][] = [
  ['the library', <LibraryTable page={{ total: 1, clips: 1, items: [item], milliseconds: 1 }} filter={{ search: evil, genre: evil }} levels={[evil]} />],
  ['disputes', <DisputeTable items={[dispute]} levels={[evil]} />],
  ['answers', <Answers clip={clip({ levels: [evil], title: evil })} item={dispute} />],
  ['reviewers', <ReviewersTable reviewers={[{ reviewer: evil, decisions: 1, reliability: null, hidden: { asked: 0, right: 0 }, shared: { clips: 0, agreed: 0 }, medianSeconds: null }]} />],
];

describe('hostile text', () => {
  afterEach(() => document.body.replaceChildren());
  it.each(parts)('stays text in %s', (_, part) => {
    render(part, document.body);
    expect(document.querySelector('script, img')).toBeNull();
    expect(document.body.textContent).toContain(evil);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^\/(clips\/|library|adjudication)[^<>"]*$/);
    for (const name of document.querySelectorAll('a.title, th[scope=row] bdi')) expect(name.matches('[dir=auto], bdi')).toBe(true);
  });
});
