import type { AdjudicationItem, ClipBundle } from '../../api/types';
import { Level, levelWords, PosteriorStrip } from '../../parts/levels';
import { when } from '../../parts/time';
import { answersOf } from '../../review/history';
import { duration } from './figures';

/** A level set as somebody gave it. */
export function Said(props: { set: string; levels: readonly string[] }) {
  return props.levels.includes(props.set) ? <Level name={props.set} levels={props.levels} /> : <bdi>{levelWords(props.set)}</bdi>;
}

/** What was answered, side by side, and what the model holds. A clip that came by a link tells it from its history. */
export function Answers(props: { clip: ClipBundle; item: AdjudicationItem | null }) {
  const { clip, item } = props;
  const answers = item?.answers ?? answersOf(clip.history);
  const modelLevel = item?.modelLevel ?? clip.level.modelLevel;
  const stands = item?.level ?? clip.level.name;
  return (
    <section class="answers" aria-label="Answers" tabIndex={0}>
      <h2>{item === null ? 'Answers' : `${item.distance} ${item.distance === 1 ? 'level' : 'levels'} apart`}{item !== null && <span class="faint">since {when(item.since)}</span>}</h2>
      <dl class="facts">
        {modelLevel !== null && <div><dt>Model</dt><dd class="model"><Level name={modelLevel} levels={clip.levels} /><PosteriorStrip posterior={clip.posterior} levels={clip.levels} /></dd></div>}
        {stands !== null && <div><dt>Stands</dt><dd><Level name={stands} levels={clip.levels} /></dd></div>}
        {clip.held !== null && !clip.held.mine && <div class="attention"><dt>Held by</dt><dd><bdi>{clip.held.by}</bdi> until {when(clip.held.until)}</dd></div>}
      </dl>
      {item === null && clip.level.status !== 'disputed' && <p class="faint">This clip is not disputed now. Your answer stands above all others all the same.</p>}
      <ol>
        {answers.map((answer) => (
          <li key={answer.reviewer} data-testid="answer">
            <p class="said"><Said set={answer.levels} levels={clip.levels} /></p>
            <p><bdi class="strong">{answer.reviewer}</bdi> <span class="faint">{answer.role}</span></p>
            <p class="faint num">{when(answer.at)}{answer.seconds !== null && `, took ${duration(answer.seconds)}`}</p>
            {answer.note !== null && answer.note !== '' && <p class="answer-note" dir="auto">{answer.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
