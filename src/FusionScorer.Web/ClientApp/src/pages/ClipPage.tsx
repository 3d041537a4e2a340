import { useSignal } from '@preact/signals';
import { useApp } from '../app/app';
import { KeyCap } from '../parts/KeyCap';
import { levelWords } from '../parts/levels';
import { DecisionBar } from '../review/DecisionBar';
import { ReviewView } from '../review/ReviewView';
import { useClipReview } from '../review/useReview';
import { useReviewKeys } from '../review/useReviewKeys';
import { ReopenDialog } from './quality/ReopenDialog';

/** `/clips/{id}`: one clip, to read or to decide; a lead can reopen it. */
export function ClipPage(props: { id: string }) {
  const round = useSignal(0);
  return <OneClip key={round.value} id={props.id} again={() => void round.value++} />;
}

function OneClip(props: { id: string; again: () => void }) {
  const session = useClipReview(props.id);
  useReviewKeys(session);
  const { outbox } = useApp();
  const reopening = useSignal(false);
  const phase = session.phase.value;
  const clip = session.shown.value?.clip;
  if (phase === 'clip' && clip !== undefined) {
    return (
      <>
        <ReviewView session={session} bar={<DecisionBar session={session} clip={clip} onReopen={() => (reopening.value = true)} />} />
        {reopening.value && <ReopenDialog clip={clip} onClose={() => (reopening.value = false)} onReopened={props.again} />}
      </>
    );
  }
  const last = session.recent.list.value.find((one) => one.clip === props.id && !one.undone);
  return (
    <main class="page still" id="main" tabIndex={-1}>
      {phase === 'loading' && <p class="loading" role="status">Loading the clip…</p>}
      {phase === 'failed' && <section class="sheet"><h1>This clip cannot be shown</h1><p>{session.failure.value}</p><p><a href="/queue">To the queue</a></p></section>}
      {phase === 'decided' && (
        <section class="sheet" data-testid="clip-decided" aria-live="polite">
          <h1>{last === undefined ? 'Decided' : `Decided: ${levelWords(last.answer)}`}</h1>
          {last !== undefined && <p class="title" dir="auto">{last.title}</p>}
          <p class="faint">{outbox.waiting.value.length === 0 ? 'It is saved.' : 'It is kept here and on its way.'}</p>
          <div class="row">
            <button type="button" onClick={() => session.undo()}>Undo <KeyCap of="undo" /></button>
            <a href="/queue">To the queue</a>
            <a href="/review">To the review</a>
          </div>
        </section>
      )}
    </main>
  );
}
