import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProxyAnswer } from '../../api/types';
import { ProxyFeed } from './proxyFeed';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const making: ProxyAnswer = { state: 'making', reason: null, parts: [], progress: 0.1 };
const ready: ProxyAnswer = { state: 'ready', reason: null, parts: [], progress: 1 };

function made(answer: () => Promise<ProxyAnswer>) {
  const heard: ProxyAnswer[] = [];
  const api = { askProxy: vi.fn((_clip: string, _fromMs: number) => answer()), readProxy: vi.fn((_clip: string) => answer()) };
  return { heard, api, feed: new ProxyFeed(api, 'c', given => heard.push(given)) };
}

test('looks again ever less often while it is made, and stops when it is ready', async () => {
  let state = making;
  const { feed, api, heard } = made(() => Promise.resolve(state));
  const times: number[] = [];
  api.readProxy.mockImplementation(() => { times.push(Date.now()); return Promise.resolve(state); });
  const started = Date.now();
  feed.ask(60_000.4);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(api.askProxy).toHaveBeenCalledExactlyOnceWith('c', 60_000);
  const waits = times.map((time, index) => time - (times[index - 1] ?? started));
  expect(waits.slice(0, 3)).toEqual([400, 600, 900]);
  expect(Math.max(...waits)).toBe(5000);
  state = ready;
  await vi.advanceTimersByTimeAsync(10_000);
  const calls = api.readProxy.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.readProxy.mock.calls.length).toBe(calls);
  expect(heard.at(-1)).toBe(ready);
});

test('of many delayed asks the last wins', async () => {
  const { feed, api } = made(() => Promise.resolve(ready));
  for (const ms of [1000, 2000, 3000]) feed.ask(ms, 150);
  await vi.advanceTimersByTimeAsync(1000);
  expect(api.askProxy).toHaveBeenCalledExactlyOnceWith('c', 3000);
});

test('an answer to an older question is not heard', async () => {
  const answers: ((answer: ProxyAnswer) => void)[] = [];
  const { feed, heard } = made(() => new Promise(resolve => answers.push(resolve)));
  feed.ask(1000);
  feed.ask(2000);
  answers[1]!(ready);
  answers[0]!(making);
  await vi.advanceTimersByTimeAsync(1000);
  expect(heard).toEqual([ready]);
});

test('a lost connection is tried again, then said', async () => {
  let broken = true;
  const { feed, heard, api } = made(() => broken ? Promise.reject(new Error('offline')) : Promise.resolve(ready));
  feed.ask(0);
  await vi.advanceTimersByTimeAsync(500);
  broken = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard).toEqual([ready]);
  broken = true;
  feed.ask(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.at(-1)).toMatchObject({ state: 'failed', reason: 'the server gave no copy (offline)' });
  const calls = api.askProxy.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.askProxy.mock.calls.length).toBe(calls);
});

test('nothing is asked or heard after disposing', async () => {
  const { feed, heard, api } = made(() => Promise.resolve(making));
  feed.ask(0);
  feed.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual([]);
  expect(api.readProxy).not.toHaveBeenCalled();
});
