import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

/** A server that answers when told to. */
function kit() {
  const asked: string[] = [];
  const open: { answer: (value: string) => void; refuse: (error: Error) => void }[] = [];
  const told: string[] = [];
  const latest = new Latest<string>(
    (key) => new Promise((answer, refuse) => {
      asked.push(key);
      open.push({ answer, refuse });
    }),
    (key, value) => told.push(`${key}=${value}`),
    (key, error) => told.push(`${key}!${(error as Error).message}`),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { asked, open, told, latest, settle };
}

describe('one question at a time', () => {
  it('asks at once, then only the newest of what came meanwhile', async () => {
    const { asked, open, told, latest, settle } = kit();
    latest.ask('a');
    latest.ask('ab');
    latest.ask('abc');
    expect(asked).toEqual(['a']);
    open[0]!.answer('1');
    await settle();
    expect([asked, told]).toEqual([['a', 'abc'], []]);
    open[1]!.answer('2');
    await settle();
    expect(told).toEqual(['abc=2']);
  });

  it('drops the fault of an older question, tells that of the newest, and can be asked again', async () => {
    const { asked, open, told, latest, settle } = kit();
    latest.ask('a');
    latest.ask('b');
    open[0]!.refuse(new Error('old'));
    await settle();
    open[1]!.refuse(new Error('new'));
    await settle();
    latest.ask('b');
    open[2]!.answer('3');
    await settle();
    expect([asked, told]).toEqual([['a', 'b', 'b'], ['b!new', 'b=3']]);
  });

  it('is silent once stopped', async () => {
    const { asked, open, told, latest, settle } = kit();
    latest.ask('a');
    latest.ask('b');
    latest.stop();
    open[0]!.answer('1');
    await settle();
    expect([asked, told]).toEqual([['a'], []]);
  });
});
