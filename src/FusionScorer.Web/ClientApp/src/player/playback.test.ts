import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClipBundle, ProxyAnswer } from '../api/types';
import { FakeVideo } from './fakeVideo';
import { Playback, type PlaybackOptions } from './playback';
import { clip, direct, evidence, proxied, strict } from './testKit';

const items = [evidence(0, 10_000), evidence(1, null), evidence(2, 50_000, { endMs: 58_000 }), evidence(3, 51_000)];
let live: Playback[] = [];

function made(bundle: Partial<ClipBundle> = {}, options: Partial<PlaybackOptions> = {}) {
  const api = { askProxy: vi.fn((_clip: string, _fromMs: number) => new Promise<ProxyAnswer>(() => { /* never answers */ })), readProxy: vi.fn((_clip: string) => new Promise<ProxyAnswer>(() => { /* never answers */ })) };
  const opened: number[] = [];
  const told: number[] = [];
  const playback = new Playback(clip({ evidence: items, ...bundle }), { protection: strict, preRollSeconds: 2, api, onEvidenceOpened: n => opened.push(n), onExposure: s => told.push(s), ...options });
  const video = new FakeVideo(playback.video);
  video.state.ready = playback.video.getAttribute('src') === null ? 0 : 4;
  live.push(playback);
  return { playback, video, opened, told, api };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => {
  for (const playback of live) playback.dispose();
  live = [];
  vi.useRealTimers();
});

describe('at first', () => {
  test('it stands still, covered and muted, before the first mark', () => {
    const { playback } = made();
    expect(playback.playing.value).toBe(false);
    expect(playback.revealStep.value).toBe(0);
    expect(playback.muted.value).toBe(true);
    expect(playback.video.muted).toBe(true);
    expect(playback.video.autoplay).toBe(false);
    expect(playback.wordsShown.value).toBe(false);
    expect(playback.positionMs.value).toBe(8000);
  });

  test('sound is on only where the reviewer has it so', () => {
    expect(made({}, { protection: { ...strict, mute: false } }).playback.muted.value).toBe(false);
  });
});

describe('protection', () => {
  test('reveals step by step, and covers at once', () => {
    const { playback } = made();
    playback.reveal();
    expect(playback.revealStep.value).toBe(1);
    playback.reveal();
    playback.reveal();
    expect(playback.revealStep.value).toBe(2);
    playback.toggleMute();
    playback.toggleWords();
    playback.cover();
    expect([playback.revealStep.value, playback.muted.value, playback.video.muted, playback.wordsShown.value]).toEqual([0, true, true, false]);
  });

  test('leaving the tab pauses', () => {
    const { playback } = made();
    playback.playPause();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValueOnce('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(playback.playing.value).toBe(false);
  });
});

describe('evidence', () => {
  test('is opened with the pre-roll, and never plays by itself', () => {
    const { playback, opened } = made();
    playback.openEvidence(2);
    expect(playback.positionMs.value).toBe(48_000);
    expect(playback.activeEvidence.value).toBe(2);
    expect(playback.playing.value).toBe(false);
    playback.openEvidence(0, true);
    expect(playback.playing.value).toBe(true);
    expect(opened).toEqual([2, 0]);
    expect([...playback.openedEvidence.value]).toEqual([2, 0]);
  });

  test('without a time it is opened where the clip stands; one that is not there is ignored', () => {
    const { playback, opened } = made();
    playback.openEvidence(1, true);
    playback.openEvidence(77);
    expect([playback.positionMs.value, playback.activeEvidence.value, playback.playing.value, opened]).toEqual([8000, 1, false, [1]]);
  });

  test('next and previous go through the marks in order and stop at the ends', () => {
    const { playback, opened } = made();
    for (let i = 0; i < 5; i++) playback.nextEvidence();
    expect(opened).toEqual([0, 2, 3]);
    playback.previousEvidence();
    expect(playback.activeEvidence.value).toBe(2);
  });

  test('seeking away leaves the mark, so that next goes by the position', () => {
    const { playback } = made();
    playback.openEvidence(0);
    playback.seek(9000);
    expect(playback.activeEvidence.value).toBe(0);
    playback.seek(50_500);
    expect(playback.activeEvidence.value).toBeNull();
    playback.nextEvidence();
    expect(playback.activeEvidence.value).toBe(3);
  });
});

describe('time', () => {
  test('stays inside the clip', () => {
    const { playback } = made();
    playback.seek(-5);
    expect(playback.positionMs.value).toBe(0);
    playback.seekBy(1e9);
    expect(playback.positionMs.value).toBe(100_000);
    playback.seek(Number.NaN);
    expect(playback.positionMs.value).toBe(100_000);
  });

  test('a measured length serves when none is known', () => {
    const { playback, video } = made({ durationMs: null, evidence: [] });
    expect(playback.durationMs.value).toBe(0);
    video.arrive();
    expect(playback.durationMs.value).toBe(100_000);
  });

  test('rates step between a quarter and four times', () => {
    const { playback } = made();
    for (let i = 0; i < 20; i++) playback.slower();
    expect(playback.rate.value).toBe(0.25);
    for (let i = 0; i < 20; i++) playback.faster();
    expect([playback.rate.value, playback.video.playbackRate, playback.video.defaultPlaybackRate]).toEqual([4, 4, 4]);
  });

  test('without a picture it is a plain number', () => {
    const { playback } = made({ media: null });
    playback.playPause();
    playback.nextEvidence();
    playback.seekBy(1500);
    expect([playback.positionMs.value, playback.playing.value, playback.pictureState.value.kind]).toEqual([9500, false, 'none']);
  });
});

describe('loop', () => {
  test('goes back when its end is reached, and leaves when sought away', () => {
    const { playback, video } = made();
    video.arrive();
    playback.openEvidence(2, true);
    video.settle();
    playback.toggleLoop();
    expect(playback.loop.value).toEqual({ fromMs: 48_000, toMs: 58_000 });
    video.runTo(57.9);
    vi.advanceTimersByTime(200);
    expect(playback.positionMs.value).toBe(57_900);
    video.runTo(58.01);
    expect(playback.positionMs.value).toBe(48_000);
    expect(video.state.time).toBe(48);
    playback.seek(90_000);
    expect(playback.looping.value).toBe(false);
  });

  test('without an active mark takes the nearest, without marks nothing', () => {
    const { playback } = made();
    playback.toggleLoop();
    expect([playback.activeEvidence.value, playback.looping.value]).toEqual([0, true]);
    const empty = made({ evidence: [] }).playback;
    empty.toggleLoop();
    expect(empty.looping.value).toBe(false);
  });
});

describe('exposure', () => {
  test('counts only what is playing and can be seen or heard', () => {
    const { playback, video, told } = made();
    video.arrive();
    playback.playPause();
    video.send('playing');
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual([]);
    playback.reveal();
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([5]);
    playback.cover();
    playback.toggleMute();
    vi.advanceTimersByTime(2000);
    playback.playPause();
    vi.advanceTimersByTime(20_000);
    playback.dispose();
    expect(told).toEqual([5, 2]);
  });

  test('a clip without sound exposes nobody by being unmuted', () => {
    const { playback, video, told } = made({ media: { ...direct, hasAudio: false } });
    video.arrive();
    playback.toggleMute();
    playback.playPause();
    vi.advanceTimersByTime(10_000);
    playback.dispose();
    expect(told).toEqual([]);
  });
});

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
