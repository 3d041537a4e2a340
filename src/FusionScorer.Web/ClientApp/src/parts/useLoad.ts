import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { words } from '../api/client';

/** What the server tells, kept while the next is on its way. `key` names the question. */
export function useLoad<T>(key: string, load: () => Promise<T>): { value: ReadonlySignal<T | null>; fault: ReadonlySignal<string | null>; busy: ReadonlySignal<boolean>; again: () => void } {
  const value = useSignal<T | null>(null);
  const fault = useSignal<string | null>(null);
  const busy = useSignal(true);
  const round = useSignal(0);
  useEffect(() => {
    let current = true;
    busy.value = true;
    load().then(
      (answer) => {
        if (!current) return;
        value.value = answer;
        fault.value = null;
        busy.value = false;
      },
      (error: unknown) => {
        if (!current) return;
        fault.value = words(error);
        busy.value = false;
      },
    );
    return () => void (current = false);
  }, [key, round.value]);
  return { value, fault, busy, again: () => void round.value++ };
}
