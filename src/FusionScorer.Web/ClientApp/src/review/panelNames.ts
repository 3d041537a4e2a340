import type { Signal } from '@preact/signals';

/** What the right column shows, always in this order; it stays from clip to clip. */
export const panels = ['evidence', 'account', 'words', 'links', 'about'] as const;
export type Panel = (typeof panels)[number];

export function nextPanel(panel: Signal<Panel>, by = 1): void {
  panel.value = panels[(panels.indexOf(panel.peek()) + by + panels.length) % panels.length]!;
}
