import type { FunctionRow } from '../../api/progressTypes';

export const columns = ['name', 'signal', 'coverage', 'overlap', 'conflict', 'accuracy', 'weight'] as const;
export type Column = (typeof columns)[number];
export interface Order { by: Column; down: boolean }

/** `-coverage` → by coverage, the largest first; what is not understood is by signal, as the policy writes them. */
export function parseOrder(text: string | null): Order {
  const down = text?.startsWith('-') === true;
  const by = (text ?? '').replace(/^-/, '') as Column;
  return columns.includes(by) ? { by, down } : { by: 'signal', down: false };
}

/** What a click on a column asks for: numbers begin with the largest, a second click turns round. */
export function turned(order: Order, by: Column): string {
  const down = order.by === by ? !order.down : by !== 'name' && by !== 'signal';
  return `${down ? '-' : ''}${by}`;
}

/** Stable; functions without an accuracy come last either way. */
export function sorted(rows: readonly FunctionRow[], order: Order): FunctionRow[] {
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const one = a[order.by];
    const other = b[order.by];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    return sign * (typeof one === 'string' ? one.localeCompare(other as string) : one - (other as number));
  });
}
