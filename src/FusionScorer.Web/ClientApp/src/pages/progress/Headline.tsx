import type { Figure, ProgressReport } from '../../api/progressTypes';
import { count, counted, interval, plain, share } from './format';

/** What is measured, and beside it what the model only expects. */
export function Headline(props: { report: ProgressReport }) {
  const { report } = props;
  return (
    <>
      {report.accuracy.value === null && <NothingMeasured report={report} />}
      <section class="headline" aria-label="Figures">
        <Measured name="Accuracy" note="clips shown at their true level" figure={report.accuracy} kind="share" testId="accuracy" />
        <Measured name="Under-rated" note="clips shown below the truth" figure={report.underRated} kind="share" testId="under-rated" />
        <Measured name="Cost per clip" note="of wrong levels, under the policy's costs" figure={report.cost} kind="plain" testId="cost" />
        <div>
          <h2>Audit</h2>
          <p class="figure num" data-testid="audit-answers">{count(report.audit.answers)} <span class="unit">answered</span></p>
          <p class="faint">speaks for {counted(report.audit.clips, 'clip')}</p>
          <p>{report.audit.waiting.length === 0
            ? <span class="faint">no pick waits</span>
            : <a href="/queue" data-testid="audit-waiting">{counted(report.audit.waiting.length, 'audit pick')} waiting in the queue</a>}</p>
        </div>
      </section>
    </>
  );
}

function Measured(props: { name: string; note: string; figure: Figure; kind: 'share' | 'plain'; testId: string }) {
  const { name, note, figure, kind, testId } = props;
  const words = kind === 'share' ? share : plain;
  return (
    <div>
      <h2>{name}</h2>
      {figure.value === null
        ? <p class="figure none" data-testid={testId}>not measured</p>
        : <p class="figure num" data-testid={testId}>{words(figure.value)} <span class="unit" title="90 % interval from the audit">{interval(figure, kind)}</span></p>}
      <p class="faint">{note}</p>
      <p class="faint num">{figure.expected === null ? 'the model expects nothing yet' : <>the model expects {words(figure.expected)}</>}</p>
    </div>
  );
}

function NothingMeasured(props: { report: ProgressReport }) {
  const { waiting } = props.report.audit;
  return (
    <div class="unmeasured" data-testid="nothing-measured">
      <div>
        <p class="strong">Nothing is measured yet.</p>
        <p>{waiting.length > 0
          ? `Accuracy is measured on clips drawn at random for the audit. ${counted(waiting.length, 'such pick')} ${waiting.length === 1 ? 'waits' : 'wait'} for an answer; what the model expects of itself is no proof.`
          : 'Accuracy is measured on clips drawn at random for the audit. They come up while you review, marked with a shield; answer them like any other clip. What the model expects of itself is no proof.'}</p>
      </div>
      <a class="as-button primary" href="/review" data-testid="start-review">Review now</a>
    </div>
  );
}
