import { hueOf } from '../signals';

/** Colours as the theme has them now: a canvas does not read CSS variables by itself. */
export interface Palette {
  panel: string; sunken: string; line: string; ink: string; ink2: string; accent: string; font: string;
  signal(name: string): string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const hues = new Map<string, string>();
  return {
    panel: read('--panel', '#fff'), sunken: read('--sunken', '#eee'), line: read('--line', '#ccc'), ink: read('--ink', '#111'),
    ink2: read('--ink-2', '#555'), accent: read('--accent', '#066'), font: read('--font', 'sans-serif'),
    signal(name) {
      const colour = hues.get(name) ?? read(hueOf(name), '#555');
      hues.set(name, colour);
      return colour;
    },
  };
}

/** Calls back when the theme changes, by the switch or by the system. */
export function onTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
