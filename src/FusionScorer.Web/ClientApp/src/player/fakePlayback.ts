import { afterEach, beforeEach, vi } from 'vitest';
import type { ClipBundle, ProxyAnswer } from '../api/types';
import { FakeVideo } from './fakeVideo';
import { Playback, type PlaybackOptions } from './playback';
import { clip, evidence, strict } from './testKit';

export const items = [evidence(0, 10_000), evidence(1, null), evidence(2, 50_000, { endMs: 58_000 }), evidence(3, 51_000)];
let live: Playback[] = [];

/** A playback of a fake video; ends with its test. */
export function made(bundle: Partial<ClipBundle> = {}, options: Partial<PlaybackOptions> = {}) {
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
