import { roundShare } from './format';

const usual = [0.8, 0.85, 0.9, 0.95, 0.98];

/** The page's link with one thing changed; what is as without it is left out. */
export function progressLink(query: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return `/progress${next.size === 0 ? '' : `?${next.toString()}`}`;
}

/** The accuracy asked for, as links. */
export function Targets(props: { target: number; query: URLSearchParams }) {
  const { target, query } = props;
  const targets = usual.includes(target) ? usual : [...usual, target].sort((a, b) => a - b);
  return (
    <nav class="choice" aria-label="Target accuracy">
      <span class="faint">Target</span>
      {targets.map((value) => <a key={value} class="num" href={progressLink(query, { target: `${value}` })} aria-current={value === target ? 'true' : undefined} data-testid={`target-${Math.round(value * 1000) / 10}`}>{roundShare(value)}</a>)}
    </nav>
  );
}
