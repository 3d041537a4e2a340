import type { VNode } from 'preact';
import { Button } from './Button';
import { NoPictureIcon } from './icons';
import type { Playback } from './playback';
import { stamp } from './time';

/** Why there is no picture now: none at all, one being made, or a failure. Everything beside it works on. */
export function Notice({ playback }: { playback: Playback }): VNode | null {
  const { kind, reason, progress } = playback.pictureState.value;
  if (kind === 'shown') return null;
  if (kind === 'making') {
    return (
      <div class="pl-notice" role="status">
        <p class="pl-notice-head">{`Making a playable copy, from about ${stamp(playback.positionMs.value)}`}</p>
        <progress class="pl-progress" aria-label="Copy made" max={1} value={progress ?? 0} />
        <p>{playback.playing.value ? 'It plays as soon as it is there.' : 'Evidence, timeline and transcript can be read meanwhile.'}</p>
      </div>
    );
  }
  return (
    <div class="pl-notice" role="status">
      <p class="pl-notice-head"><NoPictureIcon />{kind === 'none' ? 'No picture' : 'This file cannot be played'}</p>
      <p><bdi class="pl-text">{reason ?? 'no reason is known'}</bdi></p>
      {kind === 'failed' ? <Button act={() => playback.retry()}>Try again</Button> : <p>Evidence, timeline and transcript can be read all the same.</p>}
    </div>
  );
}
