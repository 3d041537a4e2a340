import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, NetworkError } from '../api/client';
import type { DecisionAnswer, DecisionRequest } from '../api/types';
import { Outbox, type OutboxOptions } from './outbox';
import { JournaledStore, LocalStore } from './outboxStore';

const model = { run: 1, policy: 'p', state: 'idle' as const, pending: 0, learnedAt: null, disagreements: 0 };
const taken: DecisionAnswer = { added: true, policyChanged: false, model };

function request(id: string, undoes: string | null = null): DecisionRequest {
  return { id, clip: `clip-${id}`, answer: 'R', undoes, note: null, seconds: 1, evidenceOpened: 0, claim: 't', policy: 'p', levels: ['G', 'R'], posterior: [0.5, 0.5], pick: null, at: '2026-01-01T00:00:00Z' };
}

/** A server that can be cut off, and what arrived there. */
class Server {
  arrived: string[] = [];
  fault: ((request: DecisionRequest) => Error | null) | null = null;
  send = async (decision: DecisionRequest): Promise<DecisionAnswer> => {
    const fault = this.fault?.(decision) ?? null;
    if (fault !== null) throw fault;
    this.arrived.push(decision.id);
    return taken;
  };
}

function outbox(server: Server, more: Partial<OutboxOptions> = {}): { box: Outbox; waits: number[]; tick: () => void } {
  const waits: number[] = [];
  let release = () => {};
  const box = new Outbox({
    store: new JournaledStore(new LocalStore(localStorage), null),
    send: server.send,
    signedIn: () => 'ada',
    random: () => 0.5,
    wait: (ms) => {
      waits.push(ms);
      return new Promise((resolve) => (release = resolve));
    },
    ...more,
  });
  return { box, waits, tick: () => release() };
}

const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};
const status = (code: number, detail = '') => new ApiError({ title: 'No', status: code, detail });

