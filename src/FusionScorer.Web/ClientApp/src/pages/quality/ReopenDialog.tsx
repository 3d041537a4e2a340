import { useSignal } from '@preact/signals';
import { words } from '../../api/client';
import type { ClipBundle } from '../../api/types';
import { useApp } from '../../app/app';
import { Dialog } from '../../parts/Dialog';
import './quality.css';

/** Asks why a decided clip is to be looked at again; the reason stays in its history. */
export function ReopenDialog(props: { clip: ClipBundle; onClose: () => void; onReopened: () => void }) {
  const { clip } = props;
  const app = useApp();
  const reason = useSignal('');
  const busy = useSignal(false);
  const fault = useSignal('');
  const reopen = async (event: Event) => {
    event.preventDefault();
    const said = reason.peek().trim();
    if (said === '' || busy.peek()) return;
    busy.value = true;
    fault.value = '';
    try {
      await app.api.post<void>(`/clips/${encodeURIComponent(clip.clip)}/reopen`, { reason: said });
      app.toast('Reopened. It is in the queue again.');
      props.onReopened();
    } catch (error) {
      fault.value = words(error);
      busy.value = false;
    }
  };
  return (
    <Dialog title="Reopen this clip" onClose={props.onClose} testId="reopen-dialog">
      <form class="reopen" onSubmit={(event) => void reopen(event)}>
        <p><bdi class="strong">{clip.title}</bdi> goes back to the queue. {clip.level.name !== null && <>The level <bdi>{clip.level.name}</bdi> stands until the next answer.</>} Nothing of its history is lost.</p>
        <label class="field"><span>Why is it to be looked at again?</span>
          <textarea rows={3} dir="auto" required maxLength={1000} value={reason.value} data-testid="reopen-reason" onInput={(event) => (reason.value = event.currentTarget.value)} />
        </label>
        <p class="bad" role="alert">{fault.value}</p>
        <div class="row">
          <button type="submit" class="primary" data-testid="reopen-confirm" disabled={reason.value.trim() === '' || busy.value}>Reopen</button>
          <button type="button" onClick={props.onClose}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}
