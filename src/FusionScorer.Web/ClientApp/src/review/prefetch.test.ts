import { describe, expect, it } from 'vitest';
import { Api } from '../api/client';
import type { ClaimAnswer, ClipBundle, Held } from '../api/types';
import { Claims } from './prefetch';

const model = { run: 1, policy: 'p', state: 'idle', pending: 0, learnedAt: null, disagreements: 0 };
const bundle = (id: string, token = `t-${id}`) => ({ clip: id, title: id, evidence: [], media: null, claim: { token, until: '' } }) as unknown as ClipBundle;

/** A server behind `fetch`: hands out clips that the caller does not have, and remembers what it was asked. */
class Server {
  readonly held = new Set<string>();
  readonly calls: { method: string; path: string; body: unknown; csrf: string | null }[] = [];
  lost: { clip: string; held: Held | null }[] = [];
  broken = false;
  taken = new Set<string>();
  constructor(private readonly clips: string[]) {}

  fetch: typeof fetch = async (input, init) => {
    const path = String(input).replace('/api/v1', '');
    const method = init?.method ?? 'GET';
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : null;
    this.calls.push({ method, path, body, csrf: new Headers(init?.headers).get('X-CSRF-Token') });
    if (this.broken) throw new TypeError('cut');
    const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
    if (path === '/session') return json({ user: { name: 'ada', role: 'reviewer' }, csrf: 'fresh', needsSetup: false, project: null });
    if (path === '/queue/claims') {
      const have = body!['have'] as string[];
      const given = this.clips.filter((clip) => !have.includes(clip) && !this.taken.has(clip)).slice(0, body!['count'] as number);
      for (const clip of given) this.held.add(clip);
      return json({ clips: given.map((clip) => bundle(clip)), left: this.clips.length, model } as ClaimAnswer);
    }
    if (path === '/claims/heartbeat') return json({ until: '', lost: this.lost, model });
    const claim = /^\/clips\/(.+)\/claim$/.exec(path);
    if (claim !== null) return this.taken.has(claim[1]!) ? json({ title: 'Held', status: 409 }, 409) : json(bundle(claim[1]!, 'again'));
    if (method === 'DELETE') {
      this.held.delete(/^\/claims\/([^?]+)/.exec(path)![1]!);
      return new Response(null, { status: 204 });
    }
    return json({ title: 'none', status: 404 }, 404);
  };
}

function claims(server: Server, state: { current: string | null; unsent: string[] } = { current: null, unsent: [] }) {
  const lost: (Held | null)[] = [];
  const made = new Claims({
    api: new Api(server.fetch),
    filter: { strategy: 'conflict' },
    unsent: () => state.unsent,
    current: () => state.current,
    ahead: 3,
    onModel: () => {},
    onCurrentLost: (held) => lost.push(held),
  });
  return { made, lost, state };
}
const ids = (made: Claims) => made.ahead.value.map((clip) => clip.clip);

describe('Claims', () => {
  it('holds the clip on the screen and enough behind it', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e', 'f']);
    const { made, state } = claims(server);
    await made.fill();
    state.current = made.take()!.clip;
    await made.fill();
    expect(state.current).toBe('a');
    expect(ids(made)).toEqual(['b', 'c', 'd']);
    expect(server.calls[0]!.body).toEqual({ filter: { strategy: 'conflict' }, count: 4, have: [] });
  });

  it('tells what it has, and never takes back a clip that is decided but not sent', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const { made, state } = claims(server);
    await made.fill();
    made.forget(made.take()!.clip);
    state.unsent = ['a'];
    state.current = made.take()!.clip;
    await made.fill();
    expect((server.calls.at(-1)!.body as { have: string[] }).have.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect([state.current, ...ids(made)]).toEqual(['b', 'c', 'd', 'e']);
  });

  it('asks once, however often it is called', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e']);
    const { made } = claims(server);
    await Promise.all([made.fill(), made.fill(), made.fill()]);
    expect(server.calls).toHaveLength(1);
  });

  it('says what is wrong and goes on by itself when the server is back', async () => {
    const server = new Server(['a']);
    server.broken = true;
    const { made } = claims(server);
    await made.fill();
    expect(made.trouble.value).toContain('cannot be reached');
    server.broken = false;
    await made.fill();
    expect(made.trouble.value).toBeNull();
    expect(ids(made)).toEqual(['a']);
    await made.stop();
  });

  it('drops lost clips ahead and fills up', async () => {
    const server = new Server(['a', 'b', 'c', 'd', 'e', 'f']);
    const { made, state, lost } = claims(server);
    await made.fill();
    state.current = made.take()!.clip;
    server.lost = [{ clip: 'c', held: { by: 'ben', until: '', mine: false } }];
    server.taken.add('c');
    await made.heartbeat();
    expect(ids(made)).toEqual(['b', 'd', 'e']);
    expect(lost).toEqual([]);
  });

  it('holds the clip on the screen again when its lease only ran out', async () => {
    const server = new Server(['a', 'b']);
    const { made, state, lost } = claims(server);
    await made.fill();
    state.current = made.take()!.clip;
    server.lost = [{ clip: 'a', held: null }];
    await made.heartbeat();
    expect(made.token('a')).toBe('again');
    expect(lost).toEqual([]);
  });

  it('says so when somebody else holds the clip on the screen', async () => {
    const server = new Server(['a', 'b']);
    const { made, state, lost } = claims(server);
    await made.fill();
    state.current = made.take()!.clip;
    const held = { by: 'ben', until: '2026-01-01T10:00:00Z', mine: false };
    server.lost = [{ clip: 'a', held }];
    server.taken.add('a');
    await made.heartbeat();
    expect(lost).toEqual([held]);
    expect(made.holds('a')).toBe(false);
  });

  it('gives everything back but what is kept', async () => {
    const server = new Server(['a', 'b', 'c', 'd']);
    const { made, state } = claims(server);
    await made.fill();
    state.current = made.take()!.clip;
    await made.release(true, (clip) => clip === 'a');
    expect([...server.held]).toEqual(['a']);
    expect(ids(made)).toEqual([]);
    expect(made.holds('a')).toBe(true);
  });
});
