/** Milliseconds as people read them. Tenths are cut, not rounded, so that a shown time never lies ahead of the clip. */

function split(ms: number): { hours: number; minutes: number; seconds: number; tenths: number } {
  const whole = Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : 0;
  const seconds = Math.floor(whole / 1000);
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60, tenths: Math.floor((whole % 1000) / 100) };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `1:02`, or `1:00:02` from an hour on. */
export function stamp(ms: number): string {
  const { hours, minutes, seconds } = split(ms);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** `1:02.3`. */
export const exactStamp = (ms: number): string => `${stamp(ms)}.${split(ms).tenths}`;

/** `0.93`; 1 stays `1.00` so that columns line up. */
export const scoreText = (score: number): string => (Number.isFinite(score) ? score : 0).toFixed(2);
