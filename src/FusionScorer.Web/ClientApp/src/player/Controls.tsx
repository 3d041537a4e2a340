import type { VNode } from 'preact';
import { Button } from './Button';
import { LoopIcon, MinusIcon, MutedIcon, NextIcon, PauseIcon, PlayIcon, PlusIcon, PreviousIcon, SoundIcon } from './icons';
import type { StageKeys } from './keys';
import { rates, type Playback } from './playback';
import { exactStamp, stamp } from './time';

export function Controls({ playback, keys }: { playback: Playback; keys: StageKeys }): VNode {
  const state = playback.pictureState.value;
  const playable = state.kind !== 'none' && state.kind !== 'failed';
  const playing = playback.playing.value;
  const muted = playback.muted.value;
  const silent = playback.clip.media?.hasAudio !== true;
  const rate = playback.rate.value;
  return (
    <div class="pl-controls">
      <Button name={playing ? 'Pause' : 'Play'} cap={keys.play} disabled={!playable} testId="play" act={() => playback.playPause()}>{playing ? <PauseIcon /> : <PlayIcon />}</Button>
      <Clock playback={playback} />
      <MarkStep playback={playback} keys={keys} />
      <span class="pl-space" />
      {state.progress !== null && state.kind === 'shown' ? <WholeProgress progress={state.progress} /> : null}
      <span class="pl-rate" role="group" aria-label="Speed">
        <Button name="Slower" cap={keys.slower} disabled={!playable || rate === rates[0]} act={() => playback.slower()}><MinusIcon /></Button>
        <output class="pl-number" aria-label="Speed">{`${rate}×`}</output>
        <Button name="Faster" cap={keys.faster} disabled={!playable || rate === rates.at(-1)} act={() => playback.faster()}><PlusIcon /></Button>
      </span>
      <Button name="Loop around the mark" cap={keys.loop} pressed={playback.looping.value} disabled={playback.marks.length === 0} testId="loop" act={() => playback.toggleLoop()}><LoopIcon /></Button>
      <Button name={silent ? 'The clip has no sound' : muted ? 'Sound on' : 'Mute'} cap={keys.mute} pressed={muted} disabled={silent} testId="mute" act={() => playback.toggleMute()}>{muted || silent ? <MutedIcon /> : <SoundIcon />}</Button>
    </div>
  );
}

/** On its own, since it renders ten times a second. */
function Clock({ playback }: { playback: Playback }): VNode {
  return (
    <span class="pl-clock pl-number">
      <span class="pl-clock-now">{exactStamp(playback.positionMs.value)}</span>
      <span class="pl-clock-end">{` / ${stamp(playback.durationMs.value)}`}</span>
      {playback.waiting.value && playback.pictureState.value.kind === 'shown' ? <span class="pl-waiting" role="status">loading</span> : null}
    </span>
  );
}

function MarkStep({ playback, keys }: { playback: Playback; keys: StageKeys }): VNode | null {
  const { marks } = playback;
  if (marks.length === 0) return null;
  const index = marks.findIndex(mark => mark.n === playback.activeEvidence.value);
  return (
    <span class="pl-mark-step" role="group" aria-label="Marks">
      <Button name="Previous mark" cap={keys.previous} act={() => playback.previousEvidence()}><PreviousIcon /></Button>
      <span class="pl-number pl-mark-count">{`${index < 0 ? '–' : index + 1} / ${marks.length}`}</span>
      <Button name="Next mark" cap={keys.next} act={() => playback.nextEvidence()}><NextIcon /></Button>
    </span>
  );
}

function WholeProgress({ progress }: { progress: number }): VNode {
  return (
    <span class="pl-whole" title="The copy of the whole clip is being made; what is there plays already">
      copy
      <progress class="pl-progress" aria-label="Copy of the whole clip" max={1} value={progress} />
      <span class="pl-number">{`${Math.round(progress * 100)} %`}</span>
    </span>
  );
}
