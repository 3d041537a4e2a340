import type { Api } from '../api/client';
import type { ClipBundle, DecisionRequest } from '../api/types';
import { uuid } from '../api/ids';
import type { Recent } from './recent';

/** What the reviewer answered, with what was shown to them. */
export function decisionRequest(clip: ClipBundle, answer: string, told: { note: string; seconds: number; evidenceOpened: number; claim: string | null; adjudicate?: boolean }): DecisionRequest {
  const { pick } = clip;
  const note = told.note.trim();
  return {
    id: uuid(),
    clip: clip.clip,
    answer,
    undoes: null,
    note: note === '' ? null : note,
    seconds: told.seconds,
    evidenceOpened: told.evidenceOpened,
    claim: told.claim,
    policy: clip.policy,
    levels: clip.levels,
    posterior: clip.posterior,
    // A lead chose the clip because it is disputed, whatever it was once drawn for.
    pick: pick === null || told.adjudicate === true ? null : { strategy: pick.strategy, audit: pick.audit, inclusionProbability: pick.inclusionProbability, batch: pick.batch },
    at: new Date().toISOString(),
    ...(told.adjudicate === true ? { adjudicate: true } : {}),
  };
}

/** Takes `recent` back. Of a decision from before a reload the policy shown is no longer known, nor needed. */
export function undoRequest(recent: Recent, policy: string, levels: string[]): DecisionRequest {
  const clip = recent.bundle;
  return {
    id: uuid(),
    clip: recent.clip,
    answer: recent.answer,
    undoes: recent.id,
    note: null,
    seconds: null,
    evidenceOpened: null,
    claim: null,
    policy: clip?.policy ?? policy,
    levels: clip?.levels ?? levels,
    posterior: clip?.posterior ?? [],
    pick: null,
    at: new Date().toISOString(),
  };
}

/** Held, so that two leads do not settle the same clip; held by somebody else, it can be settled all the same. */
export function holdOrRead(api: Api, id: string): Promise<ClipBundle> {
  return api.claimClip(id).catch(() => api.clip(id));
}
