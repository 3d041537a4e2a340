import type { VNode } from 'preact';
import { shapeOf } from './shapes';
import { hueOf } from './signals';

/** The shape of a kind in the colour of its signal, as on the timeline. */
export function KindMark({ signal, kind }: { signal: string; kind: string }): VNode {
  const { path, filled } = shapeOf(kind);
  const colour = `var(${hueOf(signal)})`;
  return (
    <svg class="pl-kind-mark" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true" focusable="false">
      <path d={path} fill={filled ? colour : 'none'} stroke={colour} stroke-width="1.4" />
    </svg>
  );
}
