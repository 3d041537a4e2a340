import { defaultBatch, describe, filterQuery } from '../app/filters';
import { useApp } from '../app/app';
import { KeyCap } from '../parts/KeyCap';
import { ReviewView } from './ReviewView';
import type { ReviewSession } from './session';
import { useQueueReview } from './useReview';
import { useReviewKeys } from './useReviewKeys';

/** `/review?…`: clip after clip of one queue. */
export function ReviewPage() {
  const session = useQueueReview();
  useReviewKeys(session);
  const phase = session.phase.value;
  if (phase === 'clip') return <ReviewView session={session} />;
  return (
    <main class="page still" id="main" tabIndex={-1} data-testid={`review-${phase}`}>
      {phase === 'batch' ? <BatchDone session={session} /> : phase === 'empty' ? <Empty session={session} /> : <Loading session={session} />}
    </main>
  );
}

function Loading(props: { session: ReviewSession }) {
  const failure = props.session.failure.value;
  if (failure === null) return <p class="loading" role="status">Looking for the next clip…</p>;
  return (
    <section class="sheet" role="status">
      <h1>The next clip cannot be had yet</h1>
      <p>{failure}</p>
      <p class="faint">Nothing is lost: your answers are kept here, and this page tries again by itself.</p>
    </section>
  );
}

function BatchDone(props: { session: ReviewSession }) {
  const { session } = props;
  const left = session.claims.left.value;
  const waiting = useApp().outbox.waiting.value.length;
  return (
    <section class="sheet" data-testid="batch-done" aria-live="polite">
      <h1>{session.done.value} {session.done.value === 1 ? 'clip' : 'clips'} decided</h1>
      <p>{left === null ? 'There may be more in this queue.' : left === 0 ? 'Nothing is left in this queue.' : `${left} left in this queue.`}</p>
      <p class="faint">{waiting === 0 ? 'All of them are saved.' : `${waiting} on the way; they are kept here until they arrive.`} You can still undo the last ten.</p>
      <div class="row">
        <button type="button" class="primary" data-testid="go-on" onClick={() => session.goOn()}>Go on <KeyCap of="next" /></button>
        <button type="button" onClick={() => session.undo()}>Undo the last <KeyCap of="undo" /></button>
        <a href={`/queue${filterQuery(session.filter)}`}>To the queue</a>
      </div>
    </section>
  );
}

function Empty(props: { session: ReviewSession }) {
  const { session } = props;
  const app = useApp();
  const left = session.claims.left.value ?? 0;
  const pending = app.model.value?.pending ?? 0;
  const narrow = filterQuery({ ...session.filter, batch: defaultBatch }) !== filterQuery({ batch: defaultBatch });
  return (
    <section class="sheet" data-testid="review-empty-reason">
      <h1>{left > 0 ? 'The rest is held by others' : 'Nothing left to review here'}</h1>
      <p>Queue: {describe(session.filter)}.</p>
      <p>
        {left > 0
          ? `${left} ${left === 1 ? 'clip is' : 'clips are'} with other reviewers just now. Clips that they give back appear here by themselves.`
          : 'Every clip of this queue is decided, skipped by you, or waiting for somebody else.'}
        {pending > 0 && ` The model has ${pending} answers to learn from and may then ask about more.`}
      </p>
      <div class="row">
        {narrow && <a href="/review">Review all unreviewed clips</a>}
        <a href={`/queue${filterQuery({ ...session.filter, status: 'held' })}`}>Who holds them</a>
        <button type="button" onClick={() => session.undo()}>Undo the last <KeyCap of="undo" /></button>
      </div>
    </section>
  );
}
