import type { FeatureView } from '../../api/tuningTypes';

export interface Condition { feature: string; op: string; value: number }
export interface Rule { conditions: Condition[]; levels: string }

const shape = /^\s*when\s+(.+?)\s+then\s+(.+?)\s*$/is;
const part = /^(`[^`]+`|\S+?)\s*(>=|<=|==|!=|=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;

/** A rule's text in parts, for sliders; null where it is not written in the usual way, which only the server can judge. */
export function parseRule(text: string): Rule | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const conditions: Condition[] = [];
  for (const piece of match[1]!.split(/\s+and\s+/i)) {
    const one = part.exec(piece.trim());
    if (one === null) return null;
    conditions.push({ feature: one[1]!.replaceAll('`', ''), op: one[2]!, value: Number(one[3]) });
  }
  return { conditions, levels: match[2]! };
}

export function formatRule(rule: Rule): string {
  const name = (feature: string) => (/^[\w.[\]-]+$/.test(feature) ? feature : `\`${feature}\``);
  return `when ${rule.conditions.map((one) => `${name(one.feature)} ${one.op} ${one.value}`).join(' and ')} then ${rule.levels}`;
}

const stepsBetween = 20;

/** The numbers that a slider of a feature stops at: close where many clips lie, each a number that people would write. */
export function gridOf(deciles: readonly number[]): number[] {
  const whole = deciles.every(Number.isInteger);
  const ends = [...new Set(deciles)];
  const grid = ends.slice(0, 1);
  for (let i = 1; i < ends.length; i++) {
    const knots = [...between(ends[i - 1]!, ends[i]!, whole), ends[i]!];
    for (const knot of knots) {
      const from = grid.at(-1)!;
      const step = Math.max(niceStep((knot - from) / stepsBetween), whole ? 1 : 0);
      for (let n = Math.floor(from / step) + 1; n * step < knot; n++) grid.push(n * step);
      grid.push(knot);
    }
  }
  return [...new Set(grid.map((value) => Number(value.toPrecision(whole ? 12 : 4))))];
}

/** Which stop of the grid a number is nearest to. */
export function nearestOf(value: number, grid: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < grid.length; i++) if (Math.abs(grid[i]! - value) < Math.abs(grid[best]! - value)) best = i;
  return best;
}

// Counts have long tails: a tenth of the clips may reach from 1 to thousands, so the stops there grow by a factor.
function between(low: number, high: number, whole: boolean): number[] {
  const knots: number[] = [];
  for (let at = low > 0 ? low * 4 : whole && low === 0 ? 1 : high; at < high; at *= 4) knots.push(at);
  return knots;
}

/** The next of 1, 2, 5, 10, … at any scale. */
function niceStep(width: number): number {
  const scale = 10 ** Math.floor(Math.log10(width));
  return scale * ([1, 2, 5].find((one) => one * scale >= width * (1 - 1e-9)) ?? 10);
}

/** A first rule for a signal: its most frequent feature at the ninth decile. */
export function firstRule(signal: string, features: readonly FeatureView[], levels: readonly string[]): string {
  const own = features.filter((one) => one.signal === signal).sort((a, b) => b.present - a.present)[0];
  const value = own === undefined ? 1 : Number((own.deciles[9] ?? 1).toPrecision(2));
  return `when ${own?.feature ?? `${signal}.`} >= ${value} then >=${levels[Math.min(2, levels.length - 1)] ?? ''}`;
}
