import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream, type Source } from './events';
import { atMostEvery } from './throttle';

class FakeSource extends EventTarget implements Source {
  readyState = 0;
  closed = false;
  close(): void {
    this.closed = true;
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(forGood: boolean): void {
    this.readyState = forGood ? 2 : 0;
    this.dispatchEvent(new Event('error'));
  }
  says(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

class FakePage extends EventTarget {
  hidden = false;
  show(shown: boolean): void {
    this.hidden = !shown;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const sources: FakeSource[] = [];
const last = () => sources.at(-1)!;
let page = new FakePage();
const stream = () => new EventStream(() => {
  const source = new FakeSource();
  sources.push(source);
  return source;
}, page as unknown as Document);

beforeEach(() => {
  sources.length = 0;
  page = new FakePage();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the event stream', () => {
  it('is one for all listeners and closed with the last', () => {
    const events = stream();
    expect(sources).toHaveLength(0);
    const one: unknown[] = [];
    const other: unknown[] = [];
    const stopOne = events.listen('extraction', (value) => one.push(value));
    const stopOther = events.listen('progress', (value) => other.push(value));
    expect(sources).toHaveLength(1);
    last().opens();
    expect(events.state.value).toBe('open');
    last().says('extraction', '{"done":3}');
    last().says('progress', '');
    expect(one).toEqual([{ done: 3 }]);
    expect(other).toEqual([null]);
    stopOne();
    stopOne();
    expect(last().closed).toBe(false);
    stopOther();
    expect(last().closed).toBe(true);
    expect(events.state.value).toBe('closed');
    events.listen('model', () => {});
    expect(sources).toHaveLength(2);
  });

  it('drops what it cannot read and hears on', () => {
    const heard: unknown[] = [];
    stream().listen('model', (value) => heard.push(value));
    last().says('model', '{"run":');
    last().says('model', '{"run":2}');
    expect(heard).toEqual([{ run: 2 }]);
  });

  it('leaves a broken line to the browser and says so once it is back', () => {
    const events = stream();
    const back = vi.fn();
    events.listen('reopened', back);
    last().opens();
    expect(back).not.toHaveBeenCalled();
    last().breaks(false);
    expect(events.state.value).toBe('lost');
    vi.advanceTimersByTime(600_000);
    expect(sources).toHaveLength(1);
    last().opens();
    expect(events.state.value).toBe('open');
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('opens anew, ever more seldom, when the browser gave up', () => {
    const events = stream();
    events.listen('progress', () => {});
    const waits = [2, 4, 8, 16, 32, 60, 60];
    for (const seconds of waits) {
      const before = sources.length;
      last().breaks(true);
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(sources).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sources).toHaveLength(before + 1);
    }
    last().opens();
    last().breaks(true);
    vi.advanceTimersByTime(2000);
    expect(sources).toHaveLength(waits.length + 2);
  });

  it('does not open anew once nobody listens', () => {
    const stop = stream().listen('progress', () => {});
    last().breaks(true);
    stop();
    vi.advanceTimersByTime(120_000);
    expect(sources).toHaveLength(1);
  });

  it('rests while the tab is hidden and tells that it missed something', () => {
    const events = stream();
    const back = vi.fn();
    const heard = vi.fn();
    events.listen('reopened', back);
    events.listen('progress', heard);
    const first = last();
    first.opens();
    page.show(false);
    expect(first.closed).toBe(true);
    first.says('progress', '1');
    expect(heard).not.toHaveBeenCalled();
    page.show(true);
    expect(sources).toHaveLength(2);
    last().opens();
    expect(back).toHaveBeenCalledTimes(1);
  });
});

describe('at most every so often', () => {
  it('acts at once, then once for all that was asked meanwhile', () => {
    const act = vi.fn();
    const some = atMostEvery(2000, act);
    for (let i = 0; i < 5; i++) some.ask();
    expect(act).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2000);
    expect(act).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(act).toHaveBeenCalledTimes(2);
    some.ask();
    some.ask();
    some.stop();
    vi.advanceTimersByTime(10_000);
    expect(act).toHaveBeenCalledTimes(3);
  });
});
