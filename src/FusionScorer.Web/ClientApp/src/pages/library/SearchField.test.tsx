import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { go, place } from '../../app/router';
import { libraryLink, parseLibrary, withLibrary } from './libraryFilter';
import { SearchField } from './SearchField';

function Page() {
  return <SearchField filter={parseLibrary(place.value.query)} focus={false} />;
}

const field = () => document.querySelector<HTMLInputElement>('input[type=search]')!;
const type = (text: string) => act(() => {
  field().value = text;
  field().dispatchEvent(new Event('input', { bubbles: true }));
});
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
const search = () => place.peek().query.get('search');

describe('searching while typing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('scrollTo', () => {});
    go('/library?level=R');
    act(() => render(<Page />, document.body));
  });
  afterEach(() => {
    act(() => render(null, document.body));
    vi.useRealTimers();
  });

  it('waits for a pause, and makes one step back of a spell of typing', () => {
    const push = vi.spyOn(history, 'pushState');
    type('k');
    pass(150);
    type('ka');
    pass(150);
    expect(search()).toBeNull();
    pass(60);
    expect([search(), place.peek().query.get('level')]).toEqual(['ka', 'R']);
    type('karaoke ');
    pass(200);
    expect(search()).toBe('karaoke');
    expect(field().value).toBe('karaoke ');
    expect(push).toHaveBeenCalledTimes(1);
    push.mockRestore();
  });

  it('keeps what else was chosen while the pause lasted', () => {
    type('x');
    act(() => go(libraryLink(withLibrary(parseLibrary(place.peek().query), { genre: 'War' }))));
    pass(200);
    expect(parseLibrary(place.peek().query)).toEqual({ level: 'R', genre: 'War', search: 'x' });
  });

  it('follows the link when that changes: a step back, a removed chip', () => {
    type('abc');
    pass(200);
    act(() => go('/library?level=R'));
    expect(field().value).toBe('');
    pass(1000);
    expect(search()).toBeNull();
  });

  it('asks at once on Enter', () => {
    type('abc');
    act(() => void document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
    expect(search()).toBe('abc');
  });
});
