/** `1:02:03`, `4:05`. */
export function clock(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '–';
  const all = Math.max(0, Math.round(ms / 1000));
  const pad = (n: number) => `${n}`.padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(all % 60)}` : `${minutes}:${pad(all % 60)}`;
}

/** The hour today, else the day with it. */
export function when(iso: string | null): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '–';
  const hour = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return at.toDateString() === new Date().toDateString() ? hour : `${at.toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' })}, ${hour}`;
}
