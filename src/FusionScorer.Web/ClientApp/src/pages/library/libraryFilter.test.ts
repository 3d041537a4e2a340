import { describe, expect, it } from 'vitest';
import type { LibraryFilter } from '../../api/types';
import { asQueue, chipsOf, libraryLink, libraryQuery, orderOf, parseLibrary, parseOffset, sortedBy, unsorted, withLibrary } from './libraryFilter';

const parse = (query: string) => parseLibrary(new URLSearchParams(query));
const everything: LibraryFilter = {
  search: 'a & b = "c" <script>?#%20+ ليلة', level: 'PG-13', status: 'disputed', source: 'decision', signal: 'speech', missing: 'nudity', pair: 'captions|speech', genre: 'Sci-Fi & Fantasy',
  root: 'Films', yearFrom: 1980, yearTo: 1999, conflictFrom: 0.35, costFrom: 1.5, disagrees: true, sort: 'cost', order: 'asc',
};

describe('the library in a link', () => {
  it.each<LibraryFilter>([{}, everything, { sort: 'title', order: 'desc' }, { sort: 'conflict' }, { yearTo: 1950 }])('%j comes back', (filter) => {
    expect(parse(libraryQuery(filter).slice(1))).toEqual(filter);
  });

  it('is the same for equal filters, whatever the order of asking', () => {
    expect(libraryQuery({ genre: 'Drama', level: 'R' })).toBe(libraryQuery({ level: 'R', genre: 'Drama' }));
    expect(libraryQuery({ sort: 'cost', order: 'desc' })).toBe('?sort=cost');
    expect(parse('sort=cost&order=desc')).toEqual({ sort: 'cost' });
  });

  it.each([
    'status=flagged', 'source=nobody', 'pair=captions', 'pair=captions|', 'pair=a|a', 'pair=a|b|c', 'yearFrom=abc', 'yearFrom=19.5', 'yearTo=0', 'yearFrom=-3', 'yearFrom=1e3', 'conflictFrom=1.2',
    'conflictFrom=0', 'conflictFrom=NaN', 'costFrom=-1', 'costFrom=Infinity', 'disagrees=1', 'sort=size', 'order=asc', 'sort=title&order=up&sort=', 'level=', 'search=%20%20', 'limit=9', '__proto__=x',
  ])('leaves out what it does not understand: %s', (query) => {
    const { sort: _, ...filter } = parse(query);
    expect(filter).toEqual({});
  });

  it('cuts a search to what the server takes', () => expect(parse(`search=${'x'.repeat(500)}`).search).toHaveLength(200));

  it.each([['', 0], ['offset=0', 0], ['offset=300', 300], ['offset=399', 300], ['offset=-5', 0], ['offset=x', 0], ['offset=1e9', 0]])('%s starts at %i', (query, offset) => {
    expect(parseOffset(new URLSearchParams(query))).toBe(offset);
  });

  it('has no offset on its first page', () => {
    expect(libraryLink({ level: 'R' })).toBe('/library?level=R');
    expect(libraryLink({ level: 'R' }, 200)).toBe('/library?level=R&offset=200');
  });
});

describe('the order', () => {
  it('is the usual one first, then the other, then the usual one', () => {
    const first = sortedBy({ level: 'R', sort: 'title', order: 'desc' }, 'cost');
    expect([first, orderOf(first)]).toEqual([{ level: 'R', sort: 'cost' }, 'desc']);
    const second = sortedBy(first, 'cost');
    expect([second, orderOf(second)]).toEqual([{ level: 'R', sort: 'cost', order: 'asc' }, 'asc']);
    expect(sortedBy(second, 'cost')).toEqual(first);
    expect(orderOf(sortedBy({}, 'year'))).toBe('asc');
    expect(orderOf({})).toBeNull();
  });
  it('is nothing that counts depend on', () => expect(unsorted(everything)).toEqual(withLibrary(everything, { sort: undefined, order: undefined })));
});

describe('chips', () => {
  it('say every filter once, and each takes its own away', () => {
    const chips = chipsOf(everything);
    expect(chips.map((chip) => chip.name)).toEqual(['search', 'level', 'status', 'source', 'signal', 'missing', 'pair', 'genre', 'root', 'yearFrom', 'conflictFrom', 'costFrom', 'disagrees']);
    for (const chip of chips) expect(chipsOf(chip.without).map((one) => one.name)).toEqual(chips.map((one) => one.name).filter((name) => name !== chip.name));
    expect(chips.find((chip) => chip.name === 'yearFrom')?.value).toBe('1980–1999');
  });
  it.each<[LibraryFilter, string]>([[{ yearFrom: 1990 }, 'from 1990'], [{ yearTo: 1990 }, 'to 1990'], [{ yearFrom: 1990, yearTo: 1990 }, '1990']])('%j reads %s', (filter, text) => {
    expect(chipsOf(filter).map((chip) => chip.value)).toEqual([text]);
    expect(chipsOf(filter)[0]!.without).toEqual({});
  });
  it('leave the order where it is', () => expect(chipsOf({ level: 'R', sort: 'cost' })[0]!.without).toEqual({ sort: 'cost' }));
});

describe('as a queue', () => {
  it('keeps what a queue understands', () => {
    expect(asQueue({ search: 'x', level: 'R', pair: 'a|b', signal: 'a', status: 'disputed', sort: 'cost', order: 'asc' })).toEqual({ search: 'x', level: 'R', pair: 'a|b', signal: 'a', status: 'disputed' });
    expect(asQueue({})).toEqual({ status: 'all' });
    expect(asQueue({ status: 'auto' })).toEqual({ status: 'known' });
  });
  it.each<LibraryFilter>([{ genre: 'x' }, { root: 'x' }, { missing: 'x' }, { source: 'model' }, { yearFrom: 1 }, { yearTo: 1 }, { conflictFrom: 0.5 }, { costFrom: 1 }, { disagrees: true }])('is none for %j', (filter) => {
    expect(asQueue(filter)).toBeNull();
  });
});
