import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { words } from '../api/client';
import type { AuditEvent } from '../api/types';
import { useApp } from '../app/app';
import { go, place } from '../app/router';

const pageSize = 100;

/** Who did what; nothing in it can be changed or taken out. */
export function AuditPage() {
  const app = useApp();
  const { query } = place.value;
  const who = query.get('who') ?? '';
  const action = query.get('action') ?? '';
  const events = useSignal<AuditEvent[]>([]);
  const more = useSignal(false);
  const fault = useSignal<string | null>(null);
  const read = async (before: number | null) => {
    const ask = new URLSearchParams({ limit: `${pageSize}` });
    if (before !== null) ask.set('before', `${before}`);
    if (who !== '') ask.set('who', who);
    if (action !== '') ask.set('action', action);
    try {
      const page = await app.api.auditLog(`?${ask.toString()}`);
      events.value = before === null ? page : [...events.peek(), ...page];
      more.value = page.length === pageSize;
      fault.value = null;
    } catch (error) {
      fault.value = words(error);
    }
  };
  useEffect(() => void read(null), [who, action]);
  const filter = (event: Event) => {
    event.preventDefault();
    const next = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget as HTMLFormElement)) if (typeof value === 'string' && value.trim() !== '') next.set(name, value.trim());
    go(`/audit${next.size === 0 ? '' : `?${next.toString()}`}`);
  };
  const link = (name: 'who' | 'action', value: string) => `/audit?${new URLSearchParams({ ...(who === '' ? {} : { who }), ...(action === '' ? {} : { action }), [name]: value }).toString()}`;
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="list-head">
        <h1>Audit log</h1>
        <span class="spring" />
        <form class="row" onSubmit={filter} key={`${who} ${action}`}>
          <label>Who <input name="who" defaultValue={who} maxLength={100} data-testid="audit-who" /></label>
          <label>What <input name="action" defaultValue={action} maxLength={100} data-testid="audit-action" /></label>
          <button type="submit">Filter</button>
          {(who !== '' || action !== '') && <a href="/audit">All</a>}
        </form>
      </header>
      {fault.value !== null && <p class="bad" role="alert">{fault.value}</p>}
      <table class="grid" data-testid="audit">
        <thead><tr><th scope="col" class="right-text">No.</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of what</th><th scope="col">Detail</th></tr></thead>
        <tbody>
          {events.value.map((event) => (
            <tr key={event.seq}>
              <td class="num right-text faint">{event.seq}</td>
              <td class="num">{new Date(event.at).toLocaleString()}</td>
              <td>{event.who === '' ? '–' : <a href={link('who', event.who)}><bdi>{event.who}</bdi></a>}</td>
              <td><a href={link('action', event.action)}>{event.action}</a></td>
              <td dir="auto">{event.subject}</td>
              <td dir="auto">{event.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.value.length === 0 && fault.value === null && <p class="loading">Nothing fits.</p>}
      {more.value && <p class="pages"><button type="button" onClick={() => void read(events.peek().at(-1)?.seq ?? null)}>Older ones</button></p>}
    </main>
  );
}
