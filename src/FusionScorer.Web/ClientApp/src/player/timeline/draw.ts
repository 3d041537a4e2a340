import type { Span } from '../marks';
import { shapeOf } from '../shapes';
import { exactStamp, stamp } from '../time';
import { firstFrom, reachPx, type Cluster } from './clusters';
import { axisPx, blockOf, heightOf, lanePx, laneTop, overviewPx } from './geometry';
import type { Lane } from './lanes';
import type { Palette } from './palette';
import { isWhole, msAt, tickStep, xOf, type View } from './view';

export interface Scene {
  width: number;
  durationMs: number;
  view: View;
  lanes: readonly Lane[];
  clusters: readonly (readonly Cluster[])[];
  positionMs: number;
  active: number | null;
  hovered: Cluster | null;
  opened: ReadonlySet<number>;
  loop: Span | null;
  palette: Palette;
}

const lowestPx = 7;
const paths = new Map<string, Path2D>();

function pathOf(text: string): Path2D {
  const path = paths.get(text) ?? new Path2D(text);
  paths.set(text, path);
  return path;
}

/** Draws everything anew; what is drawn is bounded by the width, not by the number of marks. */
export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, lanes, palette } = scene;
  const height = heightOf(lanes.length);
  context.clearRect(0, 0, width, height);
  context.fillStyle = palette.sunken;
  context.fillRect(0, axisPx, width, lanes.length * lanePx);
  drawLoop(context, scene);
  drawAxis(context, scene);
  lanes.forEach((lane, index) => drawLane(context, scene, lane, index));
  context.strokeStyle = palette.line;
  line(context, 0, laneTop(lanes.length) + 0.5, width, laneTop(lanes.length) + 0.5);
  drawOverview(context, scene, height - overviewPx);
  drawPlayhead(context, scene, height - overviewPx);
}

function drawAxis(context: CanvasRenderingContext2D, { width, view, palette, lanes, durationMs }: Scene): void {
  const step = tickStep(view, width);
  const text = step < 1000 ? exactStamp : stamp;
  context.font = `11px ${palette.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = palette.ink2;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  for (let ms = Math.ceil(view.fromMs / step) * step; ms <= Math.min(view.toMs, durationMs); ms += step) {
    const x = Math.round(xOf(ms, view, width)) + 0.5;
    line(context, x, axisPx - 6, x, axisPx + lanes.length * lanePx);
    const label = text(ms);
    const wide = context.measureText(label).width;
    if (x + 4 + wide <= width) context.fillText(label, x + 4, axisPx / 2);
  }
}

function drawLane(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, index: number): void {
  const { width, view, palette, active, hovered } = scene;
  const top = laneTop(index);
  const colour = palette.signal(lane.signal);
  if (lane.unread !== null && lane.marks.length === 0) hatch(context, top, width, palette.ink2);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  line(context, 0, top + 0.5, width, top + 0.5);
  const clusters = scene.clusters[index] ?? [];
  const reachMs = reachPx * 3 / Math.max(1, width) * (view.toMs - view.fromMs);
  // Long marks that began before what is shown still reach into it; there are few of them in front of the edge.
  for (let i = Math.max(0, firstFrom(clusters, view.fromMs - reachMs) - 8); i < clusters.length; i++) {
    const cluster = clusters[i]!;
    if (cluster.fromMs > view.toMs + reachMs) break;
    const strong = cluster === hovered || cluster.marks.some(mark => mark.n === active);
    if (cluster.marks.length === 1) drawMark(context, scene, cluster, top, colour, strong);
    else drawBlock(context, scene, cluster, top, colour, strong);
  }
}

const risePx = (score: number): number => lowestPx + Math.min(1, Math.max(0, score)) * (lanePx - lowestPx - 8);

/** One mark: a stem as high as its score, its length at the foot, its kind's shape on top. */
function drawMark(context: CanvasRenderingContext2D, { view, width, palette, opened }: Scene, cluster: Cluster, top: number, colour: string, strong: boolean): void {
  const mark = cluster.marks[0]!;
  const x = xOf(mark.startMs, view, width);
  const foot = top + lanePx - 1;
  const head = foot - risePx(mark.score);
  context.fillStyle = colour;
  if (mark.endMs !== null && mark.endMs > mark.startMs) {
    context.globalAlpha = 0.4;
    context.fillRect(x, foot - 3, Math.max(2, xOf(mark.endMs, view, width) - x), 3);
  }
  context.globalAlpha = opened.has(mark.n) || strong ? 1 : 0.85;
  context.fillRect(x - 0.75, head, 1.5, foot - head);
  context.save();
  context.translate(x, head);
  if (strong) context.scale(1.35, 1.35);
  const shape = shapeOf(mark.kind);
  const path = pathOf(shape.path);
  context.fillStyle = shape.filled ? colour : palette.sunken;
  context.strokeStyle = strong ? palette.ink : colour;
  context.lineWidth = 1.4;
  context.fill(path);
  context.stroke(path);
  context.restore();
  context.globalAlpha = 1;
}

function drawBlock(context: CanvasRenderingContext2D, { view, width, palette }: Scene, cluster: Cluster, top: number, colour: string, strong: boolean): void {
  const box = blockOf(cluster, view, width);
  const rise = Math.max(13, risePx(cluster.score) + 5);
  const y = top + lanePx - 1 - rise;
  context.fillStyle = colour;
  context.fillRect(box.left, y, box.right - box.left, rise);
  if (strong) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.strokeRect(box.left, y, box.right - box.left, rise);
  }
  const label = cluster.marks.length > 99 ? '99+' : String(cluster.marks.length);
  context.font = `600 ${label.length > 2 ? 8 : 10}px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.panel;
  context.fillText(label, (box.left + box.right) / 2, y + rise / 2 + 0.5, box.right - box.left);
  context.textAlign = 'start';
}

