import type { Interval } from '../../api/tuningTypes';
import { plain, share } from '../progress/format';

export { count, counted, plain, share } from '../progress/format';

/** `81.2 % (76.0–85.9)` */
export const withInterval = (one: Interval) => `${share(one.value)} (${(one.low * 100).toFixed(1)}–${(one.high * 100).toFixed(1)})`;

/** `+1.2`, `−0.4`, `±0.0`: points of a hundred. */
export function points(before: number, after: number): string {
  return signed((after - before) * 100, 1);
}

export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? `±${text}` : `${value > 0 ? '+' : '−'}${text}`;
}

export const weight = (value: number) => plain(value);
export const shortHash = (hash: string) => hash.slice(0, 8);
