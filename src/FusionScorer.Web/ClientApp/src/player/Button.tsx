import type { ComponentChildren, VNode } from 'preact';
import { keepFocus } from './keepFocus';

interface ButtonProps {
  /** Said by screen readers and the tooltip; not needed when the children are text. */
  name?: string;
  cap?: string | undefined;
  pressed?: boolean;
  disabled?: boolean;
  kind?: 'plain' | 'first';
  testId?: string;
  act(): void;
  children: ComponentChildren;
}

/** A button with its key cap. */
export function Button({ name, cap, pressed, disabled = false, kind = 'plain', testId, act, children }: ButtonProps): VNode {
  return (
    <button
      type="button" class={`pl-button pl-button-${kind}`} disabled={disabled} onMouseDown={keepFocus} onClick={act}
      {...(name === undefined ? {} : { title: name })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(testId === undefined ? {} : { 'data-testid': testId })}
    >
      {children}
      {name === undefined ? null : <span class="pl-unseen">{name}</span>}
      {cap === undefined ? null : <kbd class="pl-cap" aria-hidden="true">{cap}</kbd>}
    </button>
  );
}
