import { useEffect, useMemo } from 'preact/hooks';
import type { AdjudicationItem, AdjudicationPage as Page } from '../../api/types';
import { useApp } from '../../app/app';
import { go, place } from '../../app/router';
import { KeyCap } from '../../parts/KeyCap';
import { useLoad } from '../../parts/useLoad';
import { undoRequest } from '../../review/requests';
import { Dispute, type Steps } from './Dispute';
import { DisputeTable } from './DisputeTable';
import { after, openOf, Settled } from './settling';
import './quality.css';

const listed = 200;

/** `/adjudication`: the disputes, widest first; `?clip=` settles one after the other. For leads. */
export function AdjudicationPage() {
  const app = useApp();
  const { value, fault, busy, again } = useLoad('adjudication', () => app.api.get<Page>(`/adjudication?limit=${listed}&offset=0`));
  const settled = useMemo(() => new Settled(), []);
  // An answer that arrived, or was taken back there, changes the list.
  useEffect(() => app.onSent(() => again()), []);
  const out = new Set([
    ...settled.list.value.map((one) => one.recent.clip),
    ...app.outbox.waiting.value.filter((entry) => entry.request.adjudicate === true).map((entry) => entry.request.clip),
  ]);
  const clip = place.value.query.get('clip') ?? '';
  // The one on the screen stays in the list while the taking back of its settlement is on its way.
  out.delete(clip);
  const items = openOf(value.value?.items ?? [], out, settled.back.value);
  const item = items.find((one) => one.clip === clip) ?? null;
  const open = (next: AdjudicationItem | null) => go(next === null ? '/adjudication' : linkTo(next.clip));
  const steps: Steps = {
    later: () => {
      const next = after(items, clip);
      if (next === null) app.toast('There is no other dispute.');
      open(next);
    },
    settled: (recent) => {
      const next = after(items, clip);
      settled.add(recent, item);
      open(next);
    },
    undo: () => {
      const recent = settled.takeBack();
      if (recent === undefined) return app.toast('Nothing was settled on this visit.');
      if (app.outbox.refused.peek().some((entry) => entry.request.id === recent.id)) void app.outbox.dismiss(recent.id);
      else app.outbox.add(undoRequest(recent, app.project.peek()?.policy ?? '', app.project.peek()?.levels ?? []), recent.title);
      go(linkTo(recent.clip));
    },
    canUndo: settled.list.value.length > 0,
  };
  useEffect(() => (clip === '' ? app.keyboard.register({ next: () => items[0] !== undefined && open(items[0]), undo: steps.undo }) : undefined));
  if (clip !== '') {
    const at = items.findIndex((one) => one.clip === clip);
    return <Dispute key={clip} id={clip} item={item} steps={steps} place={at < 0 ? '' : `${(at + 1).toLocaleString()} of ${items.length.toLocaleString()}`} />;
  }
  const total = value.value === null ? 0 : value.value.total - (value.value.items.length - items.length);
  return (
    <main class="page quality" id="main" tabIndex={-1} aria-busy={busy.value}>
      <header class="list-head">
        <h1>{value.value === null ? 'Adjudication' : <><span class="num" data-testid="adjudication-total">{total.toLocaleString()}</span> {total === 1 ? 'disputed clip' : 'disputed clips'}</>}</h1>
        <span class="spring" />
        {steps.canUndo && <button type="button" data-testid="settle-undo" onClick={steps.undo}>Undo the last <KeyCap of="undo" /></button>}
        <button type="button" data-testid="adjudication-again" onClick={again}>Read again</button>
        {items[0] !== undefined && <a class="as-button primary" data-testid="settle-first" href={linkTo(items[0].clip)}>Settle the widest <KeyCap of="next" /></a>}
      </header>
      <p class="faint">Two answers have no level in common. The widest come first. The answer of a lead stands above all others; all stay in the history.</p>
      {fault.value !== null && <p class="bad" role="alert">{fault.value} <button type="button" onClick={again}>Try again</button></p>}
      {value.value === null ? fault.value === null && <p class="loading" role="status">Reading…</p>
        : items.length === 0 ? <p class="loading">{settled.list.value.length > 0 ? 'All disputes are settled.' : 'Nobody disagrees.'} <a href="/quality">To quality</a></p>
        : <DisputeTable items={items} levels={app.project.value?.levels ?? []} />}
      {total > items.length && items.length > 0 && <p class="faint">The widest {items.length.toLocaleString()} of {total.toLocaleString()} are shown.</p>}
    </main>
  );
}

function linkTo(clip: string): string {
  return `/adjudication?clip=${encodeURIComponent(clip)}`;
}
