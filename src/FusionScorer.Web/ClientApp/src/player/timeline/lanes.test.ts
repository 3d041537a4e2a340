import { expect, test } from 'vitest';
import { marksOf } from '../marks';
import { evidence } from '../testKit';
import { laneNote, lanesOf } from './lanes';

const signal = (name: string, status: 'read' | 'silent' | 'missing' | 'failed') => ({ name, status, note: '', votes: [], weight: 1, contribution: null, evidence: 0 });

test('signals in time always have a lane, in a fixed order; others when they have a time', () => {
  const items = [evidence(0, 5, { signal: 'genre' }), evidence(1, null, { signal: 'people' }), evidence(2, 9, { signal: 'nudity' })];
  const lanes = lanesOf({ signals: [signal('nudity', 'read'), signal('people', 'read')], evidence: items }, marksOf(items));
  expect(lanes.map(lane => lane.signal)).toEqual(['captions', 'speech', 'nudity', 'genre']);
});

test('nothing found and not looked are told apart', () => {
  const lanes = lanesOf({ signals: [signal('captions', 'silent'), signal('speech', 'missing'), signal('nudity', 'failed')], evidence: [] }, []);
  expect(lanes.map(laneNote)).toEqual(['0', 'not read', 'failed']);
});
