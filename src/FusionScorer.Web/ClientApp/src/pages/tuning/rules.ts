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
  const name = (feature: string) => (/^[\w.-]+$/.test(feature) || /^[\w.]+\[[^\]]+\]$/.test(feature) ? feature : `\`${feature}\``);
  return `when ${rule.conditions.map((one) => `${name(one.feature)} ${one.op} ${one.value}`).join(' and ')} then ${rule.levels}`;
}

/** Where a number stands among the deciles of its feature, 0 to 1: equal steps of a slider pass equally many clips. */
export function placeOf(value: number, deciles: readonly number[]): number {
  const last = deciles.length - 1;
  if (last < 1 || value <= deciles[0]!) return 0;
  for (let i = 1; i <= last; i++) {
    if (value > deciles[i]!) continue;
    const width = deciles[i]! - deciles[i - 1]!;
    return (i - 1 + (width > 0 ? (value - deciles[i - 1]!) / width : 1)) / last;
  }
  return 1;
}

/** The number at a place, rounded to what people would write. */
export function valueAt(place: number, deciles: readonly number[]): number {
  const last = deciles.length - 1;
  const at = Math.max(0, Math.min(1, place)) * last;
  const i = Math.min(last - 1, Math.floor(at));
  const value = deciles[i]! + (deciles[i + 1]! - deciles[i]!) * (at - i);
  return niceNumber(value, deciles[last]! - deciles[0]!);
}

export function niceNumber(value: number, spread: number): number {
  const step = spread > 20 ? 1 : spread > 2 ? 0.1 : 0.01;
  return Number((Math.round(value / step) * step).toFixed(2));
}

/** A first rule for a signal: its most frequent feature at the ninth decile. */
export function firstRule(signal: string, features: readonly FeatureView[], levels: readonly string[]): string {
  const own = features.filter((one) => one.signal === signal).sort((a, b) => b.present - a.present)[0];
  const value = own === undefined ? 1 : niceNumber(own.deciles[9] ?? 1, own.max - own.min);
  return `when ${own?.feature ?? `${signal}.`} >= ${value} then >=${levels[Math.min(2, levels.length - 1)] ?? ''}`;
}
