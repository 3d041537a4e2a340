import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Button } from './Button';
import { awaits } from './describe';
import { CoverIcon, EyeIcon } from './icons';
import type { StageKeys } from './keys';
import type { Playback } from './playback';
import { protectionText, revealText } from './protection';
import { hueOf } from './signals';

/** What awaits, said before it is seen, and the way there; once revealed, the way back. */
export function Cover({ playback, keys }: { playback: Playback; keys: StageKeys }): VNode | null {
  const lines = useMemo(() => awaits(playback.clip), [playback]);
  const kind = playback.pictureState.value.kind;
  const step = playback.revealStep.value;
  if (kind === 'none' || kind === 'failed') return null;
  const further = (
    <Button kind={step === 0 ? 'first' : 'plain'} cap={keys.reveal} testId="reveal" act={() => playback.reveal()}>
      <EyeIcon />{revealText(step, playback.protection)}
    </Button>
  );
  const back = <Button cap={keys.cover} testId="cover" act={() => playback.cover()}><CoverIcon />Cover</Button>;

  if (step > 0 || playback.playing.value) {
    return (
      <div class="pl-corner">
        <span class="pl-state">{protectionText(step, playback.protection, playback.muted.value)}</span>
        {step < 2 ? further : null}
        {step > 0 ? back : null}
      </div>
    );
  }
  return (
    <div class="pl-cover">
      <p class="pl-cover-head">What awaits<span class="pl-state">{protectionText(step, playback.protection, playback.muted.value)}</span></p>
      {lines.length === 0
        ? <p class="pl-cover-none">No moment is marked. The signals may have missed one.</p>
        : (
          <dl>
            {lines.map(line => (
              <div key={line.signal}>
                <dt><span class="pl-lane-dot" style={{ background: `var(${hueOf(line.signal)})` }} />{line.signal}</dt>
                <dd><bdi class="pl-text">{line.text}</bdi></dd>
              </div>
            ))}
          </dl>
        )}
      <div class="pl-cover-foot">{further}</div>
    </div>
  );
}
