import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons';

/** A modal dialog: the browser keeps the focus inside, Escape closes it. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren; testId?: string; wide?: boolean }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} class={props.wide === true ? 'dialog wide' : 'dialog'} aria-label={props.title} data-testid={props.testId}
      onClose={props.onClose} onClick={(event) => event.target === element.current && props.onClose()}>
      <header>
        <h2>{props.title}</h2>
        <button type="button" class="plain" aria-label="Close" onClick={props.onClose}><Icon name="close" /></button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}
