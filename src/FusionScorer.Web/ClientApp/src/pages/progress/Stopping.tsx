import type { ProgressReport, Verdict } from '../../api/progressTypes';
import { adviceWords, answerWords, neededWords, roundShare, sentence } from './format';

const shownWaiting = 8;

const headings = {
  stop: 'Asking can stop',
  goOn: 'Go on deciding',
  notYetKnown: 'Too early to say whether to stop',
} as const;

/** Whether to go on, and why. */
export function Stopping(props: { report: ProgressReport }) {
  const { report } = props;
  const { stopping, audit } = report;
  const answers = answerWords(report.answers);
  return (
    <section class="panel-box stopping" aria-labelledby="stopping-title">
      <h2 id="stopping-title">Go on or stop?</h2>
      <p class={`verdict ${stopping.advice}`} data-testid="verdict">{headings[stopping.advice]}</p>
      <dl class="facts needed">
        <div><dt>To reach {roundShare(report.target)}</dt><dd class="num" data-testid="needed">{neededWords(report.needed)}</dd></div>
        {answers !== '' && <div><dt>Answers</dt><dd class="num">{answers}</dd></div>}
        {audit.waiting.length > 0 && (
          <div><dt>Audit waits for</dt><dd class="waiting-clips">
            {audit.waiting.slice(0, shownWaiting).map((clip) => <a key={clip} href={`/clips/${encodeURIComponent(clip)}`} title={clip}><bdi>{clip}</bdi></a>)}
            {audit.waiting.length > shownWaiting && <a href="/queue">{(audit.waiting.length - shownWaiting).toLocaleString()} more</a>}
          </dd></div>
        )}
      </dl>
      <h3>What each rule says</h3>
      <ul class="rules">{stopping.rules.map((rule) => <Rule key={rule.rule} rule={rule} />)}</ul>
    </section>
  );
}

function Rule(props: { rule: Verdict }) {
  const { rule } = props;
  return (
    <li data-testid={`rule-${rule.rule.replaceAll(' ', '-')}`}>
      <span>{sentence(rule.rule).replace(/\.$/, '')}</span>
      <span class={`advice ${rule.advice}`}>{adviceWords[rule.advice]}</span>
      <span class="faint">{sentence(rule.reason)}</span>
    </li>
  );
}
