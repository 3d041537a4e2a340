import { useSignal } from '@preact/signals';
import { Dialog } from '../parts/Dialog';
import { Icon } from '../parts/icons';
import { levelWords } from '../parts/levels';
import { when } from '../parts/time';
import type { OutboxEntry } from '../review/outboxStore';
import { useApp } from './app';

const icons = { saved: 'check', waiting: 'cloud', offline: 'offline', refused: 'warn', unsafe: 'warn' } as const;

/** Whether all answers are at the server; opens the list of those that are not. */
export function SaveState() {
  const app = useApp();
  const open = useSignal(false);
  const state = app.outbox.state.value;
  return (
    <>
      <button type="button" class={`plain state save ${state.kind}`} data-testid="save-state" data-state={state.kind} onClick={() => (open.value = true)}>
        <Icon name={icons[state.kind]} />
        <span role="status">{state.text}</span>
      </button>
      {open.value && <OutboxDialog onClose={() => (open.value = false)} />}
    </>
  );
}

function OutboxDialog(props: { onClose: () => void }) {
  const { outbox } = useApp();
  const entries = outbox.entries.value;
  return (
    <Dialog title="Answers not at the server yet" onClose={props.onClose} testId="outbox">
      {entries.length === 0 && <p>Everything you decided is saved at the server.</p>}
      <ul class="outbox">{entries.map((entry) => <Entry key={entry.request.id} entry={entry} />)}</ul>
      {[...outbox.others.value].map(([user, count]) => (
        <p key={user} class="faint">{count} of <bdi>{user}</bdi> {count === 1 ? 'is' : 'are'} kept here until that account signs in.</p>
      ))}
      {outbox.waiting.value.length > 0 && <button type="button" onClick={() => outbox.nudge()}>Send now</button>}
    </Dialog>
  );
}

function Entry(props: { entry: OutboxEntry }) {
  const { outbox } = useApp();
  const { request, title, refused } = props.entry;
  return (
    <li>
      <span class="title" dir="auto">{title}</span>
      <span>{request.undoes === null ? levelWords(request.answer) : 'undo'} · {when(request.at)}</span>
      {refused === null ? <span class="faint">waiting</span> : (
        <>
          <span class="bad" data-testid="refused-reason">{refused}</span>
          <span class="row">
            <a href={`/clips/${encodeURIComponent(request.clip)}`}>Open the clip</a>
            <button type="button" onClick={() => void outbox.retry(request.id)}>Send again</button>
            <button type="button" onClick={() => void outbox.dismiss(request.id)}>Discard</button>
          </span>
        </>
      )}
    </li>
  );
}
