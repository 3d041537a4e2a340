import type { Quality } from '../../api/types';
import { useApp } from '../../app/app';
import { useLoad } from '../../parts/useLoad';
import { Agreement } from './Agreement';
import { shareOf } from './figures';
import { ReviewersTable } from './ReviewersTable';
import { SharesForm } from './SharesForm';
import './quality.css';

/** `/quality`: how far answers can be trusted, and how much of them is asked twice. For leads. */
export function QualityPage() {
  const app = useApp();
  const { value, fault, busy, again } = useLoad('quality', () => app.api.get<Quality>('/quality'));
  const quality = value.value;
  return (
    <main class="page quality" id="main" tabIndex={-1} aria-busy={busy.value}>
      <header class="list-head"><h1>Quality</h1><span class="spring" /><button type="button" data-testid="quality-again" onClick={again}>Read again</button></header>
      {fault.value !== null && <p class="bad" role="alert">{fault.value} <button type="button" onClick={again}>Try again</button></p>}
      {quality === null ? fault.value === null && <p class="loading" role="status">Reading…</p> : (
        <>
          <Figures quality={quality} />
          <ReviewersTable reviewers={quality.reviewers} />
          <SharesForm settings={quality.settings} />
        </>
      )}
    </main>
  );
}

function Figures(props: { quality: Quality }) {
  const { second, adjudication, reopened, hidden, alpha } = props.quality;
  return (
    <div class="figures">
      <Agreement alpha={alpha} />
      <section aria-labelledby="second-head">
        <h2 id="second-head">Second reviews</h2>
        <p class="figure num" data-testid="second-agreed">{shareOf(second.agreed, second.done) ?? 'none yet'}</p>
        <p class="faint">of those answered have a level in common</p>
        <dl>
          <Line name="Drawn" value={second.drawn} />
          <Line name="Waiting" value={second.waiting} />
          <Line name="Answered" value={second.done} />
          <Line name="Agreed" value={second.agreed} />
          <Line name="Disagreed" value={second.disagreed} />
        </dl>
      </section>
      <section aria-labelledby="hidden-head">
        <h2 id="hidden-head">Hidden known clips</h2>
        <p class="figure num" data-testid="hidden-right">{shareOf(hidden.right, hidden.asked) ?? 'none yet'}</p>
        <p class="faint">answered as known</p>
        <dl>
          <Line name="Asked" value={hidden.asked} />
          <Line name="Right" value={hidden.right} />
          <Line name="Could be asked" value={hidden.available} />
        </dl>
      </section>
      <section aria-labelledby="waiting-head">
        <h2 id="waiting-head">Waiting</h2>
        <a class="waiting" href="/adjudication" data-testid="to-adjudication"><span class="figure num">{adjudication.waiting.toLocaleString()}</span> to adjudicate</a>
        <p class="faint num">{adjudication.done.toLocaleString()} settled so far</p>
        <a class="waiting" href="/queue?status=reopened" data-testid="to-reopened"><span class="figure num">{reopened.waiting.toLocaleString()}</span> reopened</a>
        <p class="faint num">{reopened.done.toLocaleString()} answered since</p>
      </section>
    </div>
  );
}

function Line(props: { name: string; value: number }) {
  return <div><dt>{props.name}</dt><dd class="num">{props.value.toLocaleString()}</dd></div>;
}
