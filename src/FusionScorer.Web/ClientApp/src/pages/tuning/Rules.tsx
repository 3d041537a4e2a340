import { useSignal } from '@preact/signals';
import type { FunctionDraft, FunctionView, RuleFault, RulesTest, VoteMeasure } from '../../api/tuningTypes';
import { ApiError, words } from '../../api/client';
import { useApp } from '../../app/app';
import { useLatest } from '../../parts/latest';
import { functionsOf, type Draft } from './draft';
import { count, counted, share } from './format';
import { FunctionEditor } from './FunctionEditor';
import { firstRule } from './rules';

interface Tested { test: RulesTest | null; fault: RuleFault | null; refused: string | null }

const signalsOf = (draft: Draft) => [...new Set([...draft.tuning.features.map((one) => one.signal), ...draft.tuning.signals.map((one) => one.signal)])].filter((one) => one !== 'metadata').sort();

/** Functions and their rules, tested on the library while they are written. */
export function Rules(props: { draft: Draft }) {
  const { draft } = props;
  const app = useApp();
  const chosen = useSignal(draft.tuning.functions[0]?.name ?? '');
  const functions = draft.functions.value ?? functionsOf(draft.tuning);
  const question = JSON.stringify(functions);
  const { value, busy } = useLatest<Tested>(question, async (key) => {
    try {
      return { test: await app.api.post<RulesTest>('/tuning/rules', { functions: JSON.parse(key) as FunctionDraft[] }), fault: null, refused: null };
    } catch (error) {
      const fault = error instanceof ApiError ? (error.problem as { fault?: RuleFault }).fault ?? null : null;
      return { test: null, fault, refused: words(error) };
    }
  }, true);
  const known = useSignal<RulesTest | null>(null);
  if (value.value?.test != null && known.peek() !== value.value.test) known.value = value.value.test;
  const test = value.value?.test ?? known.value;
  const viewOf = (name: string): FunctionView | undefined => (test?.functions ?? draft.tuning.functions).find((one) => one.name === name);
  const set = (next: FunctionDraft[]) => draft.setFunctions(next);
  const at = Math.max(0, functions.findIndex((one) => one.name === chosen.value));
  const add = () => {
    const signal = signalsOf(draft)[0] ?? 'captions';
    const name = freeName(`${signal}-rule`, functions);
    set([...functions, { name, signal, rules: [firstRule(signal, draft.tuning.features, draft.tuning.levels)] }]);
    chosen.value = name;
  };
  return (
    <div class="rules-tab">
      <section class="function-list" aria-label="Functions" tabIndex={0}>
        <table class="figures-table">
          <thead><tr><th scope="col">Function</th><th scope="col">Fires</th><th scope="col">Overlap</th><th scope="col">Conflict</th><th scope="col">Right</th><th scope="col">Changed</th></tr></thead>
          <tbody>
            {functions.map((one) => {
              const view = viewOf(one.name);
              const changed = test?.changed.find((other) => other.name === one.name)?.clips ?? 0;
              return (
                <tr key={one.name} data-signal={one.signal} aria-current={one.name === functions[at]?.name ? 'true' : undefined}>
                  <th scope="row"><button type="button" class="plain" data-testid={`function-${one.name}`} onClick={() => void (chosen.value = one.name)}><i class="dot" aria-hidden="true" /><bdi>{one.name}</bdi></button></th>
                  <Measure measure={view?.measure} />
                  <td class="num" data-testid={`changed-${one.name}`}>{changed > 0 ? <strong>{count(changed)}</strong> : <span class="faint">–</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <div class="row">
          <button type="button" data-testid="add-function" onClick={add}>Add a function</button>
          <span class="faint small num" aria-live="polite">{busy.value ? 'testing…' : test === null ? '' : `tested on ${counted(draft.tuning.clips, 'clip')} in ${Math.round(test.milliseconds)} ms`}</span>
        </div>
        {test !== null && test.examples.length > 0 && (
          <section class="rule-examples" aria-label="Clips of which a function says something else">
            <h3>Says something else of</h3>
            <ul>{test.examples.slice(0, 12).map((one) => <li key={`${one.clip} ${one.name}`}><a dir="auto" href={`/clips/${encodeURIComponent(one.clip)}`}>{one.title}</a> <span class="faint">{one.name}: {one.before} → {one.after}</span></li>)}</ul>
          </section>
        )}
      </section>
      {functions[at] !== undefined && (
        <FunctionEditor key={at} draft={functions[at]} view={viewOf(functions[at].name)} signals={signalsOf(draft)} features={draft.tuning.features} levels={draft.tuning.levels}
          fault={value.value?.fault?.function === functions[at].name ? value.value.fault : null} refused={value.value?.fault == null ? value.value?.refused ?? null : null}
          taken={(name) => functions.some((other, i) => i !== at && other.name === name)}
          onChange={(next) => {
            chosen.value = next.name;
            set(functions.map((one, i) => (i === at ? next : one)));
          }}
          onRemove={() => set(functions.filter((_, i) => i !== at))} />
      )}
    </div>
  );
}

export function Measure(props: { measure: VoteMeasure | undefined }) {
  const { measure } = props;
  if (measure === undefined) return <><td class="faint">–</td><td class="faint">–</td><td class="faint">–</td><td class="faint">–</td></>;
  return (
    <>
      <td class="num" title={`${share(measure.coverage)} of all clips`}>{count(measure.fires)} <span class="faint">{share(measure.coverage)}</span></td>
      <td class="num">{share(measure.overlap)}</td>
      <td class="num">{share(measure.conflict)}</td>
      <td class="num">{measure.accuracy === null ? <span class="faint" title="No clip with a known or decided level">–</span> : <>{share(measure.accuracy)} <span class="faint">of {count(measure.judged)}</span></>}</td>
    </>
  );
}

export function freeName(wanted: string, functions: readonly FunctionDraft[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!functions.some((one) => one.name === name)) return name;
  }
}
