/** A piece of text; masked pieces are hidden until asked for. */
export interface Piece { text: string; masked: boolean }

const dot = '•';

const isTrail = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const isLead = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** True when a cut here would go through a surrogate pair. */
const cutsPair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isTrail(text.charCodeAt(at)) && isLead(text.charCodeAt(at - 1));

/** Masks as spans: inside the text, whole characters, in order, none overlapping. Masks that make no sense are left out. */
function spansOf(text: string, mask: readonly (readonly [number, number, ...unknown[]])[]): [number, number][] {
  const spans = mask
    .filter(([start, length]) => Number.isFinite(start) && Number.isFinite(length) && length > 0)
    .map(([start, length]): [number, number] => [Math.max(0, Math.floor(start)), Math.min(text.length, Math.ceil(start + length))])
    .filter(([from, to]) => from < to)
    .map(([from, to]): [number, number] => [cutsPair(text, from) ? from - 1 : from, cutsPair(text, to) ? to + 1 : to])
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push(span);
  }
  return joined;
}

export function piecesOf(text: string, mask: readonly (readonly [number, number, ...unknown[]])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of spansOf(text, mask)) {
    if (from > at) pieces.push({ text: text.slice(at, from), masked: false });
    pieces.push({ text: text.slice(from, to), masked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), masked: false });
  return pieces;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter and a dot for each other one; blanks stay, so that lines break where they would. */
export function hidden(text: string): string {
  let first = true;
  let result = '';
  for (const { segment } of graphemes.segment(text)) {
    if (segment.trim() === '') result += segment;
    else if (first) {
      result += segment;
      first = false;
    } else result += dot;
  }
  return result;
}

/** As text without markup, for tooltips and labels. */
export const maskedString = (text: string, mask: readonly (readonly [number, number, ...unknown[]])[], shown: boolean): string =>
  shown ? text : piecesOf(text, mask).map(piece => piece.masked ? hidden(piece.text) : piece.text).join('');
