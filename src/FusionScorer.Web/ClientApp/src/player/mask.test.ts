import { expect, test } from 'vitest';
import { hidden, maskedString, piecesOf } from './mask';

test('the first letter stays, the rest is dots', () => {
  expect(maskedString('oh fuck off', [[3, 4]], false)).toBe('oh f••• off');
  expect(maskedString('oh fuck off', [[3, 4]], true)).toBe('oh fuck off');
});

test('blanks stay, and only the first word keeps its letter', () => {
  expect(hidden('mother fucker')).toBe('m••••• ••••••');
});

test('a surrogate pair is one character', () => {
  expect(hidden('😀😀😀')).toBe('😀••');
  expect(hidden('👩‍👩‍👧x')).toBe('👩‍👩‍👧•');
});

test('a mask that cuts a surrogate pair takes the whole of it', () => {
  const text = 'a😀b';
  expect(piecesOf(text, [[2, 1]])).toEqual([{ text: 'a', masked: false }, { text: '😀', masked: true }, { text: 'b', masked: false }]);
  expect(piecesOf(text, [[0, 2]])).toEqual([{ text: 'a😀', masked: true }, { text: 'b', masked: false }]);
});

test('overlapping and touching masks are one, in whatever order they come', () => {
  expect(maskedString('abcdefgh', [[4, 3], [1, 4], [2, 1]], false)).toBe('ab•••••h');
  expect(piecesOf('abcd', [[0, 2], [2, 2]])).toEqual([{ text: 'abcd', masked: true }]);
});

test('masks that make no sense hide nothing more and break nothing', () => {
  expect(maskedString('abc', [[-5, 2], [9, 4], [1, 0], [1, -1], [Number.NaN, 2]], false)).toBe('abc');
  expect(maskedString('abc', [[-1, 3], [2, 999]], false)).toBe('a••');
  expect(piecesOf('', [[0, 4]])).toEqual([]);
});

test('no piece is lost', () => {
  const text = 'x<b>"y"</b>\u202Ez😀';
  expect(piecesOf(text, [[1, 3], [6, 9]]).map(piece => piece.text).join('')).toBe(text);
});
