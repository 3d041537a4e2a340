import type { Effort } from '../../api/progressTypes';

export interface Span { label: string; decisions: number; minutes: number }

const dayMs = 86_400_000;
const mostDays = 62;
const mostSpans = 520;

/** Every day from the first to the last, those without a decision too; weeks when that is too many bars. Days are `yyyy-mm-dd`; what is none is left out. */
export function effortSpans(days: Effort['days']): { by: 'day' | 'week'; spans: Span[] } {
  const known = days.map((day) => ({ ...day, at: Math.round(Date.parse(`${day.day.slice(0, 10)}T00:00:00Z`) / dayMs) })).filter((day) => Number.isFinite(day.at));
  if (known.length === 0) return { by: 'day', spans: [] };
  const first = Math.min(...known.map((day) => day.at));
  const last = Math.max(...known.map((day) => day.at));
  const by = last - first < mostDays ? 'day' : 'week';
  const length = by === 'day' ? 1 : 7;
  // 1970-01-01 was a Thursday: weeks begin on Monday.
  const start = by === 'day' ? first : first - ((first + 3) % 7);
  const all = Math.floor((last - start) / length) + 1;
  const skipped = Math.max(0, all - mostSpans);
  const spans: Span[] = Array.from({ length: all - skipped }, (_, i) => ({ label: dayWords((start + (i + skipped) * length) * dayMs), decisions: 0, minutes: 0 }));
  for (const day of known) {
    const span = spans[Math.floor((day.at - start) / length) - skipped];
    if (span === undefined) continue;
    span.decisions += day.decisions;
    span.minutes += day.minutes;
  }
  return { by, spans };
}

function dayWords(at: number): string {
  return new Date(at).toLocaleDateString(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short' });
}
