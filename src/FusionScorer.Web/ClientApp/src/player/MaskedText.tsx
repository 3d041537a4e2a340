import type { VNode } from 'preact';
import { hidden, piecesOf } from './mask';
import './masked.css';

/** Text with parts hidden until asked for. The direction of foreign text does not leak into what stands around it. */
export function MaskedText({ text, mask, shown }: { text: string; mask: readonly (readonly [number, number, ...unknown[]])[]; shown: boolean }): VNode {
  return (
    <bdi class="pl-text">
      {piecesOf(text, mask).map((piece, index) => piece.masked
        ? <span key={index} class={shown ? 'pl-word pl-word-shown' : 'pl-word'}>{shown ? piece.text : hidden(piece.text)}</span>
        : piece.text)}
    </bdi>
  );
}
