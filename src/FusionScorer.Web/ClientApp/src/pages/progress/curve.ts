import type { ProgressReport } from '../../api/progressTypes';
import type { ChartMark, ChartSpec } from '../../parts/chartSpec';
import { count, roundShare, share } from './format';

export interface CurvePoint { decided: number; accuracy: number }

/** By decided clips; of several runs at one number the last counts. */
export function curvePoints(curve: readonly CurvePoint[]): CurvePoint[] {
  return [...new Map(curve.map((point) => [point.decided, point])).values()].sort((a, b) => a.decided - b.decided);
}

/** Where the curve is thought to meet the target; null while nothing says so, or when no more is needed. */
export function projection(report: ProgressReport, last: CurvePoint | undefined): { at: number; from: number; to: number | null } | null {
  const { verdict, more, from, to } = report.needed;
  if (last === undefined || verdict !== 'more' || more === null || more === 0) return null;
  return { at: last.decided + more, from: last.decided + (from ?? more), to: to === null ? null : last.decided + to };
}

/** The learning curve with the interval at its last point, the target, and what is still to come. A far projection runs out of the chart, so that it does not press the curve flat. */
export function curveSpec(report: ProgressReport): ChartSpec | null {
  const points = curvePoints(report.curve);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  const ahead = projection(report, last);
  const longest = Math.max(3 * last.decided, last.decided + 20);
  const end = ahead === null ? last.decided : Math.min(longest, Math.max(ahead.at, ahead.to ?? ahead.at));
  const first = points[0]!.decided;
  const margin = Math.max(1, (end - first) * 0.03);
  const { low, high } = report.accuracy;
  const heights = [...points.map((point) => point.accuracy), report.target, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const marks: ChartMark[] = [{ kind: 'level', y: report.target, text: `target ${roundShare(report.target)}`, colour: '--ink-2' }];
  if (ahead !== null) {
    marks.push({ kind: 'stroke', from: [last.decided, last.accuracy], to: [ahead.at, report.target], colour: '--accent' });
    const edge = end + margin;
    const open = ahead.to === null || ahead.to > edge;
    if (ahead.from < edge) marks.push({ kind: 'flat', y: report.target, from: ahead.from, to: open ? edge : ahead.to ?? edge, open, colour: '--accent' });
  }
  if (low !== null && high !== null) marks.push({ kind: 'upright', x: last.decided, from: low, to: high, colour: '--ink' });
  return {
    x: { label: 'Decided clips', values: points.map((point) => point.decided), words: count, from: first - margin, to: end + margin },
    y: { words: share, from: Math.max(0, Math.floor(Math.min(...heights) * 20 - 0.4) / 20), to: Math.min(1, Math.ceil(Math.max(...heights) * 20 + 0.4) / 20) },
    series: [{ label: report.accuracy.value === null ? 'Accuracy, as the model expected' : 'Accuracy', values: points.map((point) => point.accuracy), shape: 'line', colour: '--accent', dashed: report.accuracy.value === null }],
    marks,
  };
}
