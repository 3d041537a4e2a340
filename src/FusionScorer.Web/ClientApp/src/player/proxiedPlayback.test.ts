import { describe, expect, test, vi } from 'vitest';
import type { ProxyAnswer } from '../api/types';
import { made } from './fakePlayback';
import { proxied } from './testKit';

describe('proxy', () => {
  const part = { url: '/part', offsetMs: 7000, durationMs: 20_000, complete: false };
  const whole = { url: '/whole', offsetMs: 0, durationMs: 100_000, complete: true };
  const answer = (more: Partial<ProxyAnswer>): ProxyAnswer => ({ state: 'making', reason: null, parts: [], progress: 0.2, ...more });

  async function proxy(first: ProxyAnswer) {
    const api = { askProxy: vi.fn((_clip: string, _fromMs: number) => Promise.resolve(first)), readProxy: vi.fn((_clip: string) => Promise.resolve(first)) };
    const result = { ...made({ media: proxied }, { api }), api };
    await vi.advanceTimersByTimeAsync(0);
    return result;
  }

  test('is asked for around the first mark, and plays on the clip’s clock', async () => {
    const { playback, video, api } = await proxy(answer({ parts: [part] }));
    expect(api.askProxy).toHaveBeenCalledWith('c', 8000);
    expect(video.loads).toEqual(['/part']);
    video.arrive();
    expect(video.state.time).toBe(1);
    video.runTo(3.5);
    expect(playback.nowMs()).toBe(10_500);
  });

  test('the complete copy takes over at the same time, and goes on playing', async () => {
    const { playback, video, api } = await proxy(answer({ parts: [part] }));
    video.arrive();
    playback.playPause();
    video.runTo(5);
    api.readProxy.mockResolvedValue(answer({ state: 'ready', parts: [part, whole], progress: 1 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(video.loads).toEqual(['/part', '/whole']);
    expect(playback.nowMs()).toBe(12_000);
    video.arrive();
    expect([video.state.time, video.state.paused, playback.playing.value, playback.pictureState.value.progress]).toEqual([12, false, true, null]);
  });

  test('a time that no part has is asked for; the wish to play is kept', async () => {
    const { playback, video, api } = await proxy(answer({ state: 'ready', parts: [part] }));
    video.arrive();
    playback.playPause();
    playback.seek(60_000);
    expect([playback.pictureState.value.kind, playback.positionMs.value, playback.playing.value, video.state.paused]).toEqual(['making', 60_000, true, true]);
    const next = { url: '/next', offsetMs: 59_500, durationMs: 20_000, complete: false };
    api.askProxy.mockResolvedValue(answer({ parts: [part, next] }));
    await vi.advanceTimersByTimeAsync(200);
    expect(api.askProxy).toHaveBeenLastCalledWith('c', 60_000);
    video.arrive();
    expect([playback.pictureState.value.kind, video.state.time, video.state.paused]).toEqual(['shown', 0.5, false]);
  });

  test('seeking back into a part that is there needs no asking', async () => {
    const { playback, video, api } = await proxy(answer({ parts: [part] }));
    video.arrive();
    playback.seek(20_000);
    expect([video.state.time, api.askProxy.mock.calls.length]).toEqual([13, 1]);
  });

  test('at the end of a part what follows is asked for', async () => {
    const { playback, video, api } = await proxy(answer({ state: 'ready', parts: [part] }));
    video.arrive();
    playback.playPause();
    video.end(20);
    await vi.advanceTimersByTimeAsync(200);
    expect(api.askProxy).toHaveBeenLastCalledWith('c', 27_000);
    expect(playback.playing.value).toBe(true);
  });

  test('a failure is said with its reason, and can be tried again', async () => {
    const { playback, api } = await proxy(answer({ state: 'failed', reason: 'no video stream' }));
    expect(playback.pictureState.value).toEqual({ kind: 'failed', reason: 'no video stream', progress: null });
    playback.playPause();
    expect(playback.playing.value).toBe(false);
    api.askProxy.mockResolvedValue(answer({ state: 'ready', parts: [whole] }));
    playback.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(playback.pictureState.value.kind).toBe('shown');
  });

  test('a ready answer that never has the time ends in words, not in endless asking', async () => {
    const { playback, api } = await proxy(answer({ state: 'ready', parts: [] }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(playback.pictureState.value.kind).toBe('failed');
    expect(api.askProxy.mock.calls.length).toBe(2);
  });

  test('a file that this browser cannot play after all gets a copy', () => {
    const { playback, video, api } = made();
    Object.defineProperty(playback.video, 'error', { value: { code: 4 } });
    video.send('error');
    expect(api.askProxy).toHaveBeenCalledWith('c', 8000);
    expect(playback.pictureState.value.kind).toBe('making');
  });
});
