/** `81.2 %` */
export function share(p: number): string {
  return `${(p * 100).toFixed(1)} %`;
}

/** `81.2 % (76.0–85.9)`, by the interval of Wilson; null when there is nothing to tell. */
export function shareOf(right: number, of: number): string | null {
  const interval = wilson(right, of);
  return interval === null ? null : `${share(right / of)} (${(interval.low * 100).toFixed(1)}–${(interval.high * 100).toFixed(1)})`;
}

/** 95 % interval of a share: E. B. Wilson, Journal of the American Statistical Association 22 (1927), p. 209. */
export function wilson(right: number, of: number): { low: number; high: number } | null {
  if (!(of > 0)) return null;
  const z = 1.959963984540054;
  const p = right / of;
  const scale = 1 + (z * z) / of;
  const middle = (p + (z * z) / (2 * of)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / scale;
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `0.742`, with a true minus. */
export function coefficient(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A percentage as it was typed → a share; null when it is none, or is above `most`. */
export function parsePercent(text: string, most: number): number | null {
  const plain = text.trim().replace(/\s*%$/, '').replace(',', '.');
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(plain)) return null;
  const value = Number(plain) / 100;
  return value <= most ? value : null;
}

/** A share as a field shows it: `12.5`. */
export function percentField(value: number): string {
  return `${Number((value * 100).toFixed(3))}`;
}

/** `24 s`, `1 min 11 s` */
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–';
  const all = Math.round(seconds);
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min${all % 60 === 0 ? '' : ` ${all % 60} s`}`;
}
