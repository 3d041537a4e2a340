import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { atMostEvery } from '../../app/throttle';

const shortestMs = 2_000;

/** Reads again at most every 2 s, and never while an answer is on its way: a slow server would else never be heard out. */
export function useReread(busy: ReadonlySignal<boolean>, again: () => void): () => void {
  const late = useRef(false);
  const latest = useRef(again);
  latest.current = again;
  const pace = useMemo(() => atMostEvery(shortestMs, () => {
    if (busy.peek()) late.current = true;
    else latest.current();
  }), [busy]);
  useEffect(() => pace.stop, [pace]);
  const free = !busy.value;
  useEffect(() => {
    if (!free || !late.current) return;
    late.current = false;
    pace.ask();
  }, [free, pace]);
  return pace.ask;
}
