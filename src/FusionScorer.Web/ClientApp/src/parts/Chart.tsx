import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { onTheme } from '../player/timeline/palette';
import { thin, type ChartSpec } from './chartSpec';
import './chart.css';

type Drawing = typeof import('./plot');

const mostRows = 100;

/**
 * A chart that follows the theme and its box. Nothing in it moves by itself. `spec` is drawn anew when it is another object.
 * What is drawn can be read as numbers below it.
 */
export function Chart(props: { label: string; spec: ChartSpec; testId: string; height?: number }) {
  const { label, spec, testId, height = 220 } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawing = useSignal<Drawing | null>(null);
  const failed = useSignal(false);
  const at = useSignal<number | null>(null);
  const load = () => {
    failed.value = false;
    import('./plot').then((module) => (drawing.value = module), () => (failed.value = true));
  };
  useEffect(load, []);
  const module = drawing.value;
  useEffect(() => {
    const element = box.current;
    if (module === null || element === null) return;
    const make = () => module.draw(element, spec, height, (index) => (at.value = index));
    let plot = make();
    const stopTheme = onTheme(() => {
      plot.destroy();
      plot = make();
    });
    const sizes = new ResizeObserver(() => plot.resize(element.clientWidth));
    sizes.observe(element);
    return () => {
      stopTheme();
      sizes.disconnect();
      plot.destroy();
      at.value = null;
    };
  }, [module, spec, height]);
  return (
    <figure class="chart" data-testid={testId}>
      <p class="chart-head">
        {spec.series.map((series) => <span key={series.label} class="chart-key"><i aria-hidden="true" class={series.shape} style={{ '--c': `var(${series.colour})` } as Record<string, string>} />{series.label}</span>)}
        <span class="spring" />
        <span class="num faint" aria-hidden="true">{readout(spec, at.value)}</span>
      </p>
      <div ref={box} class="chart-box" role="img" aria-label={label} style={{ minHeight: `${height}px` }} />
      {failed.value && <p class="bad" role="alert">The drawing could not be loaded. <button type="button" onClick={load} data-testid={`${testId}-again`}>Try again</button></p>}
      <Numbers label={label} spec={spec} testId={`${testId}-numbers`} />
    </figure>
  );
}

function readout(spec: ChartSpec, index: number | null): string {
  const place = index === null ? undefined : spec.x.values[index];
  if (index === null || place === undefined) return '';
  return `${spec.x.words(place)}: ${spec.series.map((series) => words(spec, series.values[index])).join(', ')}`;
}

function words(spec: ChartSpec, value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : spec.y.words(value);
}

function Numbers(props: { label: string; spec: ChartSpec; testId: string }) {
  const { label, spec, testId } = props;
  const open = useSignal(false);
  const rows = open.value ? thin(spec.x.values.length, mostRows) : [];
  return (
    <details onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary data-testid={testId}>Numbers</summary>
      {open.value && (
        <div class="chart-rows" role="region" aria-label={`Numbers: ${label}`} tabIndex={0}>
          <table>
            <thead><tr><th scope="col">{spec.x.label}</th>{spec.series.map((series) => <th key={series.label} scope="col" class="right-text">{series.label}</th>)}</tr></thead>
            <tbody>
              {rows.map((i) => (
                <tr key={i}><th scope="row" class="num">{spec.x.words(spec.x.values[i]!)}</th>{spec.series.map((series) => <td key={series.label} class="num right-text">{words(spec, series.values[i])}</td>)}</tr>
              ))}
            </tbody>
          </table>
          {rows.length < spec.x.values.length && <p class="faint">{rows.length} of {spec.x.values.length.toLocaleString()} points, evenly taken.</p>}
        </div>
      )}
    </details>
  );
}
