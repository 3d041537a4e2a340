import { useSignal } from '@preact/signals';
import type { ChangeQueue, PolicyHead, Trial } from '../../api/tuningTypes';
import { ApiError, words } from '../../api/client';
import { useApp } from '../../app/app';
import { go } from '../../app/router';
import type { Draft } from './draft';
import { shortHash } from './format';

/** Whoever may look may try; only policy owners and administrators save. */
export function SaveBar(props: { draft: Draft; onSaved: () => void; onTrial: (trial: Trial) => void; learning: boolean }) {
  const { draft, onSaved, onTrial, learning } = props;
  const app = useApp();
  const note = useSignal('');
  const busy = useSignal(false);
  const fault = useSignal<string | null>(null);
  const overtaken = useSignal<PolicyHead | null>(null);
  const role = app.user.value?.role;
  const maySave = role === 'policy' || role === 'admin';
  const held = Object.keys(draft.held()).length > 0;
  const act = async (work: () => Promise<void>) => {
    busy.value = true;
    fault.value = null;
    try {
      await work();
    } catch (error) {
      fault.value = words(error);
      if (error instanceof ApiError && error.status === 409) overtaken.value = (await app.api.get<PolicyHead[]>('/policies').catch(() => [])).find((one) => one.active) ?? null;
    } finally {
      busy.value = false;
    }
  };
  const save = () => act(async () => {
    const saved = await app.api.post<PolicyHead>('/policies', { draft: draft.whole(), note: note.value.trim(), parent: draft.tuning.policy.hash });
    draft.reset();
    note.value = '';
    app.toast(`Saved as policy ${shortHash(saved.hash)}. The model learns under it now.`);
    onSaved();
  });
  const review = () => act(async () => {
    const queue = await app.api.post<ChangeQueue>('/tuning/changes', { draft: draft.held() });
    go(`/review?changes=${encodeURIComponent(queue.id)}`);
  });
  const tryIt = () => act(async () => onTrial(await app.api.post<Trial>('/tuning/trials', draft.whole())));
  return (
    <footer class="save-bar">
      <button type="button" data-testid="reset-draft" disabled={!draft.changed.value} onClick={() => draft.reset()}>Give up</button>
      <button type="button" data-testid="learn-anew" disabled={!draft.changed.value || busy.value || learning} onClick={() => void tryIt()}>{learning ? 'Learning…' : 'Try on the library'}</button>
      <button type="button" data-testid="review-changes" disabled={!held || busy.value} title="A queue of the clips that these weights and costs would move" onClick={() => void review()}>Review what this would change</button>
      <span class="spring" />
      {fault.value !== null && <span class="bad small" role="alert">{fault.value}{overtaken.value !== null && <> <bdi>{overtaken.value.author}</bdi> saved {shortHash(overtaken.value.hash)}: “<bdi>{overtaken.value.note}</bdi>”. <button type="button" class="plain" onClick={onSaved}>Read it; the draft is kept beside the old one</button></>}</span>}
      {maySave ? (
        <>
          <label class="why-field"><span class="sr">Why (kept with the policy)</span><input type="text" dir="auto" placeholder="Why (kept with the policy)" maxLength={500} value={note.value} data-testid="policy-note" onInput={(event) => void (note.value = event.currentTarget.value)} /></label>
          <button type="button" class="primary" data-testid="save-policy" disabled={!draft.changed.value || note.value.trim() === '' || busy.value} onClick={() => void save()}>Save as policy</button>
        </>
      ) : <span class="faint small">Leads may look and try; policy owners save.</span>}
    </footer>
  );
}
