/** The shapes of `/api/v1`. The server's are in `FusionScorer.Web/Contracts`; the document of both is docs/openapi.json. */

export type * from './accountTypes';
export type * from './libraryTypes';
export type * from './progressTypes';
export type * from './qualityTypes';
export type * from './tuningTypes';

/** A queue, which is also the query of its link. */
export interface QueueFilter {
  strategy?: string;
  /** Two signals joined by `|`, in either order: clips on which they contradict each other. */
  pair?: string;
  /** Clips on which this signal has spoken. */
  signal?: string;
  level?: string;
  /** unreviewed (default), decided, disputed, reopened, disagrees (decided, and the model now says otherwise), flagged, unsure, held, all */
  status?: string;
  /** Words of title, path or id. */
  search?: string;
  /** Clips that a change of policy would move: an id from POST /tuning/changes. */
  changes?: string;
  /** How many clips one sitting has. */
  batch?: number;
}

/** GET /queue?strategy=&pair=&…&limit=&offset= */
export interface QueuePage {
  total: number;
  items: QueueItem[];
  facets: { pairs: Count[]; signals: Count[]; levels: Count[]; statuses: Count[] };
  model: ModelState;
}
export interface Count { name: string; count: number }
export interface QueueItem {
  clip: string;
  title: string;
  year: number | null;
  level: string | null;
  posterior: number[];
  conflict: number;
  pair: string | null;
  reason: string;
  status: string;
  audit: boolean;
  held: Held | null;
  modelDisagrees: boolean;
}
export interface Held { by: string; until: string; mine: boolean }

/** Rides on many answers. */
export interface ModelState {
  run: number;
  policy: string;
  /** idle, waiting (for `learning.update` answers) or learning. */
  state: 'idle' | 'waiting' | 'learning';
  /** Answers that the model has not yet learned from. */
  pending: number;
  learnedAt: string | null;
  /** Decisions with which the model now disagrees. */
  disagreements: number;
}

/** POST /queue/claims {filter, count, have: [clip ids held by this tab]}; the header X-Client names the tab. */
export interface ClaimAnswer {
  clips: ClipBundle[];
  /** How many are left in this queue for this reviewer, those just given included. */
  left: number;
  model: ModelState;
}

/** POST /claims/heartbeat {claims: [{clip, token}]} */
export interface HeartbeatAnswer {
  until: string;
  /** Clips that are no longer held: somebody released them, or the lease ran out and another took them. */
  lost: { clip: string; held: Held | null }[];
  model: ModelState;
}

/** One clip with all that is known of it. Text is plain and hostile: it is never parsed as HTML. */
export interface ClipBundle {
  clip: string;
  title: string;
  path: string | null;
  year: number | null;
  durationMs: number | null;
  genres: string[];
  directors: string[];
  cast: string[];
  writers: string[];
  imdbId: string | null;
  statedRating: string | null;

  level: { name: string | null; source: 'decision' | 'known' | 'model'; status: string; modelDisagrees: boolean; modelLevel: string | null };
  /** Probability of each level; empty before fusing. */
  posterior: number[];
  conflict: { value: number; milder: string; stricter: string } | null;
  /** Why this clip was chosen, as text and as numbers. */
  pick: { strategy: string; score: number | null; reason: string; audit: boolean; inclusionProbability: number | null; batch: number | null } | null;

  /** The exact account: bias + the signals' contributions, divided by the temperature, through softmax, are the posterior. */
  account: { bias: number[]; temperature: number } | null;
  /** In a fixed order, whatever they say. */
  signals: SignalView[];
  evidence: EvidenceView[];
  /** Caption cues and spoken segments, each in order of time. */
  captions: Track[];
  transcript: Track | null;
  links: LinkView | null;
  history: DecisionView[];

  media: Media | null;
  claim: { token: string; until: string } | null;
  held: Held | null;
  draft: Draft | null;
  policy: string;
  levels: string[];
}

export interface SignalView {
  name: string;
  /** read, silent (read, no rule fired), missing, failed */
  status: 'read' | 'silent' | 'missing' | 'failed';
  /** Why missing or failed; or one line of what was read ("strong 3, moderate 1 in 812 words"). */
  note: string;
  votes: { function: string; outcome: 'rule' | 'silent' | 'missing'; levels: string | null; rule: string | null }[];
  weight: number;
  /** Nats for (+) and against (−) each level, the signal's weight included; null before fusing. */
  contribution: number[] | null;
  evidence: number;
}

