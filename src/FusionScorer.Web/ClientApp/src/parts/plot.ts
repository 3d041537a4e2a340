import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartMark, ChartSpec, Token } from './chartSpec';

/** What a drawn chart can be told. */
export interface Plot {
  resize: (width: number) => void;
  destroy: () => void;
}

const wholeSteps = [1, 2, 5].flatMap((step) => Array.from({ length: 9 }, (_, power) => step * 10 ** power)).sort((a, b) => a - b);

/** Draws with the colours that the theme has now; `point` hears over which place the pointer is. */
export function draw(box: HTMLElement, spec: ChartSpec, height: number, point: (index: number | null) => void): Plot {
  const style = getComputedStyle(box);
  const colour = (token: Token) => style.getPropertyValue(token).trim();
  const font = `11px ${style.getPropertyValue('--font').trim() || 'sans-serif'}`;
  const axis: uPlot.Axis = { stroke: colour('--ink-2'), font, ticks: { show: false }, gap: 6 };
  const few = spec.x.values.length <= 40;
  const plot = new uPlot({
    width: Math.max(80, box.clientWidth),
    height,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: spec.series.some((series) => series.shape === 'line') } },
    scales: { x: { time: false, range: [spec.x.from, spec.x.to] }, y: { range: [spec.y.from, spec.y.to] } },
    axes: [
      { ...axis, grid: { show: false }, border: { show: true, stroke: colour('--line'), width: 1 }, incrs: wholeSteps, space: 70, size: 28, values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? spec.x.words(value) : '')) },
      { ...axis, grid: { stroke: colour('--line'), width: 1 }, size: 52, space: 34, values: (_, splits) => splits.map(spec.y.words) },
    ],
    series: [
      {},
      ...spec.series.map((series): uPlot.Series => (series.shape === 'bars'
        ? { label: series.label, fill: colour(series.colour), width: 0, paths: uPlot.paths.bars!({ size: [0.72, 36] }), points: { show: false } }
        : { label: series.label, stroke: colour(series.colour), width: 2, ...(series.dashed === true ? { dash: [6, 4] } : {}), points: { show: few, size: 5, fill: colour(series.colour) } })),
    ],
    hooks: {
      draw: [(chart) => drawMarks(chart, spec.marks ?? [], colour, font)],
      setCursor: [(chart) => point(chart.cursor.idx ?? null)],
    },
  }, [[...spec.x.values], ...spec.series.map((series) => [...series.values])], box);
  return { resize: (width) => plot.setSize({ width: Math.max(80, width), height }), destroy: () => plot.destroy() };
}

function drawMarks(chart: uPlot, marks: readonly ChartMark[], colour: (token: Token) => string, font: string): void {
  const { ctx, bbox } = chart;
  const x = (value: number) => chart.valToPos(value, 'x', true);
  const y = (value: number) => chart.valToPos(value, 'y', true);
  const unit = devicePixelRatio;
  const line = (dash: number[], ...points: [number, number][]) => {
    ctx.setLineDash(dash.map((part) => part * unit));
    ctx.beginPath();
    points.forEach((place, i) => (i === 0 ? ctx.moveTo(...place) : ctx.lineTo(...place)));
    ctx.stroke();
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - 8 * unit, bbox.width + 14 * unit, bbox.height + 8 * unit);
  ctx.clip();
  const cap = 4 * unit;
  for (const mark of marks) {
    ctx.strokeStyle = ctx.fillStyle = colour(mark.colour);
    ctx.lineWidth = 1.5 * unit;
    switch (mark.kind) {
      case 'level':
        ctx.lineWidth = unit;
        line([2, 3], [bbox.left, y(mark.y)], [bbox.left + bbox.width, y(mark.y)]);
        ctx.font = font.replace('11px', `${11 * unit}px`);
        ctx.textAlign = 'left';
        ctx.textBaseline = 'bottom';
        ctx.fillText(mark.text, bbox.left + 6 * unit, y(mark.y) - 3 * unit);
        break;
      case 'upright':
        line([], [x(mark.x), y(mark.from)], [x(mark.x), y(mark.to)]);
        line([], [x(mark.x) - cap, y(mark.from)], [x(mark.x) + cap, y(mark.from)]);
        line([], [x(mark.x) - cap, y(mark.to)], [x(mark.x) + cap, y(mark.to)]);
        break;
      case 'flat':
        line([], [x(mark.from), y(mark.y)], [x(mark.to), y(mark.y)]);
        line([], [x(mark.from), y(mark.y) - cap], [x(mark.from), y(mark.y) + cap]);
        if (mark.open) line([], [x(mark.to) - cap, y(mark.y) - cap], [x(mark.to), y(mark.y)], [x(mark.to) - cap, y(mark.y) + cap]);
        else line([], [x(mark.to), y(mark.y) - cap], [x(mark.to), y(mark.y) + cap]);
        break;
      case 'stroke':
        line([5, 4], [x(mark.from[0]), y(mark.from[1])], [x(mark.to[0]), y(mark.to[1])]);
        break;
    }
  }
  ctx.restore();
}
