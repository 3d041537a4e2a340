import { describe, expect, test } from 'vitest';
import { filterOf, firstStep, nextStep, protectionText, revealText } from './protection';
import { strict } from './testKit';

describe('steps', () => {
  test('two steps: blur and grey, grey, colour, and no further', () => {
    expect(firstStep(strict)).toBe(0);
    expect(nextStep(0, strict)).toBe(1);
    expect(nextStep(1, strict)).toBe(2);
    expect(nextStep(2, strict)).toBe(2);
  });

  test('one step when it is set so, or when the middle step would show nothing new', () => {
    expect(nextStep(0, { ...strict, twoStep: false })).toBe(2);
    expect(nextStep(0, { ...strict, blur: 0 })).toBe(2);
  });

  test('with nothing set there is nothing to reveal', () => {
    expect(firstStep({ ...strict, blur: 0, grey: false })).toBe(2);
    expect(firstStep({ ...strict, blur: 0 })).toBe(0);
  });
});

describe('filter', () => {
  test('blur grows and shrinks with the picture', () => {
    expect(filterOf(0, strict, 480)).toBe('grayscale(1) blur(20.0px)');
    expect(filterOf(0, strict, 960)).toBe('grayscale(1) blur(40.0px)');
    expect(filterOf(0, strict, 72)).toBe('grayscale(1) blur(3.0px)');
  });

  test('a picture whose size is not known yet is protected all the same', () => {
    expect(filterOf(0, strict, 0)).toBe('grayscale(1) blur(20.0px)');
  });

  test('each step takes one protection away', () => {
    expect(filterOf(1, strict, 480)).toBe('grayscale(1)');
    expect(filterOf(2, strict, 480)).toBe('none');
    expect(filterOf(0, { ...strict, grey: false }, 480)).toBe('blur(20.0px)');
  });
});

test('words', () => {
  expect(protectionText(0, strict, true)).toBe('blurred, grey, muted');
  expect(protectionText(2, strict, false)).toBe('in colour, with sound');
  expect(revealText(0, strict)).toBe('Reveal in grey');
  expect(revealText(1, strict)).toBe('Show in colour');
});
