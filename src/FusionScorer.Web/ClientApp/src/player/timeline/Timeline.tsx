import { effect, signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { hueOf } from '../signals';
import type { Playback } from '../playback';
import { exactStamp } from '../time';
import { keepFocus } from '../keepFocus';
import { FitIcon, MinusIcon, PlusIcon } from '../icons';
import { laneNote, lanesOf } from './lanes';
import { describePosition, stepOf } from './slider';
import { TimelineCanvas } from './timelineCanvas';
import { Tooltip } from './Tooltip';
import './timeline.css';

const closer = 0.5;

/** Lanes of marks beside their names, as one slider over the clip's time. */
export function Timeline({ playback }: { playback: Playback }): VNode {
  const lanes = useMemo(() => lanesOf(playback.clip, playback.marks), [playback]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const drawn = useSignal<TimelineCanvas | null>(null);

  useLayoutEffect(() => {
    const made = new TimelineCanvas(canvas.current!, playback, lanes);
    drawn.value = made;
    return () => {
      made.dispose();
      drawn.value = null;
    };
  }, [playback, lanes]);

  // Set past the component: ten times a second is too often to render for three attributes.
  useLayoutEffect(() => effect(() => {
    const ms = playback.positionMs.value;
    const element = slider.current!;
    element.dataset['positionMs'] = String(ms);
    element.setAttribute('aria-valuenow', String(ms));
    element.setAttribute('aria-valuetext', describePosition(playback, ms));
  }), [playback]);

  const press = (event: KeyboardEvent): void => {
    const target = stepOf(event, playback.positionMs.value);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    playback.seek(target);
  };

  return (
    <div class="pl-timeline">
      <div class="pl-lanes">
        <div class="pl-zoom" role="group" aria-label="Zoom of the timeline">
          <ZoomButton name="Zoom out" act={() => drawn.value?.zoom(1 / closer)}><MinusIcon /></ZoomButton>
          <ZoomButton name="Zoom in" act={() => drawn.value?.zoom(closer)}><PlusIcon /></ZoomButton>
          <ZoomButton name="Show the whole clip" disabled={!(drawn.value?.zoomedIn.value ?? false)} act={() => drawn.value?.showWhole()}><FitIcon /></ZoomButton>
        </div>
        <ul>
          {lanes.map(lane => (
            <li key={lane.signal} class="pl-lane-name">
              <span class="pl-lane-dot" style={{ background: `var(${hueOf(lane.signal)})` }} />
              <span class="pl-lane-signal">{lane.signal}</span>
              <span class="pl-lane-count">{laneNote(lane)}<span class="pl-unseen">{lane.marks.length === 1 ? ' mark' : ' marks'}</span></span>
            </li>
          ))}
        </ul>
      </div>
      <div class="pl-track-box">
        <div
          ref={slider} class="pl-slider" role="slider" tabIndex={0} data-testid="timeline-slider" onKeyDown={press}
          aria-label="Time in the clip" aria-valuemin={0} aria-valuemax={playback.durationMs.value} aria-valuenow={playback.positionMs.peek()}
        >
          <div class="pl-track"><canvas ref={canvas} aria-hidden="true" /></div>
        </div>
        <Tooltip hover={drawn.value?.hover ?? noHover} playback={playback} box={slider} />
      </div>
      <span class="pl-unseen">{`Length ${exactStamp(playback.durationMs.value)}`}</span>
    </div>
  );
}

const noHover = signal(null);

function ZoomButton({ name, act, disabled, children }: { name: string; act(): void; disabled?: boolean; children: VNode }): VNode {
  return <button type="button" class="pl-icon-button" title={name} aria-label={name} disabled={disabled ?? false} onMouseDown={keepFocus} onClick={act}>{children}</button>;
}
