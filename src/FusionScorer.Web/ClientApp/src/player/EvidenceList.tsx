import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { EvidenceView } from '../api/types';
import { keepFocus } from './keepFocus';
import { KindMark } from './KindMark';
import { MaskedText } from './MaskedText';
import type { Playback } from './playback';
import { scrollInto } from './scroll';
import { groupsOf, hueOf, type SignalGroup } from './signals';
import { Thumbnail } from './Thumbnail';
import { exactStamp, scoreText } from './time';
import './evidence.css';

/** So many of a signal are shown at first: a clip must appear at once, whatever was found in it. */
const shownAtFirst = 30;

/** All evidence by signal, in the same order on every clip. */
export function EvidenceList({ playback }: { playback: Playback }): VNode {
  const groups = useMemo(() => groupsOf(playback.clip), [playback]);
  const list = useRef<HTMLDivElement>(null);
  const active = playback.activeEvidence.value;
  useLayoutEffect(() => {
    const item = active === null ? null : list.current?.querySelector<HTMLElement>(`[data-testid="evidence-${active}"]`);
    if (item !== null && item !== undefined) scrollInto(item);
  }, [active]);
  return (
    <div class="pl-evidence" ref={list}>
      {groups.length === 0 ? <p class="pl-nothing">No signal left evidence on this clip.</p> : null}
      {groups.map(group => <Group key={group.signal} group={group} playback={playback} />)}
    </div>
  );
}

function Group({ group, playback }: { group: SignalGroup; playback: Playback }): VNode {
  const all = useSignal(false);
  const active = playback.activeEvidence.value;
  const opened = playback.openedEvidence.value;
  const cut = all.value || group.evidence.findIndex(item => item.n === active) >= shownAtFirst ? group.evidence.length : shownAtFirst;
  const seen = group.evidence.reduce((sum, item) => sum + (opened.has(item.n) ? 1 : 0), 0);
  return (
    <section aria-label={`Evidence of ${group.signal}`}>
      <h3 class="pl-group-head">
        <span class="pl-lane-dot" style={{ background: `var(${hueOf(group.signal)})` }} />{group.signal}
        <span class="pl-group-count">{seen > 0 ? `${seen} of ${group.evidence.length} opened` : group.evidence.length}</span>
      </h3>
      <ol>
        {group.evidence.slice(0, cut).map(item => (
          <Item key={item.n} item={item} playback={playback} active={item.n === active} opened={opened.has(item.n)} words={playback.wordsShown.value} />
        ))}
      </ol>
      {group.evidence.length > cut ? <button type="button" class="pl-more" onClick={() => { all.value = true; }}>{`Show ${group.evidence.length - cut} more`}</button> : null}
    </section>
  );
}

function Item({ item, playback, active, opened, words }: { item: EvidenceView; playback: Playback; active: boolean; opened: boolean; words: boolean }): VNode {
  const score = Math.min(1, Math.max(0, item.score));
  return (
    <li>
      <button
        type="button" class={opened ? 'pl-item pl-item-opened' : 'pl-item'} data-testid={`evidence-${item.n}`}
        aria-current={active ? 'true' : undefined} onMouseDown={keepFocus} onClick={() => playback.openEvidence(item.n)}
      >
        <span class="pl-item-kind"><KindMark signal={item.signal} kind={item.kind} /><bdi>{item.kind}</bdi></span>
        <span class="pl-item-score">
          <span class="pl-bar"><span class="pl-bar-fill" style={{ width: `${score * 100}%`, background: `var(${hueOf(item.signal)})` }} /></span>
          <span class="pl-number">{scoreText(item.score)}</span>
        </span>
        <span class="pl-item-time pl-number">{item.startMs === null ? 'no time' : exactStamp(item.startMs)}</span>
        <span class="pl-item-text"><MaskedText text={item.text} mask={item.mask} shown={words} /></span>
        {item.thumbnail === null ? null : <Thumbnail url={item.thumbnail} playback={playback} />}
        {opened ? <span class="pl-unseen">opened</span> : null}
      </button>
    </li>
  );
}
