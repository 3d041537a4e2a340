import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Trial, Tuning, TuningPreview } from '../../api/tuningTypes';
import { words } from '../../api/client';
import { useApp } from '../../app/app';
import { useServerEvent } from '../../app/events';
import { go, place } from '../../app/router';
import { useLatest } from '../../parts/latest';
import { useLoad } from '../../parts/useLoad';
import { Draft } from './draft';
import { count, shortHash } from './format';
import { MovedList, MovedTable } from './MovedList';
import { Policies } from './Policies';
import { Preview } from './Preview';
import { Rules } from './Rules';
import { SaveBar } from './SaveBar';
import { Weights } from './Weights';
import './tuning.css';

const tabs = [['', 'Weights'], ['rules', 'Rules'], ['policies', 'Policies']] as const;
const askAgainAfter = 1000;

/** `/tuning`: what a change of policy would do, before it is made. */
export function TuningPage() {
  const app = useApp();
  const { value, fault, again } = useLoad('tuning', () => app.api.get<Tuning>('/tuning', { timeoutMs: 60_000 }));
  const tuning = value.value;
  // A model that learned meanwhile, or a policy that somebody else saved, is read anew; the draft stays.
  const run = app.model.value?.run;
  const policy = app.model.value?.policy;
  useEffect(() => {
    if (tuning !== null && run !== undefined && (run !== tuning.run || policy !== tuning.policy.hash)) again();
  }, [run, policy]);
  useServerEvent('model', (model) => void (app.model.value = model));
  useServerEvent('reopened', again);
  if (tuning === null) {
    return (
      <main class="page tuning" id="main" tabIndex={-1}>
        <h1>Tuning</h1>
        {fault.value === null ? <p class="loading" role="status">Reading the library…</p> : <p class="bad" role="alert">{fault.value} <button type="button" onClick={again}>Try again</button></p>}
      </main>
    );
  }
  return <Tuned tuning={tuning} again={again} />;
}

function Tuned(props: { tuning: Tuning; again: () => void }) {
  const { tuning, again } = props;
  const app = useApp();
  const before = useRef<Draft | null>(null);
  const draft = useMemo(() => {
    const next = new Draft(tuning);
    if (before.current !== null && before.current.changed.peek()) next.carry(before.current);
    return (before.current = next);
  }, [tuning]);
  const trial = useTrial();
  const { path, query } = place.value;
  // A link's weights are taken once: what is dragged or given up afterwards is not overruled by a reload.
  useEffect(() => {
    const wanted = query.get('weights');
    if (wanted === null) return;
    draft.follow(wanted);
    const rest = new URLSearchParams(query);
    rest.delete('weights');
    go(`${path}${rest.size > 0 ? `?${rest}` : ''}`, true);
  }, [query, draft]);
  const seen = useRef(tuning.policy.hash);
  useEffect(() => {
    const { hash, author, note } = tuning.policy;
    if (seen.current !== hash && draft.changed.peek()) app.toast(`${author} put policy ${shortHash(hash)} in force: “${note}”. Your draft now stands on it; Policies shows what differs.`);
    seen.current = hash;
  }, [tuning]);
  const tab = tabs.find(([name]) => name === (query.get('tab') ?? ''))?.[0] ?? '';
  return (
    <main class="tuning" id="main" tabIndex={-1}>
      <header class="list-head">
        <h1>Tuning</h1>
        <nav class="tuning-tabs" aria-label="Parts of tuning">
          {tabs.map(([name, text]) => <a key={name} href={name === '' ? path : `${path}?tab=${name}`} aria-current={name === tab ? 'page' : undefined} data-testid={`tab-${name === '' ? 'weights' : name}`}>{text}{marks(draft, name) && <i class="draft-mark" title="Changed, not saved"><span class="sr"> changed, not saved</span></i>}</a>)}
        </nav>
        <span class="spring" />
        <span class="faint small num">policy <code data-testid="policy-hash">{shortHash(tuning.policy.hash)}</code>, model of run {tuning.run}; {count(tuning.decisions)} decided, {count(tuning.audited)} audited</span>
      </header>
      {trial.current.value !== null && <TrialResult trial={trial.current.value} levels={tuning.levels} onClose={trial.close} />}
      {tab === '' && <WeightsTab draft={draft} />}
      {tab === 'rules' && <Rules draft={draft} />}
      {tab === 'policies' && <Policies active={tuning.policy.hash} levels={tuning.levels} onUsed={again} />}
      {tab !== 'policies' && <SaveBar draft={draft} onSaved={() => { trial.close(); again(); }} onTrial={trial.follow} learning={trial.current.value?.state === 'learning'} />}
    </main>
  );
}

