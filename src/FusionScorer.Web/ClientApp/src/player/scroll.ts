/** Whether movement was asked to be spared. */
const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The nearest ancestor that scrolls. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (overflowY === 'auto' || overflowY === 'scroll') return parent;
  }
  return null;
}

/** Scrolls only the list that an item stands in, never the page, and only as far as needed. */
export function scrollInto(element: HTMLElement, marginPx = 32): void {
  const scroller = scrollerOf(element);
  if (scroller === null) return;
  const item = element.getBoundingClientRect();
  const box = scroller.getBoundingClientRect();
  const above = item.top - marginPx - box.top;
  const below = item.bottom + marginPx - box.bottom;
  const by = above < 0 ? above : below > 0 ? Math.min(below, above) : 0;
  if (by !== 0) scroller.scrollBy({ top: by, behavior: still() ? 'instant' : 'smooth' });
}
