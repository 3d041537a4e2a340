import { useSignal } from '@preact/signals';
import { words } from '../../api/client';
import type { QualitySettings } from '../../api/types';
import { useApp } from '../../app/app';
import { parsePercent, percentField } from './figures';

const most = { secondShare: 1, hiddenShare: 0.5 } as const;
type Name = keyof typeof most;

/** How much is asked twice, or though it is known. Nothing changes before it is saved. */
export function SharesForm(props: { settings: QualitySettings }) {
  const app = useApp();
  const saved = useSignal(props.settings);
  const text = useSignal<Record<Name, string>>({ secondShare: percentField(props.settings.secondShare), hiddenShare: percentField(props.settings.hiddenShare) });
  const busy = useSignal(false);
  const said = useSignal('');
  const fault = useSignal('');
  const value = (name: Name) => parsePercent(text.value[name], most[name]);
  const second = value('secondShare');
  const hidden = value('hiddenShare');
  const changed = second === null || hidden === null || second !== saved.value.secondShare || hidden !== saved.value.hiddenShare;
  const save = async (event: Event) => {
    event.preventDefault();
    if (second === null || hidden === null || busy.peek()) return;
    busy.value = true;
    fault.value = '';
    try {
      const kept = await app.api.put<QualitySettings>('/quality/settings', { secondShare: second, hiddenShare: hidden });
      saved.value = kept;
      text.value = { secondShare: percentField(kept.secondShare), hiddenShare: percentField(kept.hiddenShare) };
      said.value = 'Saved. It holds for clips that are drawn from now on.';
    } catch (error) {
      fault.value = words(error);
    } finally {
      busy.value = false;
    }
  };
  const field = (name: Name, title: string, id: string, hint: string) => {
    const bad = value(name) === null;
    return (
      <div class="share">
        <label for={id}>{title}</label>
        <span><input id={id} inputMode="decimal" size={5} value={text.value[name]} aria-describedby={`${id}-hint`} aria-invalid={bad} data-testid={id}
          onInput={(event) => { text.value = { ...text.value, [name]: event.currentTarget.value }; said.value = ''; }} /> %</span>
        <p id={`${id}-hint`} class={bad ? 'bad' : 'faint'}>{bad ? `A number from 0 to ${most[name] * 100}.` : hint}</p>
      </div>
    );
  };
  return (
    <form class="shares" aria-labelledby="shares-head" onSubmit={(event) => void save(event)}>
      <h2 id="shares-head">How much is checked</h2>
      {field('secondShare', 'Second reviews', 'second-share', 'Share of decided clips that go to a second reviewer, who does not see the first answer. Answers without a level in common go to adjudication.')}
      {field('hiddenShare', 'Hidden known clips', 'hidden-share', 'Share of each reviewer’s clips whose level is known already. They look like all others, and cost that share of the work.')}
      <div class="row">
        <button type="submit" class="primary" data-testid="save-shares" disabled={!changed || second === null || hidden === null || busy.value}>Save</button>
        <span role="status">{said.value}</span>
        <span class="bad" role="alert">{fault.value}</span>
      </div>
    </form>
  );
}
