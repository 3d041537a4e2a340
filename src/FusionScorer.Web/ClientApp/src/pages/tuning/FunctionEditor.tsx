import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FeatureView, FunctionDraft, FunctionView, RuleFault } from '../../api/tuningTypes';
import { count, plain } from './format';
import { firstRule, formatRule, gridOf, nearestOf, parseRule, type Rule } from './rules';
import { Measure } from './Rules';

interface EditorProps {
  draft: FunctionDraft;
  view: FunctionView | undefined;
  signals: string[];
  features: FeatureView[];
  levels: string[];
  fault: RuleFault | null;
  refused: string | null;
  taken: (name: string) => boolean;
  onChange: (next: FunctionDraft) => void;
  onRemove: () => void;
}

/** One function: its rules as text, with a slider for each threshold. The first rule that holds fires. */
export function FunctionEditor(props: EditorProps) {
  const { draft, view, signals, features, levels, fault, refused, taken, onChange, onRemove } = props;
  const own = features.filter((one) => one.signal === draft.signal || one.signal === 'metadata');
  const setRule = (at: number, text: string) => onChange({ ...draft, rules: draft.rules.map((rule, i) => (i === at ? text : rule)) });
  const move = (at: number, by: number) => {
    const rules = [...draft.rules];
    [rules[at], rules[at + by]] = [rules[at + by]!, rules[at]!];
    onChange({ ...draft, rules });
  };
  return (
    <section class="editor" tabIndex={0} aria-label={`Function ${draft.name}`} data-signal={draft.signal}>
      <div class="editor-head">
        <NameField name={draft.name} taken={taken} onName={(name) => onChange({ ...draft, name })} />
        <label>Signal <select value={draft.signal} data-testid="function-signal" onChange={(event) => onChange({ ...draft, signal: event.currentTarget.value })}>{signals.map((one) => <option key={one}>{one}</option>)}</select></label>
        <span class="spring" />
        <button type="button" data-testid="remove-function" onClick={onRemove}>Remove the function</button>
      </div>
      {fault !== null && fault.rule === null && <p class="bad small" role="alert">{fault.message}</p>}
      {refused !== null && <p class="bad small" role="alert">{refused}</p>}
      <ol class="rule-list">
        {draft.rules.map((text, at) => (
          <RuleRow key={at} at={at} last={draft.rules.length - 1} text={text} features={features} measure={view?.rules[at]?.measure} fault={fault !== null && fault.rule === at ? fault.message : null}
            onText={(next) => setRule(at, next)} onMove={(by) => move(at, by)} onRemove={() => onChange({ ...draft, rules: draft.rules.filter((_, i) => i !== at) })} />
        ))}
      </ol>
      <div class="row"><button type="button" data-testid="add-rule" onClick={() => onChange({ ...draft, rules: [...draft.rules, firstRule(draft.signal, features, levels)] })}>Add a rule</button>
        <span class="faint small">Levels are written {levels[0]}, &gt;={levels[Math.min(2, levels.length - 1)]}, &lt;={levels[1] ?? levels[0]}, {levels[0]}..{levels[Math.min(1, levels.length - 1)]} or {levels[0]}|{levels[levels.length - 1]}.</span></div>
      <details class="features"><summary>Features of {draft.signal}, and where their numbers lie</summary>
        <table class="figures-table"><thead><tr><th scope="col">Feature</th><th scope="col">Clips</th><th scope="col">Least</th><th scope="col">Half below</th><th scope="col">Nine tenths below</th><th scope="col">Most</th></tr></thead>
          <tbody>{own.map((one) => <tr key={one.feature}><th scope="row"><code>{one.feature}</code></th><td class="num">{count(one.present)}</td><td class="num">{short(one.min)}</td><td class="num">{short(one.deciles[5] ?? 0)}</td><td class="num">{short(one.deciles[9] ?? 0)}</td><td class="num">{short(one.max)}</td></tr>)}</tbody></table>
      </details>
    </section>
  );
}

const short = (value: number) => (Number.isInteger(value) ? count(value) : plain(value));

function NameField(props: { name: string; taken: (name: string) => boolean; onName: (name: string) => void }) {
  const text = useSignal(props.name);
  useEffect(() => void (text.value = props.name), [props.name]);
  const bad = text.value.trim() === '' || props.taken(text.value.trim());
  return (
    <label>Name <input type="text" value={text.value} maxLength={60} data-testid="function-name" aria-invalid={bad} onInput={(event) => void (text.value = event.currentTarget.value)}
      onChange={() => { if (bad) text.value = props.name; else props.onName(text.value.trim()); }} /></label>
  );
}

function RuleRow(props: { at: number; last: number; text: string; features: FeatureView[]; measure: FunctionView['measure'] | undefined; fault: string | null; onText: (text: string) => void; onMove: (by: number) => void; onRemove: () => void }) {
  const { at, last, text, features, measure, fault, onText, onMove, onRemove } = props;
  const rule = parseRule(text);
  return (
    <li class="rule">
      <div class="rule-text">
        <span class="num faint">{at + 1}</span>
        <input type="text" class="code" value={text} spellcheck={false} aria-label={`Rule ${at + 1}`} aria-invalid={fault !== null} data-testid={`rule-${at}`} onInput={(event) => onText(event.currentTarget.value)} />
        <button type="button" class="plain" aria-label={`Rule ${at + 1} up`} disabled={at === 0} onClick={() => onMove(-1)}>↑</button>
        <button type="button" class="plain" aria-label={`Rule ${at + 1} down`} disabled={at === last} onClick={() => onMove(1)}>↓</button>
        <button type="button" class="plain" aria-label={`Remove rule ${at + 1}`} disabled={last === 0} onClick={onRemove}>×</button>
      </div>
      {fault !== null && <p class="bad small" role="alert" data-testid={`rule-fault-${at}`}>{fault}</p>}
      {rule !== null && <Thresholds at={at} rule={rule} features={features} onRule={(next) => onText(formatRule(next))} />}
      <table class="rule-measure small"><thead class="sr"><tr><th scope="col">Fires</th><th scope="col">Overlap</th><th scope="col">Conflict</th><th scope="col">Right</th></tr></thead><tbody><tr data-testid={`rule-measure-${at}`}><Measure measure={measure} /></tr></tbody></table>
    </li>
  );
}

function Thresholds(props: { at: number; rule: Rule; features: FeatureView[]; onRule: (rule: Rule) => void }) {
  const { at, rule, features, onRule } = props;
  return (
    <>
      {rule.conditions.map((one, i) => {
        const feature = features.find((other) => other.feature === one.feature);
        if (feature === undefined || feature.max <= feature.min) return null;
        const grid = gridOf(feature.deciles);
        return (
          <label key={i} class="threshold">
            <code>{one.feature}</code>
            <input type="range" min={0} max={grid.length - 1} step={1} value={nearestOf(one.value, grid)} aria-label={`Threshold of ${one.feature} in rule ${at + 1}`} aria-valuetext={`${one.op} ${one.value}`} data-testid={`threshold-${at}-${i}`}
              onInput={(event) => onRule({ ...rule, conditions: rule.conditions.map((other, j) => (j === i ? { ...other, value: grid[Number(event.currentTarget.value)] ?? other.value } : other)) })} />
            <span class="num">{one.op} {one.value}</span>
          </label>
        );
      })}
    </>
  );
}
