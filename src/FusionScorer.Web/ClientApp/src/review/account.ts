import type { ClipBundle, SignalView } from '../api/types';

type Fused = Pick<ClipBundle, 'account' | 'signals' | 'levels'>;

/** Bias plus all contributions, a level each, in nats; null before fusing. */
export function accountSum(clip: Fused): number[] | null {
  if (clip.account === null) return null;
  return clip.levels.map((_, level) => clip.signals.reduce((sum, signal) => sum + (signal.contribution?.[level] ?? 0), clip.account!.bias[level] ?? 0));
}

/** The posterior that the account gives: sum / temperature, through softmax. */
export function accountPosterior(clip: Fused): number[] | null {
  const sum = accountSum(clip);
  if (sum === null || clip.account === null) return null;
  const logits = sum.map((nats) => nats / clip.account!.temperature);
  const highest = Math.max(...logits);
  const parts = logits.map((logit) => Math.exp(logit - highest));
  const total = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / total);
}

/** The longest bar of the table, so that all bars share one scale. */
export function accountScale(clip: Fused): number {
  const rows = [clip.account?.bias ?? [], accountSum(clip) ?? [], ...clip.signals.map((signal: SignalView) => signal.contribution ?? [])];
  return Math.max(0.1, ...rows.flat().map(Math.abs));
}

/** `+1.24`, `−0.30`, `0`. */
export function nats(value: number): string {
  if (Math.abs(value) < 0.005) return '0';
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;
}
