import { useApp } from '../app/app';
import { keyCap, keyShortcut } from '../keyboard/keyboard';

/** The key of a command, as set by this reviewer. */
export function KeyCap(props: { of: string }) {
  return <kbd aria-hidden="true">{keyCap(useApp().keyboard.key(props.of))}</kbd>;
}

/** For `aria-keyshortcuts`. */
export function useShortcut(name: string): string {
  return keyShortcut(useApp().keyboard.key(name));
}
