import { useSignal } from '@preact/signals';
import type { PolicyComparison, PolicyHead, PolicyView } from '../../api/tuningTypes';
import { words } from '../../api/client';
import { useApp } from '../../app/app';
import { Dialog } from '../../parts/Dialog';
import { when } from '../../parts/time';
import { useLoad } from '../../parts/useLoad';
import { shortHash } from './format';
import { Preview } from './Preview';

/** All policies there ever were: compare two, go back to one. */
export function Policies(props: { active: string; levels: string[]; onUsed: () => void }) {
  const { active, levels, onUsed } = props;
  const app = useApp();
  const { value, fault, again } = useLoad(`policies ${active}`, () => app.api.get<PolicyHead[]>('/policies'));
  const from = useSignal<string | null>(null);
  const to = useSignal<string | null>(null);
  const back = useSignal<PolicyHead | null>(null);
  const read = useSignal<string | null>(null);
  const role = app.user.value?.role;
  const maySave = role === 'policy' || role === 'admin';
  const policies = value.value;
  if (fault.value !== null) return <p class="bad pad" role="alert">{fault.value} <button type="button" onClick={again}>Try again</button></p>;
  if (policies === null) return <p class="loading" role="status">Reading…</p>;
  const head = policies.find((one) => one.active);
  const one = from.value ?? head?.parent ?? null;
  const other = to.value ?? head?.hash ?? null;
  return (
    <div class="policies">
      <section aria-label="Policies" tabIndex={0}>
        <table class="figures-table policy-log">
          <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Policy</th><th scope="col">Why</th><th scope="col">Who, when</th><th scope="col"><span class="sr">Actions</span></th></tr></thead>
          <tbody>
            {policies.map((policy) => (
              <tr key={policy.hash} data-testid="policy-row" data-hash={policy.hash}>
                <td><input type="radio" name="from" aria-label={`Compare from ${shortHash(policy.hash)}`} checked={one === policy.hash} data-testid={`from-${shortHash(policy.hash)}`} onChange={() => void (from.value = policy.hash)} /></td>
                <td><input type="radio" name="to" aria-label={`Compare to ${shortHash(policy.hash)}`} checked={other === policy.hash} data-testid={`to-${shortHash(policy.hash)}`} onChange={() => void (to.value = policy.hash)} /></td>
                <td><code>{shortHash(policy.hash)}</code>{policy.active && <strong class="active-mark"> in force</strong>}</td>
                <td class="policy-note" dir="auto" title={policy.note}>{policy.note}</td>
                <td class="faint"><bdi>{policy.author}</bdi>, {when(policy.at)}</td>
                <td class="row tight">
                  <button type="button" class="plain tiny" onClick={() => void (read.value = policy.hash)}>Text</button>
                  {maySave && !policy.active && <button type="button" class="tiny" data-testid={`roll-back-${shortHash(policy.hash)}`} onClick={() => void (back.value = policy)}>Roll back to this</button>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {one !== null && other !== null && <Comparison from={one} to={other} levels={levels} />}
      {back.value !== null && <RollBack policy={back.value} onClose={() => void (back.value = null)} onUsed={() => { back.value = null; from.value = null; to.value = null; again(); onUsed(); }} />}
      {read.value !== null && <PolicyText hash={read.value} onClose={() => void (read.value = null)} />}
    </div>
  );
}

function Comparison(props: { from: string; to: string; levels: string[] }) {
  const { from, to, levels } = props;
  const app = useApp();
  const { value, fault } = useLoad(`${from} ${to}`, () => app.api.get<PolicyComparison>(`/policies/compare?from=${from}&to=${to}`));
  if (from === to) return <p class="faint pad">Choose two policies to compare.</p>;
  if (fault.value !== null) return <p class="bad pad" role="alert">{fault.value}</p>;
  const comparison = value.value;
  if (comparison === null) return <p class="loading" role="status">Comparing…</p>;
  return (
    <section class="comparison" aria-label="What separates them" tabIndex={0} data-testid="comparison">
      <h2><code>{shortHash(comparison.from.hash)}</code> → <code>{shortHash(comparison.to.hash)}</code></h2>
      {comparison.lines.length === 0 ? <p class="faint">Nothing: they say the same.</p> : <ul class="differences">{comparison.lines.map((line) => <li key={line} dir="auto">{line}</li>)}</ul>}
      {comparison.preview === null
        ? comparison.lines.length > 0 && <p class="faint small">They differ in more than weights and costs, so their levels cannot be compared without learning anew.</p>
        : <><p class="faint small">On the library as it is, the fit held fixed:</p><Preview preview={comparison.preview} levels={levels} picked={null} onPick={() => {}} /></>}
    </section>
  );
}

function RollBack(props: { policy: PolicyHead; onClose: () => void; onUsed: () => void }) {
  const { policy, onClose, onUsed } = props;
  const app = useApp();
  const note = useSignal('');
  const fault = useSignal<string | null>(null);
  const use = () => app.api.post<PolicyHead>(`/policies/${policy.hash}/use`, { note: note.value.trim() }).then(() => {
    app.toast(`Policy ${shortHash(policy.hash)} is in force again. The model learns under it now.`);
    onUsed();
  }, (error: unknown) => void (fault.value = words(error)));
  return (
    <Dialog title={`Roll back to ${shortHash(policy.hash)}`} onClose={onClose} testId="roll-back">
      <p>Puts the policy of {when(policy.at)} in force again: “<bdi>{policy.note}</bdi>”. Nothing is erased; the present one stays in this list.</p>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void use(); }}>
        <label>Why <input type="text" dir="auto" maxLength={500} value={note.value} data-testid="roll-back-note" onInput={(event) => void (note.value = event.currentTarget.value)} /></label>
        {fault.value !== null && <p class="bad" role="alert">{fault.value}</p>}
        <button type="submit" class="primary" data-testid="roll-back-confirm" disabled={note.value.trim() === ''}>Roll back</button>
      </form>
    </Dialog>
  );
}

function PolicyText(props: { hash: string; onClose: () => void }) {
  const app = useApp();
  const { value, fault } = useLoad(props.hash, () => app.api.get<PolicyView>(`/policies/${props.hash}`));
  return (
    <Dialog title={`Policy ${shortHash(props.hash)}`} onClose={props.onClose} wide>
      {fault.value !== null ? <p class="bad">{fault.value}</p> : <pre class="policy-text" tabIndex={0} dir="auto">{value.value?.text ?? 'Reading…'}</pre>}
    </Dialog>
  );
}
