import { computed, signal } from '@preact/signals';
import type { Costs, FunctionDraft, Tuning, TuningDraft } from '../../api/tuningTypes';

interface Saved { weights?: Record<string, number>; costs?: Costs | null; functions?: FunctionDraft[] | null }

export const roundWeight = (value: number) => Math.round(Math.max(0, Math.min(2, value)) * 100) / 100;
export const functionsOf = (tuning: Tuning): FunctionDraft[] => tuning.functions.map(({ name, signal, rules }) => ({ name, signal, rules: rules.map((rule) => rule.text) }));

/** The changes that a draft makes to `base`, made to `now` instead: a function that only somebody else changed stays as they left it. */
export function rebase(draft: readonly FunctionDraft[], base: readonly FunctionDraft[], now: readonly FunctionDraft[]): FunctionDraft[] {
  const named = (list: readonly FunctionDraft[], name: string) => list.find((one) => one.name === name);
  const touched = (one: FunctionDraft) => JSON.stringify(one) !== JSON.stringify(named(base, one.name));
  const kept = now.flatMap((one) => {
    const drafted = named(draft, one.name);
    if (drafted === undefined) return named(base, one.name) === undefined ? [one] : [];
    return [touched(drafted) ? drafted : one];
  });
  return [...kept, ...draft.filter((one) => touched(one) && named(now, one.name) === undefined)];
}

/** What is being tried, kept in the tab until it is saved or given up: a reload loses nothing. */
export class Draft {
  /** Weights that differ from those in force. */
  readonly weights = signal<Record<string, number>>({});
  readonly costs = signal<Costs | null>(null);
  readonly functions = signal<FunctionDraft[] | null>(null);
  readonly changed = computed(() => Object.keys(this.weights.value).length > 0 || this.costs.value !== null || this.functions.value !== null);

  constructor(readonly tuning: Tuning, private readonly store: Storage | null = typeof sessionStorage === 'undefined' ? null : sessionStorage, query?: URLSearchParams) {
    const saved = this.read();
    this.setAll(saved.weights ?? {}, saved.costs ?? null);
    this.setFunctions(saved.functions ?? null);
    this.follow(query?.get('weights') ?? '');
  }

  /** Takes weights from a link: `captions:0.6,speech:1`. */
  follow(weights: string): void {
    for (const part of weights.split(',')) {
      const [name, value] = part.split(':');
      const weight = Number(value);
      if (name !== undefined && value !== undefined && value !== '' && Number.isFinite(weight)) this.setWeight(name.trim(), weight);
    }
  }

  /** Takes over what was being tried over another policy; what that one did not have and nobody touched here stays. */
  carry(other: Draft): void {
    this.setAll({ ...this.weights.peek(), ...other.weights.peek() }, other.costs.peek() ?? this.costs.peek());
    const functions = other.functions.peek();
    if (functions !== null) this.setFunctions(rebase(functions, functionsOf(other.tuning), functionsOf(this.tuning)));
    if (other.key !== this.key) other.forget();
  }

  weightOf(name: string): number {
    return this.weights.value[name] ?? this.tuning.signals.find((one) => one.signal === name)?.weight ?? 1;
  }

  setWeight(name: string, value: number): void {
    this.setAll({ ...this.weights.peek(), [name]: value }, this.costs.peek());
  }

  setCosts(costs: Costs): void {
    this.setAll(this.weights.peek(), costs);
  }

  /** Equal to those in force is no change. */
  setFunctions(functions: FunctionDraft[] | null): void {
    const same = functions === null || JSON.stringify(functions) === JSON.stringify(functionsOf(this.tuning));
    this.functions.value = same ? null : functions;
    this.keep();
  }

  /** Follows what decisions tell something of. */
  useSuggestions(): void {
    const informed = this.tuning.signals.filter((one) => one.informed).map((one) => [one.signal, one.suggested] as const);
    this.setAll({ ...this.weights.peek(), ...Object.fromEntries(informed) }, this.costs.peek());
  }

  reset(): void {
    this.setAll({}, null);
    this.setFunctions(null);
  }

  /** Weights and costs alone: what can be previewed with the fit held fixed. */
  held(): TuningDraft {
    const weights = this.weights.value;
    const costs = this.costs.value;
    return { ...(Object.keys(weights).length > 0 ? { weights } : {}), ...(costs === null ? {} : { costs }) };
  }

  whole(): TuningDraft {
    const functions = this.functions.value;
    return { ...this.held(), ...(functions === null ? {} : { functions }) };
  }

  private setAll(weights: Record<string, number>, costs: Costs | null): void {
    const inForce = new Map(this.tuning.signals.map((one) => [one.signal, one.weight]));
    const different = Object.entries(weights).map(([name, value]) => [name, roundWeight(value)] as const).filter(([name, value]) => inForce.has(name) && inForce.get(name) !== value);
    this.weights.value = Object.fromEntries(different);
    this.costs.value = costs === null || (costs.under === this.tuning.costs.under && costs.over === this.tuning.costs.over) ? null : costs;
    this.keep();
  }

  private forget(): void {
    try {
      this.store?.removeItem(this.key);
    } catch {
      // Then it was never kept either.
    }
  }

  private get key(): string {
    return `fusion.draft.${this.tuning.policy.hash}`;
  }

  private keep(): void {
    try {
      if (this.changed.peek()) this.store?.setItem(this.key, JSON.stringify({ weights: this.weights.peek(), costs: this.costs.peek(), functions: this.functions.peek() }));
      else this.store?.removeItem(this.key);
    } catch {
      // Full or forbidden storage: the draft lives as long as the page.
    }
  }

  private read(): Saved {
    try {
      return (JSON.parse(this.store?.getItem(this.key) ?? '{}') ?? {}) as Saved;
    } catch {
      return {};
    }
  }
}
