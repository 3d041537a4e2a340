/** Shapes of progress and of extraction. The server's are in `Contracts/ProgressContracts.cs`. */
import type { ReliabilityBin } from './tuningTypes';

/** GET /progress?target=0.9 */
export interface Progress {
  /** The same figures as `fusion progress --json`. */
  report: ProgressReport;
  run: number;
  learnedAt: string;
  levels: string[];
  /** Clips by the level shown now, and of these those that a person or an import settled. */
  distribution: { level: string; clips: number; settled: number }[];
  /** On decided clips, each scored without itself; null while there is none. */
  calibration: { error: number; bins: ReliabilityBin[]; clips: number } | null;
  functions: FunctionRow[];
  /** Pairs of functions that say the same more often than their votes explain, strongest first. */
  dependence: { one: string; other: string; share: number }[];
  effort: Effort;
}
export interface ProgressReport {
  schema: string;
  policy: string;
  clips: number;
  decided: number;
  answers: Record<'level' | 'unsure' | 'skip' | 'flag' | 'undo', number>;
  audit: { clips: number; answers: number; waiting: string[] };
  accuracy: Figure;
  underRated: Figure;
  cost: Figure;
  target: number;
  needed: { verdict: 'tooEarly' | 'reached' | 'more' | 'notReachable'; more: number | null; from: number | null; to: number | null };
  stopping: Verdict & { rules: Verdict[] };
  curve: { decided: number; accuracy: number }[];
}
/** `value`, `low` and `high` (a 90 % interval) from the audit; `expected` by the model itself. */
export interface Figure { value: number | null; low: number | null; high: number | null; expected: number | null }
export interface Verdict { rule: string; advice: 'stop' | 'goOn' | 'notYetKnown'; reason: string }
export interface FunctionRow { name: string; signal: string; coverage: number; overlap: number; conflict: number; accuracy: number | null; judged: number; weight: number }
/** What people spent, against watching every clip in full. */
export interface Effort {
  decisions: number;
  /** Decisions whose time is known, and their sum. */
  timed: number;
  minutes: number;
  medianSeconds: number | null;
  /** Minutes of all clips whose length is known; clips without one are counted apart. */
  libraryMinutes: number;
  withoutLength: number;
  /** Minutes of full watching that nobody had to spend: the library's less those of people. */
  savedMinutes: number;
  days: { day: string; decisions: number; minutes: number }[];
}

/** GET /extraction, and each `extraction` event of GET /events (server-sent events; also `model` with a ModelState, `progress` when figures changed). */
export interface Extraction {
  running: boolean;
  /** Host and process that extract now. */
  by: string | null;
  startedAt: string | null;
  done: number;
  total: number;
  /** Clips a minute, and seconds left at that pace; null while unknown. */
  pace: number | null;
  secondsLeft: number | null;
  signals: SignalStatus[];
  clips: number;
}
export interface SignalStatus { signal: string; read: number; missing: number; failed: number; waiting: number }
/** GET /extraction/failures?signal=&reason=&limit=&offset= (`reason`, with `signal`, word for word: the clips of one group) */
export interface Failures { total: number; reasons: { signal: string; reason: string; clips: number }[]; items: { clip: string; title: string; signal: string; reason: string }[] }
