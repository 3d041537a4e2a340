import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { defaultBatch } from '../app/filters';
import { useApp } from '../app/app';
import { Icon } from '../parts/icons';
import { Stage, Timeline } from '../player';
import { DecisionBar } from './DecisionBar';
import { Panels } from './Panels';
import type { ReviewSession } from './session';
import { Why } from './Why';

/** One clip: stage and timeline on the left, what speaks for and against on the right, the decision below. An adjudication has its own `why`, `bar` and `progress`. */
export function ReviewView(props: { session: ReviewSession; why?: ComponentChildren; bar?: ComponentChildren; progress?: ComponentChildren }) {
  const { session } = props;
  const shown = session.shown.value;
  const id = shown?.clip.clip;
  useLayoutEffect(() => {
    if (performance.getEntriesByName('decide', 'mark').length === 0) return;
    performance.measure('next-clip', 'decide');
    performance.clearMarks('decide');
  }, [id]);
  if (shown === null) return null;
  const { clip, playback } = shown;
  return (
    <main class="review" id="main" tabIndex={-1} data-clip={clip.clip} data-testid="review" onClick={leaveFocus}>
      <section class="left" aria-label="Clip">
        <header class="clip-head">
          <h1 class="title" dir="auto" data-testid="clip-title" title={clip.title}>{clip.title}</h1>
          {clip.year !== null && <span class="faint num">{clip.year}</span>}
          <span class="spring" />
          {props.progress ?? (session.only === null && <Progress session={session} />)}
        </header>
        <Notices session={session} />
        <Stage key={clip.clip} playback={playback} />
        <Timeline key={`${clip.clip} timeline`} playback={playback} />
      </section>
      <aside class="right" aria-label="What is known of it">
        {props.why ?? <Why clip={clip} />}
        <Panels key={clip.clip} session={session} shown={shown} />
      </aside>
      {props.bar ?? <DecisionBar session={session} clip={clip} />}
      <p class="sr" role="status" aria-live="polite">{clip.title}</p>
    </main>
  );
}

/** A button clicked by pointer gives the focus back, so that the next key means what it means everywhere. */
function leaveFocus(event: MouseEvent): void {
  if (event.detail > 0 && event.target instanceof Element) event.target.closest('button')?.blur();
}

function Progress(props: { session: ReviewSession }) {
  const { session } = props;
  const size = session.filter.batch ?? defaultBatch;
  return <span class="faint num" data-testid="batch-progress">{session.done.value + 1} of {size}{session.claims.left.value !== null && ` · ${session.claims.left.value} in the queue`}</span>;
}

function Notices(props: { session: ReviewSession }) {
  const { session } = props;
  const app = useApp();
  const limit = app.protection.value.breakAfterMinutes * 60;
  const { exposure } = session;
  return (
    <div class="notices" aria-live="polite">
      {session.notice.value !== null && <p class="notice" data-testid="claim-notice"><Icon name="warn" /><span>{session.notice.value}</span></p>}
      {session.away.value && <p class="notice" data-testid="away-notice"><Icon name="cup" /><span>You were away, so your clips were given back. They come back with your next key or click.</span></p>}
      {limit > 0 && exposure.since.value >= limit && (
        <p class="notice calm" data-testid="break-hint">
          <Icon name="cup" />
          <span>{Math.round(exposure.since.value / 60)} minutes of uncovered pictures or sound since the last break. A pause may do good.</span>
          <button type="button" onClick={() => exposure.tookBreak()}>Fine, thank you</button>
        </p>
      )}
    </div>
  );
}
