import { describe, expect, test, vi } from 'vitest';
import { made } from './fakePlayback';
import { direct, strict } from './testKit';

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

  test('the end may be asked for before its place is known', () => {
    const { playback, video } = made({ durationMs: null, evidence: [] });
    playback.seek(Infinity);
    video.arrive();
    expect([playback.positionMs.value, video.state.time]).toEqual([100_000, 100]);

    const other = made({ durationMs: null, evidence: [] });
    other.playback.seek(Infinity);
    other.playback.seek(7000);
    other.video.arrive();
    expect([other.playback.positionMs.value, other.video.state.time]).toEqual([7000, 7]);
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
