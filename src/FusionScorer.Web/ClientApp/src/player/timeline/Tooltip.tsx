import type { ReadonlySignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { KindMark } from '../KindMark';
import { MaskedText } from '../MaskedText';
import type { Playback } from '../playback';
import { exactStamp, scoreText } from '../time';
import type { Hover } from './timelineCanvas';

const mostMarks = 5;
const tooltipPx = 280;

/** What is under the pointer: the time alone, or the marks with time, kind, score and masked text. */
export function Tooltip({ hover, playback, box }: { hover: ReadonlySignal<Hover | null>; playback: Playback; box: RefObject<HTMLElement | null> }): VNode | null {
  const at = hover.value;
  if (at === null) return null;
  const width = box.current?.clientWidth ?? 0;
  if (at.cluster === null) {
    return <div class="pl-tip pl-tip-time" aria-hidden="true" style={{ left: `${Math.min(Math.max(0, at.x - 24), Math.max(0, width - 56))}px` }}>{exactStamp(at.ms)}</div>;
  }
  const { marks } = at.cluster;
  return (
    <div class="pl-tip" aria-hidden="true" style={{ left: `${Math.min(Math.max(0, at.x - 20), Math.max(0, width - tooltipPx))}px` }}>
      {marks.slice(0, mostMarks).map(mark => (
        <div key={mark.n} class="pl-tip-mark">
          <KindMark signal={mark.signal} kind={mark.kind} />
          <span class="pl-number">{exactStamp(mark.startMs)}</span>
          <span class="pl-tip-kind">{mark.kind}</span>
          <span class="pl-number">{scoreText(mark.score)}</span>
          <span class="pl-tip-text"><MaskedText text={mark.text} mask={mark.mask} shown={playback.wordsShown.value} /></span>
        </div>
      ))}
      {marks.length > mostMarks ? <div class="pl-tip-more">{`and ${marks.length - mostMarks} more – double click to zoom in`}</div> : null}
    </div>
  );
}
