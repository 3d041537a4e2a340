
/** The colour of a level, from the five stops of the ramp. */
export function levelColour(index: number, count: number): string {
  const place = count <= 1 ? 0 : (Math.max(0, Math.min(index, count - 1)) / (count - 1)) * 4;
  const stop = Math.min(3, Math.floor(place));
  const share = Math.round((place - stop) * 100);
  return share === 0 ? `var(--level-${stop})` : `color-mix(in oklab, var(--level-${stop + 1}) ${share}%, var(--level-${stop}))`;
}

export function colourStyle(index: number, count: number): Record<string, string | number> {
  return { '--c': levelColour(index, count) } as Record<string, string | number>;
}

/** Level sets as people say them: `>=R` → `R or stricter`. */
export function levelWords(set: string): string {
  if (set.startsWith('>=')) return `${set.slice(2)} or stricter`;
  if (set.startsWith('<=')) return `${set.slice(2)} or milder`;
  const range = /^(.+)\.\.(.+)$/.exec(set);
  if (range !== null) return `${range[1]!} to ${range[2]!}`;
  return set.replaceAll('|', ' or ');
}

export function percent(p: number): string {
  if (p > 0 && p < 0.005) return '<1 %';
  if (p < 1 && p > 0.995) return '>99 %';
  return `${Math.round(p * 100)} %`;
}

/** The level's name with a mark in its colour. */
export function Level(props: { name: string; levels: readonly string[] }) {
  return (
    <span class="level" style={colourStyle(props.levels.indexOf(props.name), props.levels.length)}>
      <i aria-hidden="true" />
      <bdi>{props.name}</bdi>
    </span>
  );
}

/** The posterior in one line. */
export function PosteriorStrip(props: { posterior: readonly number[]; levels: readonly string[] }) {
  const { posterior, levels } = props;
  if (posterior.length === 0) return <span class="faint">not fused</span>;
  return (
    <span class="strip" role="img" aria-label={posterior.map((p, i) => `${levels[i] ?? i} ${percent(p)}`).join(', ')}>
      {posterior.map((p, i) => (p < 0.005 ? null : <i key={i} title={`${levels[i] ?? i} ${percent(p)}`} style={{ ...colourStyle(i, levels.length), flexGrow: p }} />))}
    </span>
  );
}
