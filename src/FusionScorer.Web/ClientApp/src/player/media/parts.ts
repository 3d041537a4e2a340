import type { ProxyAnswer } from '../../api/types';

export type Part = ProxyAnswer['parts'][number];

/** A seek this little before a part still belongs to it: a frame's length, since a part starts with a whole frame. */
const slackMs = 40;

export const toClipMs = (offsetMs: number, mediaSeconds: number): number => offsetMs + mediaSeconds * 1000;

export const toMediaSeconds = (offsetMs: number, clipMs: number): number => Math.max(0, (clipMs - offsetMs) / 1000);

export const covers = (part: Part, clipMs: number): boolean =>
  part.complete || (clipMs >= part.offsetMs - slackMs && clipMs < part.offsetMs + part.durationMs);

/** The part to play at a time: the complete one, else the one now loaded, else the one that goes on longest. */
export function partFor(parts: readonly Part[], clipMs: number, loaded: Part | null): Part | null {
  const fitting = parts.filter(part => covers(part, clipMs));
  return fitting.find(part => part.complete)
    ?? fitting.find(part => part.url === loaded?.url)
    ?? fitting.reduce<Part | null>((best, part) => best === null || endOf(part) > endOf(best) ? part : best, null);
}

const endOf = (part: Part): number => part.offsetMs + part.durationMs;
