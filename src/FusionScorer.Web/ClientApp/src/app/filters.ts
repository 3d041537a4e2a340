import type { QueueFilter } from '../api/types';

const names = ['strategy', 'pair', 'signal', 'level', 'status', 'search', 'changes'] as const;
export const defaultBatch = 20;

/** A queue's link → the queue. What is not understood is left out. */
export function parseFilter(query: URLSearchParams): QueueFilter {
  const filter: QueueFilter = {};
  for (const name of names) {
    const value = query.get(name)?.trim() ?? '';
    if (value !== '') filter[name] = value;
  }
  const batch = Number(query.get('batch'));
  if (Number.isInteger(batch) && batch >= 1 && batch <= 500) filter.batch = batch;
  return filter;
}

/** The queue → its link, always in the same order, so that equal queues have equal links. */
export function filterQuery(filter: QueueFilter, more: Record<string, string | number> = {}): string {
  const query = new URLSearchParams();
  for (const name of names) if (filter[name] !== undefined && filter[name] !== '') query.set(name, filter[name]);
  if (filter.batch !== undefined) query.set('batch', `${filter.batch}`);
  for (const [name, value] of Object.entries(more)) query.set(name, `${value}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filter with one thing changed; undefined takes it away. */
export function withFilter(filter: QueueFilter, change: { [K in keyof QueueFilter]?: QueueFilter[K] | undefined }): QueueFilter {
  const next: Record<string, unknown> = { ...filter, ...change };
  for (const name of Object.keys(next)) if (next[name] === undefined) delete next[name];
  return next as QueueFilter;
}

/** A pair is the same in either order. */
export function samePair(a: string | undefined, b: string): boolean {
  return a !== undefined && a.split('|').sort().join('|') === b.split('|').sort().join('|');
}

/** In words: `captions against speech`, or what is not filtered. */
export function describe(filter: QueueFilter): string {
  const parts: string[] = [];
  if (filter.pair !== undefined) parts.push(filter.pair.replace('|', ' against '));
  if (filter.signal !== undefined) parts.push(`with ${filter.signal}`);
  if (filter.level !== undefined) parts.push(`at ${filter.level}`);
  if (filter.status !== undefined) parts.push(filter.status);
  if (filter.changes !== undefined) parts.push('that a change of policy would move');
  if (filter.search !== undefined) parts.push(`“${filter.search}”`);
  return parts.length === 0 ? 'all unreviewed clips' : parts.join(', ');
}