describe('Outbox', () => {
  beforeEach(() => localStorage.clear());

  it('keeps a decision before it returns, and sends in order', async () => {
    const server = new Server();
    const { box } = outbox(server);
    await box.use('ada');
    box.add(request('a'), 'A');
    expect([...Array(localStorage.length).keys()].some((i) => localStorage.key(i)!.endsWith('.a'))).toBe(true);
    expect(box.state.value).toEqual({ kind: 'waiting', text: '1 waiting' });
    box.add(request('b'), 'B');
    await settle();
    expect(server.arrived).toEqual(['a', 'b']);
    expect(box.state.value.text).toBe('all saved');
    expect(localStorage.length).toBe(0);
  });

  it('waits offline with growing pauses, and sends on when the network is back', async () => {
    const server = new Server();
    server.fault = () => new NetworkError('cut');
    const { box, waits, tick } = outbox(server);
    await box.use('ada');
    for (const id of ['a', 'b', 'c']) box.add(request(id), id);
    await settle();
    expect(box.state.value).toEqual({ kind: 'offline', text: 'offline – 3 kept here' });
    tick();
    await settle();
    tick();
    await settle();
    expect(waits).toEqual([1000, 2000, 4000]);
    server.fault = null;
    box.nudge();
    await settle();
    expect(server.arrived).toEqual(['a', 'b', 'c']);
    expect(box.state.value.kind).toBe('saved');
  });

  it('survives a reload', async () => {
    const server = new Server();
    server.fault = () => new NetworkError('cut');
    const first = outbox(server);
    await first.box.use('ada');
    first.box.add(request('a'), 'A');
    first.box.add(request('b'), 'B');
    await settle();
    server.fault = null;
    const second = outbox(server);
    await second.box.use('ada');
    await settle();
    expect(server.arrived).toEqual(['a', 'b']);
    expect(localStorage.length).toBe(0);
  });

  it.each([500, 503, 429])('tries again after %i, as late as it is asked to', async (code) => {
    const server = new Server();
    server.fault = () => new ApiError({ title: 'Later', status: code }, 7);
    const { box, waits, tick } = outbox(server);
    await box.use('ada');
    box.add(request('a'), 'A');
    await settle();
    expect(waits).toEqual([7000]);
    expect(box.refused.value).toHaveLength(0);
    server.fault = null;
    tick();
    await settle();
    expect(server.arrived).toEqual(['a']);
  });

  it.each([400, 403, 404, 409, 422])('keeps what is refused with %i, with its reason, and goes on with the rest', async (code) => {
    const server = new Server();
    server.fault = (decision) => (decision.id === 'a' ? status(code, 'X is no level.') : null);
    const { box } = outbox(server);
    await box.use('ada');
    box.add(request('a'), 'A');
    box.add(request('b'), 'B');
    await settle();
    expect(server.arrived).toEqual(['b']);
    expect(box.refused.value.map((entry) => entry.refused)).toEqual(['X is no level.']);
    expect(box.state.value.kind).toBe('refused');
    const later = outbox(server);
    await later.box.use('ada');
    expect(later.box.refused.value).toHaveLength(1);
    server.fault = null;
    await later.box.retry('a');
    await settle();
    expect(server.arrived).toEqual(['b', 'a']);
    expect(localStorage.length).toBe(0);
  });

  it('stops at 401 and goes on when the same reviewer signs in again', async () => {
    const server = new Server();
    server.fault = () => status(401);
    const { box, waits } = outbox(server);
    await box.use('ada');
    box.add(request('a'), 'A');
    await settle();
    expect(waits).toEqual([]);
    expect(box.waiting.value).toHaveLength(1);
    server.fault = null;
    await box.use(null);
    await box.use('ada');
    await settle();
    expect(server.arrived).toEqual(['a']);
  });

  it("never sends another user's decisions", async () => {
    const server = new Server();
    server.fault = () => new NetworkError('cut');
    let cookie = 'ada';
    const { box, tick } = outbox(server, { signedIn: () => cookie });
    await box.use('ada');
    box.add(request('a'), 'A');
    await settle();
    // Another tab signs ben in: this one has not heard of it yet.
    server.fault = null;
    cookie = 'ben';
    tick();
    await settle();
    expect(server.arrived).toEqual([]);
    await box.use('ben');
    box.add(request('b'), 'B');
    await settle();
    expect(server.arrived).toEqual(['b']);
    expect([...box.others.value]).toEqual([['ada', 1]]);
    expect(box.entries.value).toEqual([]);
    cookie = 'ada';
    await box.use('ada');
    await settle();
    expect(server.arrived).toEqual(['b', 'a']);
  });

  it('lets a refused decision and its undo cancel out', async () => {
    const server = new Server();
    server.fault = () => new NetworkError('cut');
    const { box, tick } = outbox(server);
    await box.use('ada');
    box.add(request('a'), 'A');
    box.add(request('u', 'a'), 'A');
    await settle();
    server.fault = () => status(422, 'no');
    tick();
    await settle();
    expect(box.entries.value).toEqual([]);
    expect(box.state.value.kind).toBe('saved');
  });

  it('says when the browser keeps nothing', async () => {
    const server = new Server();
    server.fault = () => new NetworkError('cut');
    const { box } = outbox(server, { store: new JournaledStore(null, null) });
    await box.use('ada');
    box.add(request('a'), 'A');
    await settle();
    await box.load();
    expect(box.state.value).toEqual({ kind: 'unsafe', text: '1 not kept: leave this page open' });
    server.fault = null;
    box.nudge();
    await settle();
    expect(server.arrived).toEqual(['a']);
  });

  it('drains in one tab at a time, through a lock', async () => {
    const server = new Server();
    let held: Promise<unknown> = Promise.resolve();
    const locks = { request: (_: string, work: () => Promise<unknown>) => (held = held.then(work)) } as unknown as LockManager;
    const one = outbox(server, { locks });
    const two = outbox(server, { locks });
    await one.box.use('ada');
    await two.box.use('ada');
    one.box.add(request('a'), 'A');
    two.box.nudge();
    two.box.add(request('b'), 'B');
    await settle();
    await held;
    await settle();
    expect(server.arrived.toSorted()).toEqual(['a', 'b']);
  });
});