const marks = (draft: Draft, tab: string) => (tab === '' ? Object.keys(draft.held()).length > 0 : tab === 'rules' && draft.functions.value !== null);

function WeightsTab(props: { draft: Draft }) {
  const { draft } = props;
  const app = useApp();
  const picked = useSignal<{ from: string; to: string } | null>(null);
  const held = draft.held();
  const question = JSON.stringify({ run: draft.tuning.run, draft: held });
  const { value, fault } = useLatest(question, (key) => app.api.post<TuningPreview>('/tuning/preview', (JSON.parse(key) as { draft: unknown }).draft), true);
  const preview = value.value;
  const { levels } = draft.tuning;
  return (
    <div class="tuning-columns">
      <Weights draft={draft} />
      <section class="effects" aria-label="What it would do" tabIndex={0}>
        {fault.value !== null && <p class="bad pad" role="alert">{fault.value}</p>}
        {preview === null ? fault.value === null && <p class="loading" role="status">Looking at all clips…</p> : (
          <>
            <Preview preview={preview} levels={levels} picked={picked.value} onPick={(cell) => void (picked.value = cell)} />
            <p class="faint small held-note num">The fit of run {preview.run} is held fixed: saving learns anew, and may move some clips more or less. {Math.round(preview.milliseconds)} ms for {count(preview.clips)} clips.</p>
            {preview.moved > 0 && <MovedList draft={held} levels={levels} picked={picked.value} />}
          </>
        )}
      </section>
    </div>
  );
}

function TrialResult(props: { trial: Trial; levels: string[]; onClose: () => void }) {
  const { trial, levels, onClose } = props;
  return (
    <section class="trial" aria-label="Tried on the library" tabIndex={0} data-testid="trial" data-state={trial.state}>
      <header class="row"><h2>Tried on the library, the model learned anew</h2><span class="spring" /><button type="button" class="plain" onClick={onClose}>Close</button></header>
      {trial.state === 'learning' && <p class="faint" role="status">Learning… You can go on; nothing is saved.</p>}
      {trial.state === 'failed' && <p class="bad" role="alert">{trial.fault}</p>}
      {trial.preview !== null && (
        <>
          <Preview preview={trial.preview} levels={levels} picked={null} onPick={() => {}} />
          {trial.preview.examples.length > 0 && <details><summary>{trial.preview.examples.length} clips that move most</summary><MovedTable clips={trial.preview.examples} levels={levels} /></details>}
        </>
      )}
    </section>
  );
}

/** Follows one trial until it is done. */
function useTrial() {
  const app = useApp();
  const current = useSignal<Trial | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const follow = (trial: Trial) => {
    current.value = trial;
    clearTimeout(timer.current);
    if (trial.state !== 'learning') return;
    timer.current = setTimeout(() => void app.api.get<Trial>(`/tuning/trials/${trial.id}`).then(follow, (error: unknown) => follow({ ...trial, state: 'failed', fault: words(error) })), askAgainAfter);
  };
  const close = () => {
    clearTimeout(timer.current);
    current.value = null;
  };
  useEffect(() => close, []);
  return { current, follow, close };
}
