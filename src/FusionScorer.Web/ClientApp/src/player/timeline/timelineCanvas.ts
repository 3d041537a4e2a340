import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Playback } from '../playback';
import { clustersOf, pickOf, type Cluster } from './clusters';
import { draw, timeAt } from './draw';
import { heightOf, hit, zoneAt, type Zone } from './geometry';
import type { Lane } from './lanes';
import { onTheme, readPalette, type Palette } from './palette';
import { fitted, following, isWhole, panned, whole, zoomed, type View } from './view';

export interface Hover { x: number; y: number; ms: number; cluster: Cluster | null }

/** A position that moves further than this at once was sought, not played. */
const jumpMs = 1000;
const wheelZoom = 0.002;

/** The canvas of the timeline: what it shows, how it is drawn, what the hand does on it. */
export class TimelineCanvas {
  readonly view = signal<View>({ fromMs: 0, toMs: 1 });
  readonly hover = signal<Hover | null>(null);
  readonly zoomedIn: ReadonlySignal<boolean>;
  readonly #canvas: HTMLCanvasElement;
  readonly #playback: Playback;
  readonly #lanes: readonly Lane[];
  readonly #width = signal(0);
  readonly #clusters: ReadonlySignal<Cluster[][]>;
  readonly #ends: (() => void)[] = [];
  /** Read when first drawn: reading it forces the styles of the whole page. */
  #palette: Palette | null = null;
  #frame = 0;
  #lastMs = 0;
  #drag: 'seek' | 'pan' | null = null;

