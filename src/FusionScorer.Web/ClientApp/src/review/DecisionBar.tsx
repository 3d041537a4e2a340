import { useSignal } from '@preact/signals';
import type { ClipBundle } from '../api/types';
import { useApp } from '../app/app';
import { Icon } from '../parts/icons';
import { KeyCap, useShortcut } from '../parts/KeyCap';
import { colourStyle, levelWords } from '../parts/levels';
import { standingWords } from './history';
import { RecentList } from './RecentList';
import type { ReviewSession } from './session';

/** Levels by number, then what is no level. The same place on every clip. */
export function DecisionBar(props: { session: ReviewSession; clip: ClipBundle; onReopen?: () => void }) {
  const { session, clip } = props;
  return session.reading() ? <ReadBar session={session} clip={clip} onReopen={props.onReopen} /> : <FullBar session={session} clip={clip} />;
}

function FullBar(props: { session: ReviewSession; clip: ClipBundle }) {
  const { session, clip } = props;
  const recentOpen = useSignal(false);
  return (
    <section class="decide" aria-label="Decision">
      <LevelChoice session={session} clip={clip} />
      <div class="others" role="group" aria-label="No level">
        <Other session={session} name="unsure" label="Unsure" />
        <Other session={session} name="skip" label="Skip" />
        <Other session={session} name="flag" label="Flag" />
      </div>
      <div class="others recent" role="group" aria-label="Before">
        <button type="button" data-testid="undo" aria-keyshortcuts={useShortcut('undo')} onClick={() => session.undo()} disabled={session.recent.list.value.every((one) => one.undone)}>
          <Icon name="undo" />Undo<KeyCap of="undo" />
        </button>
        <button type="button" class="plain" data-testid="open-recent" aria-expanded={recentOpen.value} aria-label="Recent decisions" onClick={() => (recentOpen.value = !recentOpen.value)}><Icon name="down" /></button>
        {recentOpen.value && <RecentList session={session} onClose={() => (recentOpen.value = false)} />}
      </div>
    </section>
  );
}

/** One level, a level or stricter, or from one to another. */
export function LevelChoice(props: { session: ReviewSession; clip: ClipBundle }) {
  const { session, clip } = props;
  const composing = useSignal(false);
  const open = composing.value || session.answer.value !== null;
  return (
    <>
      <div class="levels" role="group" aria-label="Level">
        {clip.levels.map((level, i) => <LevelButton key={level} level={level} index={i} count={clip.levels.length} session={session} />)}
      </div>
      <div class="range">
        <button type="button" data-testid="open-range" aria-expanded={open} onClick={() => (composing.value = !composing.value)}>Range</button>
        {open && <Range session={session} clip={clip} onClose={() => (composing.value = false)} />}
      </div>
    </>
  );
}

function LevelButton(props: { level: string; index: number; count: number; session: ReviewSession }) {
  const { level, index, count, session } = props;
  const { keyboard } = useApp();
  const atLeast = keyboard.shift.value;
  return (
    <button type="button" class="level-button" style={colourStyle(index, count)} data-testid={`decide-${level}`} aria-keyshortcuts={useShortcut(`level.${index + 1}`)}
      title={`${level}; with Shift: ${level} or stricter`} onClick={(event) => session.decide(event.shiftKey ? `>=${level}` : level)}>
      <span class="name" dir="auto">{atLeast ? <>≥&thinsp;{level}</> : level}</span>
      {index < 9 && <KeyCap of={atLeast ? `atleast.${index + 1}` : `level.${index + 1}`} />}
    </button>
  );
}

function Other(props: { session: ReviewSession; name: 'unsure' | 'skip' | 'flag'; label: string }) {
  const { session, name, label } = props;
  return (
    <button type="button" data-testid={`decide-${name}`} aria-keyshortcuts={useShortcut(name)} onClick={() => session.decide(name)}>
      <Icon name={name} />{label}<KeyCap of={name} />
    </button>
  );
}

/** A set that no single key gives: from one level to another. */
function Range(props: { session: ReviewSession; clip: ClipBundle; onClose: () => void }) {
  const { session, clip, onClose } = props;
  const { levels } = clip;
  const [from, to] = parse(session.answer.value, levels);
  const set = (low: number, high: number) => session.compose(compose(Math.min(low, high), Math.max(low, high), levels));
  return (
    <div class="range-sheet" role="group" aria-label="Range of levels">
      <label>From <select value={from} onChange={(event) => set(Number(event.currentTarget.value), to)}>{levels.map((level, i) => <option key={level} value={i}>{level}</option>)}</select></label>
      <label>to <select value={to} onChange={(event) => set(from, Number(event.currentTarget.value))}>{levels.map((level, i) => <option key={level} value={i}>{level}</option>)}</select></label>
      <button type="button" class="primary" data-testid="decide-range" onClick={() => { const answer = compose(from, to, levels); onClose(); session.decide(answer); }}>{levelWords(compose(from, to, levels))}</button>
      <button type="button" class="plain" aria-label="Close" onClick={() => { session.compose(null); onClose(); }}><Icon name="close" /></button>
    </div>
  );
}

function parse(answer: string | null, levels: string[]): [number, number] {
  const [low, high] = (answer ?? '').split('..');
  const at = (name: string | undefined, other: number) => (levels.indexOf(name ?? '') < 0 ? other : levels.indexOf(name ?? ''));
  const first = at(low, 0);
  return answer === null ? [0, Math.min(1, levels.length - 1)] : [first, at(high, first)];
}

function compose(low: number, high: number, levels: string[]): string {
  return low === high ? levels[low]! : `${levels[low]!}..${levels[high]!}`;
}

/** A clip's own page opens for reading; deciding takes it first. */
function ReadBar(props: { session: ReviewSession; clip: ClipBundle; onReopen?: (() => void) | undefined }) {
  const { session, clip } = props;
  const role = useApp().user.value?.role;
  const lead = role === 'lead' || role === 'admin';
  const held = clip.held !== null && !clip.held.mine;
  const { status } = clip.level;
  return (
    <section class="decide" aria-label="Decision">
      <span data-testid="clip-status">{held ? <>Held by <bdi>{clip.held!.by}</bdi>.</> : standingWords(clip)}</span>
      <button type="button" class="primary" data-testid="hold" disabled={held} onClick={() => void session.hold()}>Decide on this clip <KeyCap of="next" /></button>
      {lead && status === 'disputed' && <a class="as-button" data-testid="settle" href={`/adjudication?clip=${encodeURIComponent(clip.clip)}`}>Settle the dispute</a>}
      {lead && clip.level.source === 'decision' && status !== 'reopened' && props.onReopen !== undefined && <button type="button" data-testid="reopen" onClick={props.onReopen}>Reopen…</button>}
    </section>
  );
}
