import type { ClipBundle, DecisionView } from '../api/types';
import { Level } from '../parts/levels';
import { clock, when } from '../parts/time';
import { historyWords } from './history';

/** Metadata and history. */
export function About(props: { clip: ClipBundle }) {
  const { clip } = props;
  const rows: [string, string | null][] = [
    ['Length', clip.durationMs === null ? null : clock(clip.durationMs)],
    ['Genres', clip.genres.join(', ')],
    ['Directors', clip.directors.join(', ')],
    ['Cast', clip.cast.join(', ')],
    ['Writers', clip.writers.join(', ')],
    ['Stated rating', clip.statedRating],
    ['IMDb', clip.imdbId],
    ['File', clip.path],
    ['Id', clip.clip],
    ['Policy', clip.policy],
  ];
  return (
    <div class="about pad">
      <dl class="facts wide">
        {clip.level.name !== null && <div><dt>Level</dt><dd><Level name={clip.level.name} levels={clip.levels} /> <span class="faint">{clip.level.source}, {clip.level.status}</span></dd></div>}
        {rows.map(([name, value]) => value !== null && value !== '' && <div key={name}><dt>{name}</dt><dd dir="auto">{value}</dd></div>)}
      </dl>
      <h3>History</h3>
      {clip.history.length === 0 ? <p class="faint">No decision yet.</p> : <ol class="history" data-testid="history">{clip.history.map((decision) => <Past key={decision.id} decision={decision} />)}</ol>}
    </div>
  );
}

function Past(props: { decision: DecisionView }) {
  const { decision } = props;
  return (
    <li class={decision.undone ? 'undone' : ''}>
      <b>{historyWords(decision)}</b> <bdi>{decision.reviewer}</bdi> <span class="faint num">{when(decision.at)}</span>
      {decision.undone && <span class="faint"> taken back</span>}
      {decision.audit && <span class="faint"> audit</span>}
      {decision.note !== null && decision.note !== '' && <p dir="auto">{decision.note}</p>}
    </li>
  );
}