export interface EvidenceView {
  /** Index within the bundle. */
  n: number;
  signal: string;
  /** The signal's own word: mild, moderate, strong, slur, sexual, nudity, sexy, … */
  kind: string;
  /** 0 to 1. */
  score: number;
  text: string;
  /** Parts of `text` to mask until asked: [start, length] in UTF-16 units. */
  mask: [number, number][];
  startMs: number | null;
  endMs: number | null;
  /** Address of a small picture; blurred like the player. */
  thumbnail: string | null;
}

export interface Track {
  /** File name, `stream 2`, or `speech`. */
  source: string;
  language: string | null;
  cues: Cue[];
}
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
  /** Profane parts: [start, length, kind]. */
  marks: [number, number, string][];
}

export interface LinkView {
  words: string;
  relations: {
    relation: string;
    people: { name: string; contribution: number | null; clips: { clip: string; title: string; level: string }[] }[];
    viewers: { clip: string; title: string; level: string; shared: number }[];
  }[];
}

export interface DecisionView {
  id: string;
  clip: string;
  title: string | null;
  reviewer: string;
  role: string;
  kind: 'level' | 'unsure' | 'skip' | 'flag' | 'undo' | 'reopen';
  levels: string;
  note: string | null;
  at: string;
  seconds: number | null;
  chosenBy: string;
  audit: boolean;
  policy: string;
  /** Taken back since. */
  undone: boolean;
}

export interface Media {
  /** Whether the browser can be given the file as it is. `proxy` = an H.264/AAC copy is made on demand. */
  kind: 'direct' | 'proxy' | 'none';
  /** Why there is no picture, when kind is none. */
  reason: string | null;
  /** For kind direct: supports byte ranges. */
  url: string | null;
  mime: string | null;
  hasVideo: boolean;
  hasAudio: boolean;
}

/**
 * POST /clips/{id}/proxy {fromMs} → asks for a proxy around a time (the evidence window first, then the whole clip in the background); GET the same address looks again.
 * A part is a complete MP4 with its own clock: time on the clip's clock = offsetMs + video.currentTime.
 */
export interface ProxyAnswer {
  state: 'making' | 'ready' | 'failed';
  reason: string | null;
  /** Parts that can be played now; the whole clip (complete: true) once it is there. */
  parts: { url: string; offsetMs: number; durationMs: number; complete: boolean }[];
  /** Share of the whole that is done, 0 to 1. */
  progress: number;
}

/** PUT /drafts/{clip}; GET, DELETE. Only one's own. */
export interface Draft {
  answer: string | null;
  note: string;
  seconds: number;
  at: string;
}

/** POST /decisions. Sending the same id again is answered as the first time. */
export interface DecisionRequest {
  /** UUID or ULID made by the client. */
  id: string;
  clip: string;
  /** A level set in text (`R`, `>=PG-13`, `PG..R`, `G|R`), or unsure, skip, flag. Ignored for an undo. */
  answer: string;
  /** The id of one's own decision to take back; among one's last ten. */
  undoes: string | null;
  /** A lead settles a dispute: the answer stands above all others. */
  adjudicate?: boolean;
  note: string | null;
  seconds: number | null;
  evidenceOpened: number | null;
  claim: string | null;
  /** What was shown: the policy, its levels, the posterior, the pick. */
  policy: string;
  levels: string[];
  posterior: number[];
  pick: { strategy: string; audit: boolean; inclusionProbability: number | null; batch: number | null } | null;
  at: string;
}
export interface DecisionAnswer {
  /** False when this id was there before. */
  added: boolean;
  /** The policy changed since the clip was shown; the decision counts all the same, read through its level names. */
  policyChanged: boolean;
  model: ModelState;
}

/** GET /claims (lead, admin); DELETE /claims/{clip} releases: one's own, or anybody's as a lead. */
export interface ClaimView { clip: string; title: string; by: string; until: string; since: string }

/** RFC 9457. */
export interface Problem { type?: string; title: string; status: number; detail?: string; code?: string }

/*
 * Others: POST /session {name, password} → Session · DELETE /session → 204 · POST /setup {token, name, password} → Session (first administrator)
 * · POST /invitations {token, password} → Session · POST /me/password {old, new} → 204 · GET /clips/{id} → ClipBundle (without a claim)
 * · POST /clips/{id}/claim → ClipBundle with a claim, or 409 with held · GET /decisions/mine?limit=10 → DecisionView[] (newest first)
 * · GET /clips/{id}/evidence/{n} is not there: evidence rides in the bundle · GET /media/{clip} (ranges) · GET /thumbnails/{name}
 * · GET /exports/decisions.csv|levels.csv (lead, policy, admin) · GET /health/live · GET /health/ready
 * Errors: 401 not signed in, 403 wrong role or missing CSRF token, 404, 409 conflict, 422 bad answer, 429 too many; body is a Problem.
 */
