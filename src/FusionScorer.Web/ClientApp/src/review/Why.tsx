import type { ClipBundle } from '../api/types';
import { Icon } from '../parts/icons';
import { colourStyle, Level, percent } from '../parts/levels';

/** Why this clip came up, and what the model holds of each level. */
export function Why(props: { clip: ClipBundle }) {
  const { clip } = props;
  const { pick, conflict, level } = clip;
  return (
    <section class="why" aria-label="Why this clip">
      <div class="why-text">
        <h2>Why this clip</h2>
        <p data-testid="pick-reason">{pick?.reason ?? 'You opened it yourself.'}</p>
        <dl class="facts">
          {pick !== null && <div><dt>Strategy</dt><dd>{pick.strategy}{pick.score !== null && <span class="num"> {pick.score.toFixed(2)}</span>}</dd></div>}
          {conflict !== null && <div><dt>Conflict</dt><dd><span class="num">{conflict.value.toFixed(2)}</span> <bdi>{conflict.milder}</bdi> milder, <bdi>{conflict.stricter}</bdi> stricter</dd></div>}
          {level.source !== 'model' && level.name !== null && <div><dt>{level.source === 'known' ? 'Known' : 'Decided'}</dt><dd><Level name={level.name} levels={clip.levels} /></dd></div>}
          {level.modelDisagrees && level.modelLevel !== null && <div class="attention"><dt>Model</dt><dd><Level name={level.modelLevel} levels={clip.levels} /></dd></div>}
        </dl>
        {pick?.audit === true && (
          <p class="audit" data-testid="audit-mark"><Icon name="audit" />Audit pick{pick.inclusionProbability !== null && `, chance ${percent(pick.inclusionProbability)}`}</p>
        )}
      </div>
      <Probabilities clip={clip} />
    </section>
  );
}

function Probabilities(props: { clip: ClipBundle }) {
  const { posterior, levels } = props.clip;
  return (
    <table class="probabilities" data-testid="posterior">
      <caption class="sr">Probability of each level</caption>
      <tbody>
        {levels.map((level, i) => (
          <tr key={level} style={colourStyle(i, levels.length)}>
            <th scope="row"><bdi>{level}</bdi></th>
            <td class="bar"><i style={{ width: `${(posterior[i] ?? 0) * 100}%` }} /></td>
            <td class="num">{posterior[i] === undefined ? '–' : percent(posterior[i])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
