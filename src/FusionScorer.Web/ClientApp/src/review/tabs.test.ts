import { beforeEach, describe, expect, it } from 'vitest';
import { Tabs } from './tabs';

describe('Tabs', () => {
  beforeEach(() => localStorage.clear());
  it('tells what other tabs of the same reviewer hold, until they leave or fall silent', () => {
    let now = 0;
    const one = new Tabs('ada', '1', () => now);
    const two = new Tabs('ada', '2', () => now);
    const other = new Tabs('ben', '3', () => now);
    one.tell(['a', 'b']);
    expect(two.others()).toEqual(['a', 'b']);
    expect(one.others()).toEqual([]);
    expect(other.others()).toEqual([]);
    one.tell([]);
    expect(two.others()).toEqual([]);
    one.tell(['c']);
    now = 200_000;
    expect(two.others()).toEqual([]);
  });
});
