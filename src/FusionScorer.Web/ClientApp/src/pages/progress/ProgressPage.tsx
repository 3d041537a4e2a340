import type { VNode } from 'preact';
import { useApp } from '../../app/app';
import { useServerEvent } from '../../app/events';
import { place } from '../../app/router';
import { useLoad } from '../../parts/useLoad';

/** `/progress` and `/progress?tab=extraction`. Loaded when first looked at: who only reviews does not wait for it. */
export function ProgressPage() {
  const app = useApp();
  const { query } = place.value;
  const extraction = query.get('tab') === 'extraction';
  const target = query.get('target');
  const { value, fault, again } = useLoad('views', () => import('./views'));
  useServerEvent('model', (state) => (app.model.value = state));
  const views = value.value;
  let body: VNode;
  if (fault.value !== null) body = <p class="bad" role="alert">This page could not be loaded: {fault.value} <button type="button" onClick={again} data-testid="views-again">Try again</button></p>;
  else if (views === null) body = <p class="loading" role="status">Loading…</p>;
  else body = extraction ? <views.ExtractionView query={query} /> : <views.Overview query={query} />;
  return (
    <main class="page progress" id="main" tabIndex={-1}>
      <header class="progress-head">
        <h1>Progress</h1>
        <nav class="progress-tabs" aria-label="Parts of this page">
          <a href={`/progress${target === null ? '' : `?target=${encodeURIComponent(target)}`}`} aria-current={extraction ? undefined : 'page'} data-testid="tab-overview">Review</a>
          <a href="/progress?tab=extraction" aria-current={extraction ? 'page' : undefined} data-testid="tab-extraction">Extraction</a>
        </nav>
      </header>
      {body}
    </main>
  );
}
