import { describe, expect, it } from 'vitest';
import type { QueueFilter } from '../api/types';
import { describe as inWords, filterQuery, parseFilter, samePair, withFilter } from './filters';
import { effective, fullProtection } from './protection';
import { clipOf, go, place } from './router';

describe('filters', () => {
  it.each<QueueFilter>([
    {},
    { strategy: 'conflict', pair: 'captions|speech', batch: 20 },
    { search: 'a & b = "c" <script>?#%20+ ليلة', status: 'all', level: 'PG-13', signal: 'nudity' },
  ])('%j comes back from its link', (filter) => {
    expect(parseFilter(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
    go(`/queue${filterQuery(filter)}`);
    expect(parseFilter(place.value.query)).toEqual(filter);
  });

  it('gives equal queues equal links', () => {
    expect(filterQuery({ batch: 5, strategy: 'x' })).toBe(filterQuery({ strategy: 'x', batch: 5 }));
  });

  it.each(['batch=0', 'batch=-3', 'batch=1e9', 'batch=abc', 'batch=2.5', 'status=', 'other=1'])('leaves out what it does not understand: %s', (query) => {
    expect(parseFilter(new URLSearchParams(query))).toEqual({});
  });

  it('changes one thing and takes one away', () => {
    expect(withFilter({ level: 'R', batch: 5 }, { level: undefined, signal: 'genre' })).toEqual({ batch: 5, signal: 'genre' });
  });

  it('knows a pair in either order, and says it in words', () => {
    expect(samePair('speech|captions', 'captions|speech')).toBe(true);
    expect(samePair(undefined, 'captions|speech')).toBe(false);
    expect(inWords({ pair: 'captions|speech' })).toBe('captions against speech');
  });
});

describe('router', () => {
  it.each([['/clips/a%2Fb%3F', 'a/b?'], ['/clips/%E0%A4', null], ['/clips/', null], ['/clips/a/b', null], ['/queue', null]])('%s names %s', (path, clip) => expect(clipOf(path)).toBe(clip));
});

describe('protection', () => {
  const own = { blur: 4, grey: false, mute: true, twoStep: false, maskWords: false, breakAfterMinutes: 0 };
  it('takes the stricter of each', () => {
    expect(effective(own, { blur: 12, grey: true, mute: false, twoStep: false, maskWords: true, breakAfterMinutes: 30 })).toEqual({ blur: 12, grey: true, mute: true, twoStep: false, maskWords: true, breakAfterMinutes: 30 });
    expect(effective({ ...own, breakAfterMinutes: 15 }, { ...own, breakAfterMinutes: 30 }).breakAfterMinutes).toBe(15);
    expect(effective(fullProtection, null)).toBe(fullProtection);
  });
});
