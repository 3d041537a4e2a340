import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Controls } from './Controls';
import { Cover } from './Cover';
import type { StageKeys } from './keys';
import { Notice } from './Notice';
import type { Playback } from './playback';
import { filterOf } from './protection';
import './stage.css';

/** The picture under its protection, and the controls below it. */
export function Stage({ playback, keys = {} }: { playback: Playback; keys?: StageKeys | undefined }): VNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const step = playback.revealStep.value;
  const state = playback.pictureState.value.kind;

  useLayoutEffect(() => mount(playback, box.current!), [playback]);
  useLayoutEffect(() => {
    const { video } = playback;
    const element = box.current!;
    const measure = (): void => { width.value = shownWidth(element, video); };
    // The observer calls once at first by itself, after layout, so nothing here forces one.
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    video.addEventListener('loadedmetadata', measure);
    return () => {
      observer.disconnect();
      video.removeEventListener('loadedmetadata', measure);
    };
  }, [playback]);
  // Before painting, so that no frame is seen with less protection than it should have.
  useLayoutEffect(() => {
    playback.video.style.filter = filterOf(step, playback.protection, width.value);
    playback.video.style.visibility = state === 'shown' ? 'visible' : 'hidden';
  }, [playback, step, state, width.value]);

  return (
    <section class="pl-stage" aria-label="Player" data-testid="stage" data-step={step} data-state={state}>
      <div class="pl-picture">
        <div ref={box} class="pl-video-box" />
        <div class="pl-overlay">
          <Notice playback={playback} />
          <Cover playback={playback} keys={keys} />
        </div>
      </div>
      <Controls playback={playback} keys={keys} />
    </section>
  );
}

/** The element belongs to the playback, which outlives a new rendering of the page. */
function mount(playback: Playback, box: HTMLElement): () => void {
  const { video } = playback;
  video.dataset['testid'] = 'video';
  video.className = 'pl-video';
  video.setAttribute('aria-label', 'Clip');
  video.tabIndex = -1;
  video.style.filter = filterOf(playback.revealStep.peek(), playback.protection, 0);
  const toggle = (): void => playback.playPause();
  video.addEventListener('click', toggle);
  box.append(video);
  return () => {
    video.removeEventListener('click', toggle);
    video.remove();
  };
}

/** The width of the picture itself, without the bars beside it. */
function shownWidth(box: HTMLElement, video: HTMLVideoElement): number {
  const { clientWidth, clientHeight } = box;
  return video.videoWidth > 0 && video.videoHeight > 0 ? Math.min(clientWidth, clientHeight * video.videoWidth / video.videoHeight) : clientWidth;
}
