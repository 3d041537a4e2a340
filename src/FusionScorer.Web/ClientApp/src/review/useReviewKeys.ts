import { useEffect } from 'preact/hooks';
import { useApp } from '../app/app';
import type { Playback } from '../player';
import { nextPanel } from './panelNames';
import type { ReviewSession } from './session';

/** Ties the commands of a review to its session. */
export function useReviewKeys(session: ReviewSession): void {
  const { keyboard } = useApp();
  useEffect(() => {
    const play = (act: (playback: Playback) => void) => () => {
      const playback = session.shown.peek()?.playback;
      if (playback !== undefined) act(playback);
    };
    const level = (index: number, atLeast: boolean) => () => {
      const name = session.shown.peek()?.clip.levels[index];
      if (name !== undefined) session.decide(atLeast ? `>=${name}` : name);
    };
    const handlers: Record<string, () => void> = {
      unsure: () => session.decide('unsure'),
      skip: () => session.decide('skip'),
      flag: () => session.decide('flag'),
      undo: () => session.undo(),
      next: () => (session.reading() ? void session.hold() : session.goOn()),
      note: () => document.querySelector<HTMLTextAreaElement>('[data-note]')?.focus(),
      panel: () => nextPanel(session.panel),
      play: play((playback) => playback.playPause()),
      loop: play((playback) => playback.toggleLoop()),
      slower: play((playback) => playback.slower()),
      faster: play((playback) => playback.faster()),
      back: play((playback) => playback.seekBy(-5000)),
      forward: play((playback) => playback.seekBy(5000)),
      mute: play((playback) => playback.toggleMute()),
      reveal: play((playback) => playback.reveal()),
      cover: play((playback) => playback.cover()),
      words: play((playback) => playback.toggleWords()),
      'evidence.next': play((playback) => playback.nextEvidence()),
      'evidence.previous': play((playback) => playback.previousEvidence()),
    };
    for (let index = 0; index < 9; index++) {
      handlers[`level.${index + 1}`] = level(index, false);
      handlers[`atleast.${index + 1}`] = level(index, true);
    }
    return keyboard.register(handlers);
  }, [session, keyboard]);
}
