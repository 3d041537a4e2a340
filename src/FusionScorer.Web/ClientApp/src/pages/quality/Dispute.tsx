import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { AdjudicationItem, ClipBundle } from '../../api/types';
import { useApp } from '../../app/app';
import { Icon } from '../../parts/icons';
import { KeyCap, useShortcut } from '../../parts/KeyCap';
import { LevelChoice } from '../../review/DecisionBar';
import type { Recent } from '../../review/recent';
import { ReviewView } from '../../review/ReviewView';
import type { ReviewSession } from '../../review/session';
import { useClipReview } from '../../review/useReview';
import { useReviewKeys } from '../../review/useReviewKeys';
import { Answers } from './Answers';

export interface Steps {
  /** To the next dispute, leaving this one open. */
  later(): void;
  /** Takes the last settlement of this visit back. */
  undo(): void;
  settled(recent: Recent): void;
  canUndo: boolean;
}

/** One disputed clip, with the parts of the review: the answer given here stands above all others. */
export function Dispute(props: { id: string; item: AdjudicationItem | null; place: string; steps: Steps }) {
  const { id, steps } = props;
  const app = useApp();
  const session = useClipReview(id, true);
  useReviewKeys(session);
  useEffect(() => {
    const level = () => app.toast('Settling takes a level. What you cannot settle now, leave for later.');
    return app.keyboard.register({ skip: steps.later, undo: steps.undo, unsure: level, flag: level });
  });
  const phase = session.phase.value;
  useLayoutEffect(() => {
    if (phase !== 'decided') return;
    const given = session.recent.list.peek().find((one) => one.clip === id && !one.undone);
    if (given !== undefined) steps.settled(given);
  }, [phase]);
  const clip = session.shown.value?.clip;
  if (phase !== 'clip' || clip === undefined) {
    return (
      <main class="page still" id="main" tabIndex={-1}>
        {phase === 'failed'
          ? <section class="sheet"><h1>This clip cannot be shown</h1><p>{session.failure.value}</p><p class="row"><button type="button" onClick={steps.later}>The next one</button><a href="/adjudication">To the list</a></p></section>
          : <p class="loading" role="status">Loading the clip…</p>}
      </main>
    );
  }
  return (
    <ReviewView session={session} why={<Answers clip={clip} item={props.item} />} bar={<Bar session={session} clip={clip} steps={steps} />}
      progress={<span class="faint num" data-testid="adjudication-place">{props.place} <a href="/adjudication" data-testid="to-disputes">All disputes</a></span>} />
  );
}

function Bar(props: { session: ReviewSession; clip: ClipBundle; steps: Steps }) {
  const { session, clip, steps } = props;
  return (
    <section class="decide" aria-label="Adjudication">
      <span class="settle-word">Settle as</span>
      <LevelChoice session={session} clip={clip} />
      <div class="others" role="group" aria-label="No level">
        <button type="button" data-testid="settle-later" aria-keyshortcuts={useShortcut('skip')} onClick={steps.later}><Icon name="skip" />Later<KeyCap of="skip" /></button>
        <button type="button" data-testid="settle-undo" aria-keyshortcuts={useShortcut('undo')} disabled={!steps.canUndo} onClick={steps.undo}><Icon name="undo" />Undo<KeyCap of="undo" /></button>
      </div>
    </section>
  );
}
