/** Acts at once, then at most every `ms`; what is asked in between is done once, at the end of the wait. */
export function atMostEvery(ms: number, act: () => void): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const run = () => {
    again = false;
    timer = setTimeout(() => {
      timer = null;
      if (again) run();
    }, ms);
    act();
  };
  return {
    ask: () => {
      if (timer === null) run();
      else again = true;
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      again = false;
    },
  };
}
