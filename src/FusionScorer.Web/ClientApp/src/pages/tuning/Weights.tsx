import type { Draft } from './draft';
import { roundWeight } from './draft';
import { plain, signed } from './format';
import { Slider } from './Slider';

const highestCost = 10;

/** A slider for each signal, with what is in force and what decisions suggest; then the costs. */
export function Weights(props: { draft: Draft }) {
  const { draft } = props;
  const { tuning } = draft;
  const most = Math.max(1e-9, ...tuning.signals.map((one) => one.contribution));
  const costs = draft.costs.value ?? tuning.costs;
  const informed = tuning.signals.filter((one) => one.informed);
  return (
    <section class="weights" aria-label="Weights and costs" tabIndex={0}>
      <h2>Weights of signals <span class="faint">0 = off, 1 = as learned, 2 = double</span></h2>
      <ul>
        {tuning.signals.map((one) => {
          const value = draft.weightOf(one.signal);
          const isChanged = value !== one.weight;
          return (
            <li key={one.signal} data-signal={one.signal} class={isChanged ? 'changed' : ''}>
              <div class="weight-head">
                <label for={`weight-${one.signal}`}><i aria-hidden="true" /><bdi>{one.signal}</bdi></label>
                <span class="reach" title={`Moves a clip by ${plain(one.contribution)} nats on average under the weights in force`}>
                  <span style={{ width: `${Math.round((one.contribution / most) * 100)}%` }} />
                </span>
              </div>
              <div class="weight-row">
                <Slider id={`weight-${one.signal}`} label={`Weight of ${one.signal}`} value={value} min={0} max={2} step={0.05} marks={[1, one.weight]} testId={`weight-${one.signal}`} onValue={(next) => draft.setWeight(one.signal, next)} />
              </div>
              <div class="weight-notes faint num">
                <span>{isChanged ? <>in force {plain(one.weight)} <button type="button" class="plain tiny" onClick={() => draft.setWeight(one.signal, one.weight)}>back</button></> : 'in force'}</span>
                {one.informed
                  ? <span>suggested {plain(one.suggested)} ± {plain(one.sd)} {roundWeight(one.suggested) !== value && <button type="button" class="plain tiny" data-testid={`suggest-${one.signal}`} onClick={() => draft.setWeight(one.signal, one.suggested)}>use</button>}</span>
                  : <span title="Decisions take less than a fifth off the uncertainty that there was before.">too few decisions to suggest</span>}
              </div>
            </li>
          );
        })}
      </ul>
      {tuning.caveat !== null && <p class="faint small">{tuning.caveat}</p>}
      <h2>Cost of a level shown</h2>
      <div class="costs">
        <label for="cost-under">one too mild</label>
        <Slider id="cost-under" label="Cost of one level too mild" value={costs.under} min={0} max={highestCost} step={0.25} testId="cost-under" onValue={(under) => draft.setCosts({ ...costs, under })} />
        <label for="cost-over">one too strict</label>
        <Slider id="cost-over" label="Cost of one level too strict" value={costs.over} min={0} max={highestCost} step={0.25} testId="cost-over" onValue={(over) => draft.setCosts({ ...costs, over })} />
      </div>
      <p class="faint small num">Too mild costs {costs.over > 0 ? `${plain(costs.under / costs.over)} times` : 'infinitely more than'} too strict{draft.costs.value === null ? '' : ` (in force ${signed(tuning.costs.under, 2).slice(1)} to ${signed(tuning.costs.over, 2).slice(1)})`}.</p>
      {informed.length > 0 && <button type="button" data-testid="use-suggestions" onClick={() => draft.useSuggestions()}>Use all suggestions</button>}
    </section>
  );
}
