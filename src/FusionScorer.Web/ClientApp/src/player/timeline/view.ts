/** The part of the clip that the timeline shows. */
export interface View { fromMs: number; toMs: number }

export const shortestViewMs = 2000;

export const whole = (durationMs: number): View => ({ fromMs: 0, toMs: Math.max(durationMs, 1) });

export const isWhole = (view: View, durationMs: number): boolean => view.fromMs <= 0 && view.toMs >= durationMs;

/** Keeps a view inside the clip, its length unchanged where it fits. */
export function fitted(view: View, durationMs: number): View {
  const length = Math.min(Math.max(view.toMs - view.fromMs, Math.min(shortestViewMs, durationMs)), Math.max(durationMs, 1));
  const fromMs = Math.min(Math.max(0, view.fromMs), Math.max(0, durationMs - length));
  return { fromMs, toMs: fromMs + length };
}

/** Zooms about a time, which stays where it is on the screen; factor below 1 = closer. */
export function zoomed(view: View, factor: number, aboutMs: number, durationMs: number): View {
  const length = Math.max((view.toMs - view.fromMs) * factor, Math.min(shortestViewMs, durationMs));
  const share = (aboutMs - view.fromMs) / (view.toMs - view.fromMs);
  return fitted({ fromMs: aboutMs - share * length, toMs: aboutMs + (1 - share) * length }, durationMs);
}

export const panned = (view: View, byMs: number, durationMs: number): View =>
  fitted({ fromMs: view.fromMs + byMs, toMs: view.toMs + byMs }, durationMs);

/** Turns a page when the playhead runs out of what is shown. */
export function following(view: View, ms: number, durationMs: number): View {
  if (ms >= view.fromMs && ms <= view.toMs) return view;
  const lead = (view.toMs - view.fromMs) / 10;
  return fitted({ fromMs: ms - lead, toMs: ms - lead + (view.toMs - view.fromMs) }, durationMs);
}

export const xOf = (ms: number, view: View, width: number): number => (ms - view.fromMs) / (view.toMs - view.fromMs) * width;

export const msAt = (x: number, view: View, width: number): number =>
  width > 0 ? view.fromMs + x / width * (view.toMs - view.fromMs) : view.fromMs;

const tickSteps: readonly number[] = [100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000];

/** The distance of labelled ticks: the closest round one at which labels do not touch. */
export const tickStep = (view: View, width: number, leastPx = 64): number => {
  const least = (view.toMs - view.fromMs) / Math.max(1, width) * leastPx;
  return tickSteps.find(step => step >= least) ?? Math.ceil(least / 3_600_000) * 3_600_000;
};
