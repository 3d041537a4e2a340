import type { LibraryFilter, LibrarySort, QueueFilter } from '../../api/types';

export const pageSize = 100;
export const statuses = ['unreviewed', 'auto', 'decided', 'disputed', 'reopened'] as const;
export const sources = ['decision', 'known', 'model'] as const;
const sorts: readonly LibrarySort[] = ['title', 'id', 'year', 'level', 'confidence', 'conflict', 'cost', 'decided'];
const words = ['search', 'level', 'status', 'source', 'signal', 'missing', 'pair', 'genre', 'root'] as const;
const longest = 200;

type Change = { [K in keyof LibraryFilter]?: LibraryFilter[K] | undefined };

/** A library link → what it filters. What no library knows is left out. */
export function parseLibrary(query: URLSearchParams): LibraryFilter {
  const filter: LibraryFilter = {};
  for (const name of words) {
    const value = (query.get(name) ?? '').trim().slice(0, longest).trim();
    if (value !== '' && understood(name, value)) filter[name] = value;
  }
  const year = (name: 'yearFrom' | 'yearTo') => {
    const value = numberOf(query.get(name));
    if (value !== null && Number.isInteger(value) && value >= 1 && value <= 9999) filter[name] = value;
  };
  year('yearFrom');
  year('yearTo');
  const conflict = numberOf(query.get('conflictFrom'));
  if (conflict !== null && conflict > 0 && conflict <= 1) filter.conflictFrom = conflict;
  const cost = numberOf(query.get('costFrom'));
  if (cost !== null && cost > 0) filter.costFrom = cost;
  if (query.get('disagrees') === 'true') filter.disagrees = true;
  const sort = sorts.find((one) => one === query.get('sort'));
  if (sort === undefined) return filter;
  filter.sort = sort;
  const order = query.get('order');
  if ((order === 'asc' || order === 'desc') && order !== usualOrder(sort)) filter.order = order;
  return filter;
}

/** First to which clip of the list, from 0; always a whole page. */
export function parseOffset(query: URLSearchParams): number {
  const value = numberOf(query.get('offset'));
  return value === null || value < 0 ? 0 : Math.floor(value / pageSize) * pageSize;
}

/** The filter → its link, always in the same order, so that equal filters have equal links. */
export function libraryQuery(filter: LibraryFilter, more: Record<string, number> = {}): string {
  const query = new URLSearchParams();
  for (const name of words) if (filter[name] !== undefined) query.set(name, filter[name]);
  for (const name of ['yearFrom', 'yearTo', 'conflictFrom', 'costFrom'] as const) if (filter[name] !== undefined) query.set(name, `${filter[name]}`);
  if (filter.disagrees === true) query.set('disagrees', 'true');
  if (filter.sort !== undefined) {
    query.set('sort', filter.sort);
    if (filter.order !== undefined && filter.order !== usualOrder(filter.sort)) query.set('order', filter.order);
  }
  for (const [name, value] of Object.entries(more)) query.set(name, `${value}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export function libraryLink(filter: LibraryFilter, offset = 0): string {
  return `/library${libraryQuery(filter, offset > 0 ? { offset } : {})}`;
}

/** The filter with one thing changed; undefined takes it away. */
export function withLibrary(filter: LibraryFilter, change: Change): LibraryFilter {
  const next: Record<string, unknown> = { ...filter, ...change };
  for (const name of Object.keys(next)) if (next[name] === undefined) delete next[name];
  return next as LibraryFilter;
}

/** What is filtered, without the order: the counts of the facets do not depend on it. */
export function unsorted(filter: LibraryFilter): LibraryFilter {
  return withLibrary(filter, { sort: undefined, order: undefined });
}

export function usualOrder(sort: LibrarySort): 'asc' | 'desc' {
  return sort === 'title' || sort === 'id' || sort === 'year' ? 'asc' : 'desc';
}

export function orderOf(filter: LibraryFilter): 'asc' | 'desc' | null {
  return filter.sort === undefined ? null : (filter.order ?? usualOrder(filter.sort));
}

/** What a click on a column's head asks for: its usual order first, then the other. */
export function sortedBy(filter: LibraryFilter, sort: LibrarySort): LibraryFilter {
  const usual = usualOrder(sort);
  const turned = filter.sort === sort && orderOf(filter) === usual;
  return withLibrary(filter, { sort, order: turned ? (usual === 'asc' ? 'desc' : 'asc') : undefined });
}

/** The same clips as a queue; null where a queue cannot say it. */
export function asQueue(filter: LibraryFilter): QueueFilter | null {
  const { search, level, pair, signal, status, sort: _sort, order: _order, ...others } = filter;
  if (Object.keys(others).length > 0) return null;
  const queue: QueueFilter = { status: status === undefined ? 'all' : status === 'auto' ? 'known' : status };
  if (search !== undefined) queue.search = search;
  if (level !== undefined) queue.level = level;
  if (pair !== undefined) queue.pair = pair;
  if (signal !== undefined) queue.signal = signal;
  return queue;
}

/** One filter in force, and the filter without it. */
export interface Chip { name: string; label: string; value: string; without: LibraryFilter }

export const sourceWords: Record<string, string> = { decision: 'a person', known: 'known before', model: 'the model' };

export function chipsOf(filter: LibraryFilter): Chip[] {
  const chips: Chip[] = [];
  const add = (name: keyof LibraryFilter, label: string, value: string | undefined, ...also: (keyof LibraryFilter)[]) => {
    if (value !== undefined) chips.push({ name, label, value, without: withLibrary(filter, Object.fromEntries([name, ...also].map((one) => [one, undefined]))) });
  };
  add('search', 'Search', filter.search);
  add('level', 'Level', filter.level);
  add('status', 'Status', filter.status);
  add('source', 'Said by', filter.source === undefined ? undefined : (sourceWords[filter.source] ?? filter.source));
  add('signal', 'Spoke', filter.signal);
  add('missing', 'Not read', filter.missing);
  add('pair', 'Conflict', filter.pair === undefined ? undefined : pairWords(filter.pair));
  add('genre', 'Genre', filter.genre);
  add('root', 'Folder', filter.root);
  add('yearFrom', 'Year', yearWords(filter.yearFrom, filter.yearTo), 'yearTo');
  add('conflictFrom', 'Conflict', filter.conflictFrom === undefined ? undefined : `≥ ${filter.conflictFrom}`);
  add('costFrom', 'Cost', filter.costFrom === undefined ? undefined : `≥ ${filter.costFrom}`);
  add('disagrees', 'Model', filter.disagrees === true ? 'disagrees' : undefined);
  return chips;
}

export function pairWords(pair: string): string {
  return pair.replace('|', ' / ');
}

export function yearWords(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `to ${to}`;
  if (to === undefined) return `from ${from}`;
  return from === to ? `${from}` : `${from}–${to}`;
}

function understood(name: (typeof words)[number], value: string): boolean {
  if (name === 'status') return (statuses as readonly string[]).includes(value);
  if (name === 'source') return (sources as readonly string[]).includes(value);
  if (name !== 'pair') return true;
  const parts = value.split('|');
  return parts.length === 2 && parts[0] !== '' && parts[1] !== '' && parts[0] !== parts[1];
}

/** Plain decimal notation only: Number('') is 0 and Number('0x10') is 16. */
function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : null;
}
