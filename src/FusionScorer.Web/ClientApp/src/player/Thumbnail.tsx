import type { VNode } from 'preact';
import type { Playback } from './playback';
import { filterOf } from './protection';

const widthPx = 72;

/** A small picture, protected as the player is. Its evidence says in words what it shows. */
export function Thumbnail({ url, playback }: { url: string; playback: Playback }): VNode {
  return (
    <span class="pl-thumbnail">
      <img src={url} alt="" width={widthPx} height={40} loading="lazy" decoding="async" style={{ filter: filterOf(playback.revealStep.value, playback.protection, widthPx) }} />
    </span>
  );
}