function drawLoop(context: CanvasRenderingContext2D, { loop, view, width, lanes, palette }: Scene): void {
  if (loop === null) return;
  const from = xOf(loop.fromMs, view, width);
  const to = xOf(loop.toMs, view, width);
  context.fillStyle = palette.accent;
  context.globalAlpha = 0.16;
  context.fillRect(from, axisPx, to - from, lanes.length * lanePx);
  context.globalAlpha = 1;
  context.fillRect(from, axisPx - 3, to - from, 3);
}

/** The whole clip in little, with a frame around what is shown above. */
function drawOverview(context: CanvasRenderingContext2D, { width, view, durationMs, lanes, clusters, palette, positionMs }: Scene, top: number): void {
  const whole: View = { fromMs: 0, toMs: Math.max(1, durationMs) };
  const [upper, lower] = [top + 3, top + overviewPx - 1];
  context.fillStyle = palette.sunken;
  context.fillRect(0, upper, width, lower - upper);
  const row = (lower - upper - 2) / Math.max(1, lanes.length);
  lanes.forEach((lane, index) => {
    context.fillStyle = palette.signal(lane.signal);
    let drawn = -1;
    for (const cluster of clusters[index] ?? []) {
      const x = Math.round(xOf(cluster.fromMs, whole, width));
      if (x === drawn) continue;
      drawn = x;
      context.fillRect(x, upper + 1 + index * row, 1.5, row);
    }
  });
  context.fillStyle = palette.ink;
  context.fillRect(xOf(positionMs, whole, width) - 0.5, upper - 1, 1.5, lower - upper + 2);
  if (isWhole(view, durationMs)) return;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  const left = xOf(view.fromMs, whole, width);
  context.strokeRect(left + 0.75, upper - 0.75, Math.max(6, xOf(view.toMs, whole, width) - left) - 1.5, lower - upper + 1.5);
}

function drawPlayhead(context: CanvasRenderingContext2D, { positionMs, view, width, palette }: Scene, bottom: number): void {
  if (positionMs < view.fromMs || positionMs > view.toMs) return;
  const x = Math.min(width - 1, Math.max(1, xOf(positionMs, view, width)));
  context.fillStyle = palette.ink;
  context.fillRect(x - 0.75, axisPx - 8, 1.5, bottom - axisPx + 8);
  context.beginPath();
  context.moveTo(x - 5, axisPx - 9);
  context.lineTo(x + 5, axisPx - 9);
  context.lineTo(x, axisPx - 2);
  context.fill();
}

/** Hatching says that nobody looked here: emptiness would read as "nothing found". */
function hatch(context: CanvasRenderingContext2D, top: number, width: number, colour: string): void {
  context.save();
  context.beginPath();
  context.rect(0, top, width, lanePx);
  context.clip();
  context.globalAlpha = 0.35;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  for (let x = -lanePx; x < width; x += 7) line(context, x, top + lanePx, x + lanePx, top);
  context.restore();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** The time under the pointer: over the overview, of the whole clip. */
export const timeAt = (x: number, overview: boolean, view: View, durationMs: number, width: number): number =>
  overview ? msAt(x, { fromMs: 0, toMs: Math.max(1, durationMs) }, width) : msAt(x, view, width);
