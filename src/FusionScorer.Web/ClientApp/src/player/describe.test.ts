import { expect, test } from 'vitest';
import { awaits } from './describe';
import { evidence } from './testKit';

test('one mark with its score, several with their number and first times', () => {
  const lines = awaits({
    signals: [],
    evidence: [
      evidence(0, 62_000, { signal: 'nudity', kind: 'nudity', score: 0.93 }),
      ...[12_000, 40_000, 41_000, 90_000].map((ms, i) => evidence(i + 1, ms, { signal: 'speech', score: 0.2 + i / 10 })),
      evidence(9, null, { signal: 'genre' }),
    ],
  });
  expect(lines).toEqual([
    { signal: 'speech', text: 'strong ×4, up to 0.50, at 0:12, 0:40, 0:41 …' },
    { signal: 'nudity', text: 'nudity 0.93 at 1:02' },
  ]);
});

test('the text of evidence is not in it', () => {
  const [line] = awaits({ signals: [], evidence: [evidence(0, 0, { text: 'what the fuck' })] });
  expect(line!.text).not.toContain('fuck');
});
