/** Shapes of tuning: weights, costs, rules and policies. The server's are in `Contracts/TuningContracts.cs`. */

/** GET /tuning: what is in force, and what decisions suggest. */
export interface Tuning {
  policy: PolicyHead;
  run: number;
  clips: number;
  levels: string[];
  costs: Costs;
  levelRule: 'least-cost' | 'argmax';
  signals: TunedSignal[];
  /** What keeps the suggestions from being worth following, in words; null when nothing does. */
  caveat: string | null;
  /** Decisions that stand, and answered audit picks. */
  decisions: number;
  audited: number;
  functions: FunctionView[];
  features: FeatureView[];
}
/** One level too mild, one too strict. */
export interface Costs { under: number; over: number }
export interface PolicyHead { hash: string; parent: string | null; author: string; note: string; at: string; active: boolean }
export interface TunedSignal {
  signal: string;
  /** In force, 0 to 2; 1 = as learned. */
  weight: number;
  suggested: number;
  /** Standard deviation of the suggestion. */
  sd: number;
  /** Whether decisions tell anything of it. */
  informed: boolean;
  /** Mean absolute nats by which the signal moves a clip under the weights in force. */
  contribution: number;
}
/** A feature that rules can name, with where its numbers lie. */
export interface FeatureView {
  feature: string;
  signal: string;
  /** Clips that have a number. */
  present: number;
  min: number;
  max: number;
  /** Eleven numbers: the smallest, then each tenth of the clips that have one, to the largest. */
  deciles: number[];
}
/** A labelling function as it is written: the first rule that holds fires. */
export interface FunctionDraft { name: string; signal: string; rules: string[] }
export interface FunctionView {
  name: string;
  signal: string;
  rules: RuleView[];
  measure: VoteMeasure;
  /** What the label model takes its votes for, relative to the others; null when it was not fitted with this function. */
  learned: number | null;
}
export interface RuleView {
  /** `when captions.strong >= 3 then >=PG-13` */
  text: string;
  conditions: { feature: string; op: string; value: number }[];
  levels: string;
  measure: VoteMeasure;
}
/** How a function or a rule votes on the library; shares of all clips. */
export interface VoteMeasure {
  fires: number;
  coverage: number;
  overlap: number;
  conflict: number;
  /** Share of the clips with a known or decided level that lies within what was voted; null without such a clip. */
  accuracy: number | null;
  /** How many such clips. */
  judged: number;
}

/** What is being tried. Parts that are left out stay as they are in force. */
export interface TuningDraft { weights?: Record<string, number>; costs?: Costs; functions?: FunctionDraft[] }

/** POST /tuning/preview {TuningDraft without functions}: the fit held fixed. Answers within 150 ms on a million clips. */
export interface TuningPreview {
  run: number;
  policy: string;
  milliseconds: number;
  clips: number;
  moved: number;
  milder: number;
  stricter: number;
  /** K × K clips, from (row) to (column); the diagonal holds those that stay. */
  moves: number[][];
  /** By the model's own posterior, over clips that the audit speaks for. */
  expected: BeforeAfter<ExpectedRates>;
  /** By audit answers, each scored without itself; null while there is none. */
  audit: BeforeAfter<AuditRates> | null;
  /** On decided clips, each scored without itself; null while there is none. */
  calibration: BeforeAfter<Calibration> | null;
  /** Those that move most. */
  examples: MovedClip[];
  /** True for a trial: the model was learned anew instead of held fixed. */
  refitted: boolean;
}
export interface BeforeAfter<T> { before: T; after: T }
/** Shares, and the mean cost a clip. */
export interface ExpectedRates { accuracy: number; underRated: number; overRated: number; cost: number }
export interface AuditRates { accuracy: Interval; underRated: Interval; overRated: Interval; answers: number }
/** A 90 % interval. */
export interface Interval { value: number; low: number; high: number }
export interface Calibration {
  /** Expected calibration error, 0 to 1. */
  error: number;
  bins: ReliabilityBin[];
}
export interface ReliabilityBin { from: number; to: number; clips: number; confidence: number; accuracy: number }
export interface MovedClip {
  clip: string;
  title: string;
  year: number | null;
  from: string;
  to: string;
  /** How far the posterior moves, 0 to 1 (total variation). */
  change: number;
  conflict: number;
  pair: string | null;
  /** The level that a person decided or that is known; it stands whatever the model says. */
  stands: string | null;
}
/** POST /tuning/moved {draft, from?, to?, offset, limit ≤ 200} */
export interface MovedPage { total: number; clips: MovedClip[] }
/** POST /tuning/changes {draft}: a queue of what would change; /review?changes=id */
export interface ChangeQueue { id: string; clips: number }

/** POST /tuning/rules {functions}: functions as drafted, tested on the library as it is. 422 with `extensions.fault` when one cannot be read. */
export interface RulesTest {
  functions: FunctionView[];
  /** Clips on which a function's outcome is not what it is in force. */
  changed: { name: string; clips: number }[];
  examples: { clip: string; title: string; name: string; before: string; after: string }[];
  milliseconds: number;
}
export interface RuleFault { function: string; rule: number | null; message: string }

/** POST /tuning/trials {TuningDraft} and GET /tuning/trials/{id}: the model learned anew beside the one in force, nothing saved. */
export interface Trial { id: string; state: 'learning' | 'done' | 'failed'; fault: string | null; startedAt: string; preview: TuningPreview | null }

/** GET /policies → PolicyHead[], newest first. GET /policies/{hash}. */
export interface PolicyView { head: PolicyHead; text: string; weights: Record<string, number>; costs: Costs; functions: FunctionDraft[] }
/** GET /policies/compare?from=&to= */
export interface PolicyComparison {
  from: PolicyHead;
  to: PolicyHead;
  /** A difference a line. */
  lines: string[];
  /** What separates their levels on the library, the fit held fixed; null when they differ in more than weights and costs. */
  preview: TuningPreview | null;
}
/** POST /policies {draft, note, parent}: 409 when `parent` is not the active one any more. POST /policies/{hash}/use {note}: rolls back or forward. Both answer PolicyHead. */
export interface PolicySave { draft: TuningDraft; note: string; parent: string }
