import { effect } from '@preact/signals';
import type { App } from './app';

/** Sets `data-theme`; what was chosen last is there before the settings are. */
export function followTheme(app: App): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const set = (theme: string) => {
    document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  let last = 'system';
  try {
    last = localStorage.getItem('fusionscorer.theme') ?? 'system';
  } catch {
    // Then the system's.
  }
  effect(() => set(app.user.value === null ? last : app.settings.value.theme));
  effect(() => {
    if (app.user.value !== null) last = app.settings.value.theme;
  });
  dark.addEventListener('change', () => set(app.settings.peek().theme));
}