  constructor(canvas: HTMLCanvasElement, playback: Playback, lanes: readonly Lane[]) {
    this.#canvas = canvas;
    this.#playback = playback;
    this.#lanes = lanes;
    this.view.value = whole(playback.durationMs.value);
    this.zoomedIn = computed(() => !isWhole(this.view.value, playback.durationMs.value));
    // Depends on the length of the view only, so panning groups nothing anew.
    const pxPerMs = computed(() => Number((this.#width.value / (this.view.value.toMs - this.view.value.fromMs)).toPrecision(9)));
    this.#clusters = computed(() => lanes.map(lane => clustersOf(lane.marks, pxPerMs.value)));
    this.#watch();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const end of this.#ends.splice(0)) end();
  }

  zoom(factor: number, aboutMs: number = this.#centre()): void {
    this.view.value = zoomed(this.view.value, factor, aboutMs, this.#duration());
  }

  showWhole(): void { this.view.value = whole(this.#duration()); }

  #duration(): number { return this.#playback.durationMs.peek(); }

  /** Zooming by a button keeps the playhead where it is, if it is shown. */
  #centre(): number {
    const { fromMs, toMs } = this.view.peek();
    const now = this.#playback.positionMs.peek();
    return now >= fromMs && now <= toMs ? now : (fromMs + toMs) / 2;
  }

  #watch(): void {
    // Called once at first by itself, after layout.
    const resized = new ResizeObserver(() => this.#size());
    resized.observe(this.#canvas.parentElement ?? this.#canvas);
    const listening = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void): void =>
      this.#canvas.addEventListener(name, act, { signal: listening.signal, passive: false });
    on('pointerdown', event => this.#down(event));
    on('pointermove', event => this.#moved(event));
    on('pointerup', () => { this.#drag = null; });
    on('pointercancel', () => { this.#drag = null; });
    on('pointerleave', () => { this.hover.value = null; });
    on('dblclick', event => this.#closer(event));
    on('wheel', event => this.#wheel(event));
    this.#ends.push(
      () => resized.disconnect(),
      () => listening.abort(),
      onTheme(() => { this.#palette = null; this.#request(); }),
      effect(() => { this.#lengthChanged(this.#playback.durationMs.value); }),
      effect(() => { this.#follow(this.#playback.positionMs.value); }),
      effect(() => {
        const { positionMs, activeEvidence, openedEvidence, loop, playing } = this.#playback;
        void [positionMs.value, activeEvidence.value, openedEvidence.value, loop.value, playing.value, this.view.value, this.hover.value, this.#clusters.value];
        this.#request();
      }),
    );
  }

  #lengthChanged(durationMs: number): void {
    const view = this.view.peek();
    this.view.value = view.toMs <= 1 ? whole(durationMs) : fitted(view, durationMs);
  }

  /** The view follows the playhead across its edge, and after jumps; not when the hand has panned away from it. */
  #follow(ms: number): void {
    const view = this.view.peek();
    const wasShown = this.#lastMs >= view.fromMs && this.#lastMs <= view.toMs;
    if (this.#drag === null && (wasShown || Math.abs(ms - this.#lastMs) > jumpMs)) {
      const next = following(view, ms, this.#duration());
      if (next !== view) this.view.value = next;
    }
    this.#lastMs = ms;
  }

  #size(): void {
    const width = Math.max(0, Math.floor(this.#canvas.parentElement?.clientWidth ?? 0));
    const height = heightOf(this.#lanes.length);
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#width.value = width;
    this.#request();
  }

  #request(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
      if (this.#playback.playing.peek()) this.#request();
    });
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d');
    const width = this.#width.peek();
    if (context === null || width === 0) return;
    const ratio = this.#canvas.width / width;
    this.#palette ??= readPalette(this.#canvas);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const playback = this.#playback;
    draw(context, {
      width, durationMs: this.#duration(), view: this.view.peek(), lanes: this.#lanes, clusters: this.#clusters.peek(),
      positionMs: playback.playing.peek() ? playback.nowMs() : playback.positionMs.peek(),
      active: playback.activeEvidence.peek(), opened: playback.openedEvidence.peek(), hovered: this.hover.peek()?.cluster ?? null,
      loop: playback.loop.peek(), palette: this.#palette,
    });
  }

  #at(event: MouseEvent): { x: number; y: number; zone: Zone; ms: number; cluster: Cluster | null } {
    const box = this.#canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const zone = zoneAt(y, this.#lanes.length);
    const [view, width] = [this.view.peek(), this.#width.peek()];
    const cluster = zone.kind === 'lane' ? hit(this.#clusters.peek()[zone.index] ?? [], x, view, width) : null;
    return { x, y, zone, cluster, ms: timeAt(x, zone.kind === 'overview', view, this.#duration(), width) };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { zone, cluster, ms } = this.#at(event);
    if (cluster !== null) {
      this.#playback.openEvidence(pickOf(cluster, this.#playback.activeEvidence.peek()).n);
      return;
    }
    this.#drag = zone.kind === 'overview' && this.zoomedIn.peek() ? 'pan' : 'seek';
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pull(ms);
  }

  #moved(event: PointerEvent): void {
    const { x, y, cluster, ms } = this.#at(event);
    if (this.#drag === null) this.hover.value = { x, y, ms, cluster };
    else this.#pull(this.#drag === 'pan' ? this.#overviewMs(x) : ms);
    this.#canvas.style.cursor = cluster !== null && this.#drag === null ? 'pointer' : 'default';
  }

  #pull(ms: number): void {
    this.hover.value = null;
    if (this.#drag === 'seek') {
      this.#playback.seek(ms);
      return;
    }
    const view = this.view.peek();
    this.view.value = panned(view, ms - (view.fromMs + view.toMs) / 2, this.#duration());
  }

  #overviewMs(x: number): number { return timeAt(x, true, this.view.peek(), this.#duration(), this.#width.peek()); }

  #closer(event: MouseEvent): void {
    const { cluster, ms } = this.#at(event);
    if (cluster === null || cluster.marks.length < 2) return;
    const room = Math.max(1000, (cluster.toMs - cluster.fromMs) / 2);
    this.view.value = fitted({ fromMs: cluster.fromMs - room, toMs: Math.max(cluster.toMs, ms) + room }, this.#duration());
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const view = this.view.peek();
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      this.view.value = panned(view, sideways / Math.max(1, this.#width.peek()) * (view.toMs - view.fromMs), this.#duration());
    } else this.zoom(Math.exp(event.deltaY * wheelZoom), this.#at(event).ms);
    this.hover.value = null;
  }
}
