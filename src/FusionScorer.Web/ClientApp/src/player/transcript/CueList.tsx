import { useComputed, useSignal, type Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Cue } from '../../api/types';
import { keepFocus } from '../keepFocus';
import { MaskedText } from '../MaskedText';
import type { Playback } from '../playback';
import { stamp } from '../time';
import { chunkOf, chunkRange, chunkSize, guessHeights } from './chunks';
import { lastBegun, stands } from './cues';

const scrollKeys: ReadonlySet<string> = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);
const guessedClientHeight = 400;
/** The line that is followed is kept in this part of the list. */
const calm = { from: 0.2, to: 0.7 };

/** Only what is near the seen part is rendered, so that 3,000 lines cost no more than 100. */
export function CueList({ cues, playback, follow, label }: { cues: readonly Cue[]; playback: Playback; follow: Signal<boolean>; label: string }): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const heights = useMemo(() => guessHeights(cues), [cues]);
  const begun = useComputed(() => lastBegun(cues, playback.positionMs.value));
  const standing = useComputed(() => stands(cues[begun.value], playback.positionMs.value));
  const index = begun.value;
  const following = follow.value;
  const must = following ? chunkOf(index) : null;
  const range = chunkRange(heights, scrollTop.value, scroller.current?.clientHeight || guessedClientHeight, must);

  // After painting: measuring forces a layout, which the next clip should not wait for.
  useEffect(() => {
    for (const chunk of scroller.current?.querySelectorAll<HTMLElement>('[data-chunk]') ?? []) {
      if (chunk.offsetHeight > 0) heights[Number(chunk.dataset['chunk'])] = chunk.offsetHeight;
    }
  });
  useEffect(() => {
    if (following && scroller.current !== null) keepInView(scroller.current, Math.max(0, index));
  }, [following, index]);

  const left = (): void => { follow.value = false; };
  const keyed = (event: KeyboardEvent): void => {
    if (!scrollKeys.has(event.key)) return;
    event.stopPropagation();
    left();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const at = Number((document.activeElement as HTMLElement | null)?.dataset['cue'] ?? Number.NaN);
    const next = scroller.current?.querySelector<HTMLElement>(`[data-cue="${Number.isNaN(at) ? Math.max(0, index) : at + (event.key === 'ArrowDown' ? 1 : -1)}"]`);
    if (next === null || next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  const chunks: VNode[] = [];
  for (let chunk = range.from; chunk <= range.to; chunk++) {
    const first = chunk * chunkSize;
    const last = Math.min(cues.length, first + chunkSize) - 1;
    const inside = index >= first && index <= last;
    chunks.push(
      <Chunk key={chunk} chunk={chunk} cues={cues} current={inside && standing.value ? index : -1} stop={inside ? index : chunk === range.from && index < first ? first : -1} playback={playback} words={playback.wordsShown.value} />,
    );
  }
  return (
    <div
      ref={scroller} class="pl-cues" role="region" aria-label={label} tabIndex={0} data-testid="cues"
      onScroll={event => { scrollTop.value = event.currentTarget.scrollTop; }}
      onWheel={left} onTouchMove={left} onKeyDown={keyed}
      onPointerDown={event => { if (event.target === event.currentTarget) left(); }}
    >
      <div style={{ height: `${range.before}px` }} />
      {chunks}
      <div style={{ height: `${range.after}px` }} />
    </div>
  );
}

interface ChunkProps { chunk: number; cues: readonly Cue[]; current: number; stop: number; playback: Playback; words: boolean }

/** The same nodes are given again when nothing changed: the player moves on, and most chunks do not. */
function Chunk({ chunk, cues, current, stop, playback, words }: ChunkProps): VNode {
  return useMemo(() => (
    <div data-chunk={chunk}>
      {cues.slice(chunk * chunkSize, (chunk + 1) * chunkSize).map((cue, offset) => {
        const index = chunk * chunkSize + offset;
        return (
          <button
            key={index} type="button" class={cue.marks.length > 0 ? 'pl-cue pl-cue-marked' : 'pl-cue'} data-testid={`cue-${index}`} data-cue={index}
            tabIndex={index === stop ? 0 : -1} aria-current={index === current ? 'true' : undefined} onMouseDown={keepFocus} onClick={() => playback.seek(cue.startMs)}
          >
            <span class="pl-cue-time pl-number">{stamp(cue.startMs)}</span>
            <span class="pl-cue-text"><MaskedText text={cue.text} mask={cue.marks} shown={words} /></span>
          </button>
        );
      })}
    </div>
  ), [chunk, cues, current, stop, playback, words]);
}

/** At once, not smoothly: a list that glides while one reads is worse than one that steps. */
function keepInView(scroller: HTMLElement, index: number): void {
  const cue = scroller.querySelector<HTMLElement>(`[data-cue="${index}"]`);
  const height = scroller.clientHeight;
  if (cue === null || height === 0) return;
  const top = cue.offsetTop - scroller.scrollTop;
  if (top < height * calm.from || top + cue.offsetHeight > height * calm.to) scroller.scrollTop = cue.offsetTop - height * calm.from;
}
