/** Every kind of evidence has a shape of its own, so that colour is never the only difference. Drawn in a box from −4 to 4. */
export interface Shape { path: string; filled: boolean }

const circle = 'M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0Z';
const diamond = 'M0 -4L4 0L0 4L-4 0Z';
const square = 'M-3.2 -3.2H3.2V3.2H-3.2Z';
const triangle = 'M0 -3.8L4 3.2H-4Z';
const flipped = 'M0 3.8L4 -3.2H-4Z';
const cross = 'M-1.3 -3.8H1.3V-1.3H3.8V1.3H1.3V3.8H-1.3V1.3H-3.8V-1.3H-1.3Z';

const known: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['mild', { path: circle, filled: false }],
  ['moderate', { path: diamond, filled: false }],
  ['strong', { path: circle, filled: true }],
  ['slur', { path: diamond, filled: true }],
  ['sexual', { path: triangle, filled: true }],
  ['sexy', { path: square, filled: false }],
  ['nudity', { path: square, filled: true }],
]);

const others: readonly Shape[] = [
  { path: flipped, filled: false }, { path: cross, filled: true }, { path: flipped, filled: true }, { path: triangle, filled: false }, { path: cross, filled: false },
];

/** Kinds that nobody thought of get one of the remaining shapes, always the same. */
export function shapeOf(kind: string): Shape {
  const shape = known.get(kind);
  if (shape !== undefined) return shape;
  let sum = 0;
  for (let i = 0; i < kind.length; i++) sum = (sum * 31 + kind.charCodeAt(i)) % 9973;
  return others[sum % others.length]!;
}
