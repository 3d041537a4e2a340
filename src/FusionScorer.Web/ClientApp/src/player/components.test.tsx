import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClipBundle } from '../api/types';
import { EvidenceList } from './EvidenceList';
import { MaskedText } from './MaskedText';
import { Playback } from './playback';
import { Stage } from './Stage';
import { clip, cue, evidence, strict } from './testKit';
import { Timeline } from './timeline/Timeline';
import { Transcript } from './transcript/Transcript';

const hostile = '<script>alert(1)</script> "fuck" \u202Eabc';
let box: HTMLElement;
let playback: Playback;

beforeEach(() => { box = document.body.appendChild(document.createElement('div')); });
afterEach(() => {
  void act(() => { render(null, box); });
  playback?.dispose();
  box.remove();
});

const show = (node: VNode): void => { void act(() => { render(node, box); }); };
const find = (id: string): HTMLElement => box.querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
const press = (id: string): void => { void act(() => { find(id).click(); }); };

function made(more: Partial<ClipBundle>): Playback {
  playback = new Playback(clip(more), { protection: strict, preRollSeconds: 2, onEvidenceOpened() { /* not looked at */ }, onExposure() { /* not looked at */ }, api: { askProxy: () => Promise.reject(new Error()), readProxy: () => Promise.reject(new Error()) } });
  return playback;
}

test('masked text: hidden until asked for, and never markup', () => {
  show(<MaskedText text={hostile} mask={[[27, 4]]} shown={false} />);
  expect(box.textContent).toBe(hostile.replace('fuck', 'f•••'));
  expect(box.querySelector('script')).toBeNull();
  show(<MaskedText text={hostile} mask={[[27, 4]]} shown />);
  expect(box.textContent).toBe(hostile);
});

test('the stage says what awaits before it reveals, in two steps, and covers again', () => {
  show(<Stage playback={made({ evidence: [evidence(0, 62_000, { signal: 'nudity', kind: 'nudity', score: 0.93 })] })} keys={{ reveal: 'R' }} />);
  const stage = find('stage');
  expect(stage.dataset['step']).toBe('0');
  expect(stage.textContent).toContain('nudity 0.93 at 1:02');
  expect(find('reveal').textContent).toContain('R');
  expect(find('video').style.filter).toContain('blur(');
  press('reveal');
  expect([stage.dataset['step'], find('video').style.filter]).toEqual(['1', 'grayscale(1)']);
  press('reveal');
  expect([stage.dataset['step'], find('video').style.filter]).toEqual(['2', 'none']);
  press('cover');
  expect(stage.dataset['step']).toBe('0');
  expect(find('video').style.filter).toContain('blur(');
});

test('a clip without picture says why', () => {
  show(<Stage playback={made({ media: { kind: 'none', reason: 'no <b>video</b> stream', url: null, mime: null, hasVideo: false, hasAudio: false } })} />);
  expect(find('stage').textContent).toContain('no <b>video</b> stream');
  expect(find('play').hasAttribute('disabled')).toBe(true);
});

test('evidence: grouped in the fixed order, opened by a press, marked as opened, thumbnails protected', () => {
  const items = [
    evidence(0, null, { signal: 'genre', text: hostile, mask: [[27, 4]] }),
    evidence(1, 30_000, { signal: 'nudity', thumbnail: '/api/v1/thumbnails/x' }),
    evidence(2, 20_000, { signal: 'captions' }),
  ];
  show(<EvidenceList playback={made({ evidence: items })} />);
  expect([...box.querySelectorAll('[data-testid^="evidence-"]')].map(item => (item as HTMLElement).dataset['testid'])).toEqual(['evidence-2', 'evidence-1', 'evidence-0']);
  expect(find('evidence-0').textContent).toContain('<script>alert(1)</script> "f•••"');
  expect(box.querySelector('script')).toBeNull();
  expect(box.querySelector('img')!.style.filter).toBe('grayscale(1) blur(3.0px)');
  press('evidence-1');
  expect(find('evidence-1').getAttribute('aria-current')).toBe('true');
  expect(find('evidence-1').textContent).toContain('opened');
  expect(playback.positionMs.value).toBe(28_000);
});

test('of much evidence the first is shown, and the active one always', () => {
  show(<EvidenceList playback={made({ evidence: Array.from({ length: 200 }, (_, n) => evidence(n, n * 100)) })} />);
  expect(box.querySelectorAll('[data-testid^="evidence-"]').length).toBe(30);
  void act(() => { playback.openEvidence(150); });
  expect(find('evidence-150').getAttribute('aria-current')).toBe('true');
});

test('transcript: the line that is spoken is marked, words are masked until asked for, a press seeks, tracks can be changed', () => {
  const cues = [cue(0), cue(2000, hostile, [[27, 4, 'strong']]), cue(4000)];
  show(<Transcript playback={made({ captions: [{ source: 'a.srt', language: 'en', cues }], transcript: { source: 'speech', language: null, cues: [cue(7000, 'spoken')] } })} />);
  expect(find('cue-0').getAttribute('aria-current')).toBe('true');
  press('cue-1');
  expect(playback.positionMs.value).toBe(2000);
  expect(find('cue-1').getAttribute('aria-current')).toBe('true');
  expect(find('cue-0').getAttribute('aria-current')).toBeNull();
  expect(find('cue-1').textContent).toContain('"f•••"');
  press('words');
  expect(find('cue-1').textContent).toContain('"fuck"');
  void act(() => { [...box.querySelectorAll('button')].find(button => button.textContent === 'speech')!.click(); });
  expect(find('cue-0').textContent).toContain('spoken');
});

test('transcript: scrolling by hand stops following', () => {
  show(<Transcript playback={made({ captions: [{ source: 'a', language: null, cues: [cue(0)] }] })} />);
  expect(find('follow').getAttribute('aria-pressed')).toBe('true');
  void act(() => { find('cues').dispatchEvent(new Event('wheel', { bubbles: true })); });
  expect(find('follow').getAttribute('aria-pressed')).toBe('false');
});

test('timeline: a slider that says where it is, and takes arrow keys', () => {
  show(<Timeline playback={made({ evidence: [evidence(0, 10_000)] })} />);
  const slider = find('timeline-slider');
  expect(slider.getAttribute('aria-valuetext')).toBe('0:08.0 of 1:40, near captions strong 0.50');
  const key = (name: string): boolean => slider.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  key('ArrowRight');
  expect(slider.dataset['positionMs']).toBe('9000');
  key('End');
  expect(slider.dataset['positionMs']).toBe('100000');
  expect(key('x')).toBe(true);
  expect(box.textContent).toContain('captions1 mark');
});
