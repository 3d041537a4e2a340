import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Button } from '../Button';
import type { StageKeys } from '../keys';
import type { Playback } from '../playback';
import { CueList } from './CueList';
import { tracksOf } from './cues';
import './transcript.css';

/** Captions and speech, following the player. */
export function Transcript({ playback, keys = {} }: { playback: Playback; keys?: StageKeys | undefined }): VNode {
  const tracks = useMemo(() => tracksOf(playback.clip), [playback]);
  const chosen = useSignal(0);
  const follow = useSignal(true);
  const track = tracks[chosen.value] ?? tracks[0];
  if (track === undefined) return <p class="pl-nothing">This clip has neither captions nor a transcript of its speech.</p>;
  const shown = playback.wordsShown.value;
  return (
    <div class="pl-transcript">
      <div class="pl-transcript-head">
        <div class="pl-tracks" role="group" aria-label="Track">
          {tracks.map((one, index) => (
            <button key={index} type="button" class="pl-track-button" aria-pressed={one === track} onClick={() => { chosen.value = index; follow.value = true; }}>
              <bdi>{one.name}</bdi>{one.language === null || saysLanguage(one.name, one.language) ? null : <bdi class="pl-language">{one.language}</bdi>}
            </button>
          ))}
        </div>
        <Button pressed={follow.value} act={() => { follow.value = !follow.value; }} testId="follow">Follow</Button>
        <Button pressed={shown} cap={keys.words} act={() => playback.toggleWords()} testId="words">Words<span class="pl-unseen"> shown in full</span></Button>
      </div>
      <CueList key={`${playback.clip.clip}/${chosen.value}`} cues={track.cues} playback={playback} follow={follow} label={`${track.name}, ${track.cues.length} lines`} />
    </div>
  );
}

/** `film.en.srt` says it already. */
const saysLanguage = (name: string, language: string): boolean => name.toLowerCase().split(/[.\s_-]/).includes(language.toLowerCase());
