/** Shapes of quality control. The server's are in `Contracts/QualityContracts.cs`. */

/** GET /quality (leads) */
export interface Quality {
  settings: QualitySettings;
  second: {
    /** Clips that were drawn for a second reviewer; of these those still waiting, and those answered. */
    drawn: number;
    waiting: number;
    done: number;
    /** Of those answered: at least one level in common, or none. */
    agreed: number;
    disagreed: number;
  };
  adjudication: { waiting: number; done: number };
  reopened: { waiting: number; done: number };
  hidden: {
    /** Clips of known level that could be asked about, asked so far, and the share answered rightly. */
    available: number;
    asked: number;
    right: number;
  };
  /** Krippendorff's alpha for ordered levels over clips with at least two blind answers; null while nothing can be told. */
  alpha: { value: number; low: number; high: number; clips: number; answers: number } | null;
  /** By name; there is no ranking. */
  reviewers: ReviewerQuality[];
}
export interface QualitySettings {
  /** Share of decided clips that go blind to a second reviewer, 0 to 1. */
  secondShare: number;
  /** Share of a reviewer's clips whose level is known already, 0 to 0.5. */
  hiddenShare: number;
}
export interface ReviewerQuality {
  reviewer: string;
  decisions: number;
  /** What the label model learned: the probability that an answer is right; null while too few answers say anything. */
  reliability: number | null;
  hidden: { asked: number; right: number };
  /** Clips that another reviewer answered too, and on how many they had a level in common. */
  shared: { clips: number; agreed: number };
  medianSeconds: number | null;
}
/** PUT /quality/settings QualitySettings → QualitySettings */

/** GET /adjudication?limit=&offset= (leads): disputed clips, the widest disagreement first. */
export interface AdjudicationPage { total: number; items: AdjudicationItem[] }
export interface AdjudicationItem {
  clip: string;
  title: string;
  year: number | null;
  /** The level that stands until somebody adjudicates. */
  level: string | null;
  /** What the model says. */
  modelLevel: string;
  /** Levels between the answers, at least 1. */
  distance: number;
  since: string;
  answers: { reviewer: string; role: string; levels: string; note: string | null; at: string; seconds: number | null }[];
}
/** POST /decisions with `adjudicate: true` (leads): the answer stands above all others, and the clip leaves this list. */

/** POST /clips/{id}/reopen {reason} (leads) → 204. The level stands until the next answer; the clip goes back to the queue with status `reopened`. */
