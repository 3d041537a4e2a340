import { render, type VNode } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClipBundle, DecisionView } from '../api/types';
import { About } from './About';
import { AccountTable } from './AccountTable';
import { Links } from './Links';
import { Why } from './Why';

vi.mock('../player', () => ({}));

const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "\'&amp; \u202Egnp.exe';
const decision: DecisionView = { id: evil, clip: evil, title: evil, reviewer: evil, role: 'lead', kind: 'level', levels: evil, note: evil, at: '', seconds: null, chosenBy: evil, audit: false, policy: evil, undone: false };
const clip: ClipBundle = {
  clip: evil, title: evil, path: evil, year: 1, durationMs: null, genres: [evil], directors: [evil], cast: [evil], writers: [evil], imdbId: evil, statedRating: evil,
  level: { name: evil, source: 'known', status: evil, modelDisagrees: true, modelLevel: evil }, posterior: [1], conflict: { value: 0.5, milder: evil, stricter: evil },
  pick: { strategy: evil, score: 1, reason: evil, audit: true, inclusionProbability: 0.5, batch: 1 }, account: { bias: [0], temperature: 1 },
  signals: [{ name: evil, status: 'failed', note: evil, votes: [{ function: evil, outcome: 'rule', levels: evil, rule: evil }], weight: 1, contribution: null, evidence: 0 }],
  evidence: [], captions: [], transcript: null, links: null, history: [decision], media: null, claim: null, held: null, draft: null, policy: evil, levels: [evil],
};
const links = { words: evil, relations: [{ relation: evil, people: [{ name: evil, contribution: 1, clips: [{ clip: `"><script>`, title: evil, level: evil }] }], viewers: [{ clip: 'javascript:alert(1)', title: evil, level: evil, shared: 5 }] }] };

describe('hostile text', () => {
  afterEach(() => document.body.replaceChildren());
  it.each<[string, VNode]>([['why', <Why clip={clip} />], ['about', <About clip={clip} />], ['account', <AccountTable clip={clip} />], ['links', <Links links={links} levels={clip.levels} />]])('stays text in %s', (_, part) => {
    render(part, document.body);
    expect(document.querySelector('script, img')).toBeNull();
    expect(document.body.textContent).toContain(evil);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^\/clips\/[^/<>"]+$/);
  });
});
