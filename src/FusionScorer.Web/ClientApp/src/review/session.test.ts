import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../api/client';
import type { ClipBundle, DecisionRequest, ModelState } from '../api/types';
import type { App } from '../app/app';
import { fullProtection } from '../app/protection';
import { Outbox } from './outbox';
import { JournaledStore, LocalStore } from './outboxStore';
import { ReviewSession } from './session';

// The player has its own tests; here only its life matters.
vi.mock('../player', () => ({
  Playback: class {
    playing = { peek: () => false };
    constructor(readonly clip: ClipBundle) {}
    dispose() {}
  },
}));

const model: ModelState = { run: 1, policy: 'p1', state: 'idle', pending: 0, learnedAt: null, disagreements: 0 };
const bundle = (clip: string): ClipBundle => ({
  clip, title: `Title ${clip}`, path: null, year: null, durationMs: 1000, genres: [], directors: [], cast: [], writers: [], imdbId: null, statedRating: null,
  level: { name: null, source: 'model', status: 'unreviewed', modelDisagrees: false, modelLevel: null }, posterior: [0.5, 0.5], conflict: null,
  pick: { strategy: 'conflict', score: 1, reason: 'r', audit: true, inclusionProbability: 0.1, batch: 2 }, account: null, signals: [], evidence: [], captions: [], transcript: null,
  links: null, history: [], media: null, claim: { token: `t-${clip}`, until: '' }, held: null, draft: null, policy: 'p1', levels: ['G', 'R'],
});

/** A review server behind `fetch`. */
class Server {
  decisions: DecisionRequest[] = [];
  down = false;
  constructor(private readonly clips: string[]) {}
  fetch: typeof fetch = async (input, init) => {
    if (this.down) throw new TypeError('cut');
    const path = String(input).replace('/api/v1', '');
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
    const open = () => this.clips.filter((clip) => this.state(clip) === undefined);
    if (path === '/queue/claims') return json({ clips: open().filter((clip) => !body.have.includes(clip)).slice(0, body.count).map(bundle), left: open().length, model });
    if (path === '/decisions') {
      if (!this.decisions.some((one) => one.id === body.id)) this.decisions.push(body);
      return json({ added: true, policyChanged: false, model });
    }
    if (path.startsWith('/decisions/mine')) return json([]);
    const claim = /^\/clips\/([^/]+)(\/claim)?$/.exec(path);
    if (claim !== null) return json(bundle(claim[1]!));
    return new Response(null, { status: 204 });
  };
  private state(clip: string): DecisionRequest | undefined {
    const undone = new Set(this.decisions.map((one) => one.undoes));
    return this.decisions.find((one) => one.clip === clip && one.undoes === null && !undone.has(one.id));
  }
}

const flush = () => new Promise((resolve) => setTimeout(resolve, 15));
let sessions: ReviewSession[] = [];

async function start(server: Server, batch = 20) {
  const api = new Api(server.fetch);
  const outbox = new Outbox({ store: new JournaledStore(new LocalStore(localStorage), null), send: (request) => api.decide(request), signedIn: () => 'ada', random: () => 0 });
  await outbox.use('ada');
  const app = {
    api, outbox, own: Promise.resolve(), user: signal({ name: 'ada', role: 'reviewer' }), project: signal({ policy: 'p1', levels: ['G', 'R'] }), settings: signal({ preRoll: 3 }),
    protection: signal(fullProtection), organisation: signal(null), model: signal(null), toast: vi.fn(), onSent: () => () => {},
  } as unknown as App;
  const session = new ReviewSession(app, { batch });
  sessions.push(session);
  await session.start();
  await flush();
  return { session, outbox };
}
const current = (session: ReviewSession) => session.shown.value?.clip.clip;

describe('ReviewSession', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(async () => {
    for (const session of sessions) await session.stop();
    sessions = [];
  });

  it('shows the next clip in the same breath as the key, and sends behind it', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e', 'f']);
    const { session } = await start(server);
    expect(current(session)).toBe('a');
    for (const answer of ['R', '>=G', 'skip']) session.decide(answer);
    expect(current(session)).toBe('d');
    expect(server.decisions).toEqual([]);
    await flush();
    expect(server.decisions.map(({ clip, answer, claim, policy }) => [clip, answer, claim, policy])).toEqual([['a', 'R', 't-a', 'p1'], ['b', '>=G', 't-b', 'p1'], ['c', 'skip', 't-c', 'p1']]);
    expect(server.decisions[0]).toMatchObject({ levels: ['G', 'R'], posterior: [0.5, 0.5], pick: { strategy: 'conflict', audit: true, inclusionProbability: 0.1, batch: 2 } });
  });

  it('never shows a decided clip again while its decision is on the way', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    const { session } = await start(server);
    server.down = true;
    const seen = [current(session)];
    for (let i = 0; i < 6; i++) {
      session.decide('R');
      await flush();
      seen.push(current(session));
    }
    expect(new Set(seen).size).toBe(7);
    session.decide('R');
    expect(session.phase.value).toBe('loading');
    const later = await start(Object.assign(server, { down: false }));
    await flush();
    expect(['h', 'i']).toContain(current(later.session));
    expect(server.decisions.map((one) => one.clip).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('undo returns at once to the clip, with its note, and keeps the other one next', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e']);
    const { session } = await start(server);
    session.typeNote('seen twice');
    session.decide('R');
    expect(current(session)).toBe('b');
    session.undo();
    expect(current(session)).toBe('a');
    expect(session.note.value).toBe('seen twice');
    session.decide('G');
    expect(current(session)).toBe('b');
    await flush();
    expect(server.decisions.map(({ answer, undoes }) => [answer, undoes !== null])).toEqual([['R', false], ['R', true], ['G', false]]);
    expect(server.decisions[1]!.undoes).toBe(server.decisions[0]!.id);
  });

  it('undoes one after the other, back through the sitting', async () => {
    const { session } = await start(new Server(['a', 'b', 'c', 'd', 'e']));
    session.decide('R');
    session.decide('R');
    session.undo();
    session.undo();
    expect(current(session)).toBe('a');
    expect(session.recent.list.value.every((one) => one.undone)).toBe(true);
    session.undo();
    expect(current(session)).toBe('a');
  });

  it('stops calmly after a batch and goes on when told', async () => {
    const { session } = await start(new Server(['a', 'b', 'c', 'd', 'e']), 2);
    session.decide('R');
    session.decide('R');
    expect(session.phase.value).toBe('batch');
    session.decide('R');
    expect(session.done.value).toBe(2);
    session.goOn();
    expect(current(session)).toBe('c');
  });

  it('comes back to the clip and its draft after a reload', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e']);
    const { session } = await start(server);
    session.decide('R');
    session.typeNote('half a thou');
    session.compose('G..R');
    await flush();
    const again = await start(server);
    expect(current(again.session)).toBe('b');
    expect(again.session.note.value).toBe('half a thou');
    expect(again.session.answer.value).toBe('G..R');
  });

  it('says that the queue is empty', async () => {
    const { session } = await start(new Server(['a']));
    session.decide('R');
    await flush();
    expect(session.phase.value).toBe('empty');
    session.undo();
    expect(current(session)).toBe('a');
  });
});
