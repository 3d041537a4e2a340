import { describe, expect, it } from 'vitest';
import type { ClipBundle, DecisionView } from '../api/types';
import { clip } from '../player/testKit';
import { answersOf, historyWords, standingWords } from './history';
import { decisionRequest } from './requests';

const one = (id: string, reviewer: string, levels: string, hour: number, more: Partial<DecisionView> = {}): DecisionView =>
  ({ id, clip: 'c', title: null, reviewer, role: 'reviewer', kind: 'level', levels, note: null, at: `2026-03-01T0${hour}:00:00Z`, seconds: null, chosenBy: '', audit: false, policy: 'p', undone: false, ...more });

describe('history', () => {
  it.each<[Partial<DecisionView>, string]>([[{}, 'R'], [{ levels: '>=R' }, 'R or stricter'], [{ role: 'adjudicator' }, 'Settled: R'], [{ kind: 'reopen', role: 'lead', levels: '' }, 'Reopened'], [{ kind: 'flag', levels: '' }, 'flag']])('%j reads %s', (more, words) => {
    expect(historyWords(one('1', 'Ana', 'R', 1, more))).toBe(words);
  });

  it('gives the latest answer of each that still counts', () => {
    const history = [one('4', 'Ana', 'R', 4), one('1', 'Ana', 'G', 1), one('2', 'Ben', 'PG', 2), one('3', 'Ben', 'NC-17', 3, { undone: true }), one('5', 'Chi', '', 5, { kind: 'unsure' }), one('6', 'Lea', '', 6, { kind: 'reopen' })];
    expect(answersOf(history).map((answer) => answer.id)).toEqual(['2', '4']);
  });

  it.each<[string, ClipBundle['level']['source'], string]>([['reopened', 'decision', 'Reopened'], ['disputed', 'decision', 'Disputed'], ['decided', 'decision', 'Decided'], ['unreviewed', 'model', 'You are reading']])('a clip that is %s says so', (status, source, words) => {
    expect(standingWords({ level: { name: 'R', source, status, modelDisagrees: false, modelLevel: null } })).toContain(words);
  });
});

describe('an adjudication', () => {
  const told = { note: ' heard it ', seconds: 3, evidenceOpened: 1, claim: 't' };
  const bundle = clip({ pick: { strategy: 'conflict', score: 1, reason: '', audit: true, inclusionProbability: 0.1, batch: 4 } });
  it('says that it settles, and is no answer to the draw that the clip once came from', () => {
    expect(decisionRequest(bundle, 'R', { ...told, adjudicate: true })).toMatchObject({ adjudicate: true, pick: null, answer: 'R', note: 'heard it' });
  });
  it('is never said of an ordinary answer', () => {
    const request = decisionRequest(bundle, 'R', { ...told, adjudicate: false });
    expect(request).not.toHaveProperty('adjudicate');
    expect(request.pick).toMatchObject({ audit: true, batch: 4 });
  });
});
