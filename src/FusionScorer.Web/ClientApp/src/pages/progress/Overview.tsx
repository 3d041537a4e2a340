import { useMemo } from 'preact/hooks';
import type { Progress } from '../../api/progressTypes';
import { useApp } from '../../app/app';
import { useServerEvent } from '../../app/events';
import { Chart } from '../../parts/Chart';
import { Reliability } from '../../parts/Reliability';
import { when } from '../../parts/time';
import { useLoad } from '../../parts/useLoad';
import { curveSpec } from './curve';
import { Distribution } from './Distribution';
import { EffortPanel } from './EffortPanel';
import { counted, parseTarget, share } from './format';
import { Functions } from './Functions';
import { Headline } from './Headline';
import { useReread } from './live';
import { StreamState } from './StreamState';
import { Stopping } from './Stopping';
import { Targets } from './Targets';

/** How good the levels are, what is still to do, and what it has cost. */
export function Overview(props: { query: URLSearchParams }) {
  const app = useApp();
  const target = parseTarget(props.query.get('target'));
  const { value, fault, busy, again } = useLoad(`${target}`, () => app.api.get<Progress>(`/progress?target=${target}`, { timeoutMs: 60_000 }));
  const reread = useReread(busy, again);
  useServerEvent('progress', reread);
  useServerEvent('reopened', reread);
  const progress = value.value;
  return (
    <>
      {fault.value !== null && <p class="bad progress-fault" role="alert">{fault.value} <button type="button" onClick={again} data-testid="progress-again">Try again</button></p>}
      {progress === null && fault.value === null && <p class="loading" role="status">Loading…</p>}
      {progress !== null && (
        <div class="overview" aria-busy={busy.value}>
          <p class="progress-facts faint">
            <span class="num">{counted(progress.report.clips, 'clip')}, {progress.report.decided.toLocaleString()} decided</span>
            <span class="num">run {progress.run}, learned {when(progress.learnedAt)}</span>
            <StreamState />
            <span class="spring" />
            <Targets target={target} query={props.query} />
          </p>
          {progress.report.clips === 0
            ? <p class="loading">There is no clip in this library yet. Clips come with <code>fusion scan</code> or <code>fusion import</code>.</p>
            : <Sections progress={progress} query={props.query} />}
        </div>
      )}
    </>
  );
}

function Sections(props: { progress: Progress; query: URLSearchParams }) {
  const { progress, query } = props;
  const { report, calibration } = progress;
  const spec = useMemo(() => curveSpec(report), [report]);
  return (
    <>
      <Headline report={report} />
      <div class="progress-columns">
        <Stopping report={report} />
        <section class="panel-box" aria-labelledby="curve-title">
          <h2 id="curve-title">Accuracy by decided clips</h2>
          {spec === null
            ? <p class="empty">The curve begins with the next decisions: it takes a point each time the model learns.</p>
            : <>
              <Chart label={`Learning curve: accuracy ${share(spec.series[0]!.values.at(-1) ?? 0)} at ${counted(spec.x.values.at(-1) ?? 0, 'decided clip')}, target ${share(report.target)}`} spec={spec} height={232} testId="learning-curve" />
              <p class="faint small">{report.accuracy.value === null
                ? 'What the model itself expected after each step. Nothing of it is measured.'
                : 'What the model expected after each step, shifted by what the audit finds now; the upright line is the 90 % interval.'}
                {spec.marks?.some((mark) => mark.kind === 'stroke') === true && ' The broken line leads to where the target is thought to be reached.'}</p>
            </>}
        </section>
      </div>
      <EffortPanel effort={progress.effort} />
      <div class="progress-columns even">
        <Distribution rows={progress.distribution} levels={progress.levels} />
        <section class="panel-box" aria-labelledby="reliability-title">
          <h2 id="reliability-title">Are probabilities what they say?</h2>
          {calibration === null
            ? <p class="empty">This needs decided clips: each is then compared with what the model says without it.</p>
            : (
              <div class="calibration">
                <Reliability before={calibration.bins} label="Reliability of the probabilities" />
                <div>
                  <p class="figure num" data-testid="calibration-error">{share(calibration.error)} <span class="unit">calibration error</span></p>
                  <p class="faint small">The mean gap between how sure the model is and how often it is right, on {counted(calibration.clips, 'decided clip')}, each scored without its own answer.</p>
                  <p class="faint small">Points under the slope: the model is too sure of itself. Points above it: it is better than it says.</p>
                </div>
              </div>
            )}
        </section>
      </div>
      <Functions rows={progress.functions} dependence={progress.dependence} query={query} />
    </>
  );
}
