/** A colour by its token, such as `--accent`: charts follow the theme. */
export type Token = `--${string}`;

export interface ChartSeries {
  label: string;
  /** One a place on the x axis; null where there is none. */
  values: readonly (number | null)[];
  shape: 'line' | 'bars';
  colour: Token;
  dashed?: boolean;
}

/** What is drawn over the series. */
export type ChartMark =
  /** All the width, such as a target. */
  | { kind: 'level'; y: number; text: string; colour: Token }
  /** An interval of y at one x. */
  | { kind: 'upright'; x: number; from: number; to: number; colour: Token }
  /** An interval of x at one y; `open` where its end lies beyond the chart. */
  | { kind: 'flat'; y: number; from: number; to: number; open: boolean; colour: Token }
  | { kind: 'stroke'; from: readonly [number, number]; to: readonly [number, number]; colour: Token };

export interface ChartSpec {
  /** Rising whole numbers: counts, or the numbers of days. */
  x: { label: string; values: readonly number[]; words: (value: number) => string; from: number; to: number };
  y: { words: (value: number) => string; from: number; to: number };
  series: readonly ChartSeries[];
  marks?: readonly ChartMark[];
}

/** At most so many places out of `count`, evenly, the first and the last among them. */
export function thin(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

/** A round number at or above, for the end of an axis from 0: 1, 2 or 5 times a power of ten, or half-steps between. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find((step) => value <= step * power * (1 + 1e-9)) ?? 10) * power;
}
