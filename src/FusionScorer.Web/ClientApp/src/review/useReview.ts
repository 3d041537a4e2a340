import { useEffect, useMemo } from 'preact/hooks';
import { useApp, type App } from '../app/app';
import { filterQuery, parseFilter } from '../app/filters';
import { place } from '../app/router';
import { ReviewSession } from './session';

interface Sitting { key: string; session: ReviewSession }
let sitting: Sitting | null = null;
let stopping: Promise<unknown> = Promise.resolve();

/**
 * The sitting of the queue in the address. It outlives the page part, so that a look at the queue or the settings
 * comes back to the same clip; another queue or another reviewer ends it.
 */
export function useQueueReview(): ReviewSession {
  const app = useApp();
  const filter = parseFilter(place.value.query);
  const key = `${app.user.value?.name ?? ''} ${filterQuery(filter)}`;
  const session = useMemo(() => {
    if (sitting?.key !== key) {
      endSitting();
      sitting = { key, session: new ReviewSession(app, filter) };
      void sitting.session.start(stopping);
    }
    return sitting.session;
  }, [key]);
  useEffect(() => () => rest(session), [session]);
  return session;
}

/** The sitting over one clip, ended with its page. */
export function useClipReview(id: string, adjudicating = false): ReviewSession {
  const app = useApp();
  const session = useMemo(() => new ReviewSession(app, {}, id, (clip) => sitting?.session.claims.holds(clip) ?? false, adjudicating), [app, id]);
  useEffect(() => {
    void session.start();
    return () => void session.stop();
  }, [session]);
  return session;
}

export function endSitting(): void {
  if (sitting === null) return;
  const old = sitting.session;
  sitting = null;
  stopping = old.stop();
}

/** Gives clips back while the session still lives. */
export async function leave(app: App): Promise<void> {
  endSitting();
  await stopping;
  await app.signOut();
}

function rest(session: ReviewSession): void {
  const playback = session.shown.peek()?.playback;
  if (playback?.playing.peek() === true) playback.playPause();
}
