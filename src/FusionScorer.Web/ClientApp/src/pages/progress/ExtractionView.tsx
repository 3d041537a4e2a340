import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Extraction, SignalStatus } from '../../api/progressTypes';
import { useApp } from '../../app/app';
import { useServerEvent } from '../../app/events';
import { when } from '../../parts/time';
import { useLoad } from '../../parts/useLoad';
import { ExtractionFailures } from './ExtractionFailures';
import { count, counted, share, span } from './format';
import { StreamState } from './StreamState';
import { progressLink } from './Targets';

/** What was read of the clips, what is being read now, and what could not be. */
export function ExtractionView(props: { query: URLSearchParams }) {
  const app = useApp();
  const heard = useSignal<Extraction | null>(null);
  const { value, fault, again } = useLoad('extraction', async () => {
    const read = await app.api.get<Extraction>('/extraction');
    heard.value = null;
    return read;
  });
  useServerEvent('extraction', (extraction) => (heard.value = extraction));
  useServerEvent('reopened', again);
  const extraction = heard.value ?? value.value;
  return (
    <>
      {fault.value !== null && <p class="bad progress-fault" role="alert">{fault.value} <button type="button" onClick={again} data-testid="extraction-again">Try again</button></p>}
      {extraction === null && fault.value === null && <p class="loading" role="status">Loading…</p>}
      {extraction !== null && (
        <div class="overview">
          <p class="progress-facts faint"><span class="num">{counted(extraction.clips, 'clip')}</span><StreamState /></p>
          {extraction.clips === 0
            ? <p class="loading">There is no clip in this library yet. Clips come with <code>fusion scan</code> or <code>fusion import</code>.</p>
            : <>
              <Run extraction={extraction} />
              <Signals extraction={extraction} query={props.query} />
              <ExtractionFailures query={props.query} failed={extraction.signals.reduce((sum, signal) => sum + signal.failed, 0)} />
            </>}
        </div>
      )}
    </>
  );
}

function Run(props: { extraction: Extraction }) {
  const { extraction } = props;
  const { running, done, total, by, startedAt, pace, secondsLeft } = extraction;
  const waiting = Math.max(0, ...extraction.signals.map((signal) => signal.waiting));
  if (!running) {
    return (
      <section class="panel-box run" aria-labelledby="run-title" data-testid="extraction-run">
        <h2 id="run-title">No extraction is running</h2>
        <p>{waiting === 0 ? 'All signals have been read as far as they can be.' : <>Up to {counted(waiting, 'clip')} still {waiting === 1 ? 'waits' : 'wait'} for a signal. Start with <code>fusion extract</code> in the project's folder.</>}</p>
      </section>
    );
  }
  const part = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <section class="panel-box run" aria-labelledby="run-title" data-testid="extraction-run">
      <h2 id="run-title">Extraction is running</h2>
      <div class="run-line">
        <span class="figure num" data-testid="extraction-share">{share(part)}</span>
        <span class="run-bar" role="progressbar" aria-label="Clips done" aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-valuetext={`${count(done)} of ${count(total)} clips`}><i style={{ transform: `scaleX(${part})` }} /></span>
      </div>
      <p class="progress-facts num">
        <span data-testid="extraction-done">{count(done)} of {counted(total, 'clip')}</span>
        <span data-testid="extraction-pace">{pace === null ? 'pace not known yet' : `${pace.toLocaleString(undefined, { maximumFractionDigits: pace < 10 ? 1 : 0 })} clips a minute`}</span>
        <span data-testid="extraction-left">{secondsLeft === null ? 'time left not known yet' : `about ${span(secondsLeft)} left`}</span>
        {startedAt !== null && <span class="faint">since {when(startedAt)}</span>}
        {by !== null && <span class="faint">on <bdi>{by}</bdi></span>}
      </p>
    </section>
  );
}

const parts = [['read', 'Read'], ['missing', 'Nothing to read'], ['failed', 'Failed'], ['waiting', 'Waiting']] as const;

function Signals(props: { extraction: Extraction; query: URLSearchParams }) {
  const { extraction, query } = props;
  return (
    <section class="panel-box" aria-labelledby="signals-title">
      <h2 id="signals-title">Signals</h2>
      {extraction.signals.length === 0
        ? <p class="empty">The policy uses no signal.</p>
        : (
          <table class="bars-table signals-table" data-testid="signals">
            <thead>
              <tr>
                <th scope="col">Signal</th><th scope="col"><span class="sr">Bar</span></th>
                {parts.map(([part, name]) => <th key={part} scope="col" class="right-text"><span class={`part-key ${part}`}>{part !== 'read' && <i aria-hidden="true" />}{name}</span></th>)}
              </tr>
            </thead>
            <tbody>{extraction.signals.map((signal) => <SignalRow key={signal.signal} signal={signal} query={query} />)}</tbody>
          </table>
        )}
    </section>
  );
}

function SignalRow(props: { signal: SignalStatus; query: URLSearchParams }) {
  const { signal, query } = props;
  const all = Math.max(1, signal.read + signal.missing + signal.failed + signal.waiting);
  return (
    <tr data-signal={signal.signal}>
      <th scope="row" class="signal-name"><i class="dot" aria-hidden="true" /><bdi>{signal.signal}</bdi></th>
      <td class="wide">
        <span class="status-bar" aria-hidden="true">
          {parts.map(([part]) => signal[part] > 0 && <i key={part} class={part} style={{ flexGrow: signal[part] / all }} />)}
        </span>
      </td>
      {parts.map(([part]) => (
        <td key={part} class="num right-text">
          {part === 'failed' && signal.failed > 0
            ? <a href={progressLink(query, { signal: signal.signal, reason: null, offset: null })} data-testid={`failed-${signal.signal}`}>{count(signal.failed)}</a>
            : <span class={signal[part] === 0 ? 'faint' : undefined}>{count(signal[part])}</span>}
        </td>
      ))}
    </tr>
  );
}

/** Calls back when `value` is another than before; not at first. */
export function useChange(value: number, changed: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (before.current !== value) changed();
    before.current = value;
  }, [value]);
}
