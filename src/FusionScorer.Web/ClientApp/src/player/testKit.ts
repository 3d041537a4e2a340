import type { ClipBundle, Cue, EvidenceView, Media, Protection } from '../api/types';

/** Bundles for tests, with only what a test is about filled in. */
export const evidence = (n: number, startMs: number | null, more: Partial<EvidenceView> = {}): EvidenceView =>
  ({ n, signal: 'captions', kind: 'strong', score: 0.5, text: `evidence ${n}`, mask: [], startMs, endMs: null, thumbnail: null, ...more });

export const cue = (startMs: number, text = 'a line', marks: Cue['marks'] = []): Cue => ({ startMs, endMs: startMs + 1000, text, marks });

export const direct: Media = { kind: 'direct', reason: null, url: '/api/v1/media/c', mime: 'video/mp4', hasVideo: true, hasAudio: true };
export const proxied: Media = { ...direct, kind: 'proxy', url: null };

export const clip = (more: Partial<ClipBundle> = {}): ClipBundle => ({
  clip: 'c', title: 'Clip', path: null, year: null, durationMs: 100_000, genres: [], directors: [], cast: [], writers: [], imdbId: null, statedRating: null,
  level: { name: null, source: 'model', status: 'open', modelDisagrees: false, modelLevel: null }, posterior: [], conflict: null, pick: null, account: null,
  signals: [], evidence: [], captions: [], transcript: null, links: null, history: [], media: direct, claim: null, held: null, draft: null, policy: 'p', levels: [], ...more,
});

export const strict: Protection = { blur: 20, grey: true, mute: true, twoStep: true, maskWords: true, breakAfterMinutes: 0 };
