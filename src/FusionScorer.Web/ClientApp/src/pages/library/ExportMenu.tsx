import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LibraryFilter } from '../../api/types';
import { Icon } from '../../parts/icons';
import { chipsOf, libraryQuery } from './libraryFilter';

const formats = [['csv', 'CSV', 'a table for spreadsheets'], ['jsonl', 'JSON lines', 'one clip a line, for programs']] as const;

/** What is filtered, in the order shown, as a file. `total` is null while the number is still on its way. */
export function ExportMenu(props: { filter: LibraryFilter; total: number | null }) {
  const { filter, total } = props;
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) open.value = false;
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);
  const clips = total === null ? 'these clips' : total === 1 ? 'this 1 clip' : `these ${total.toLocaleString()} clips`;
  return (
    <div class="menu export" ref={root} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      open.value = false;
      root.current?.querySelector('button')?.focus();
    }}>
      <button type="button" class="num" data-testid="export-open" aria-expanded={open.value} aria-controls="export-sheet" onClick={() => (open.value = !open.value)}>Export {clips}<Icon name="down" /></button>
      {open.value && (
        <div id="export-sheet" class="menu-sheet">
          <p class="faint">Exactly what is filtered here{chipsOf(filter).length === 0 && ', which is the whole library'}, all pages, in this order.</p>
          {formats.map(([ending, name, words]) => (
            <a key={ending} href={`/api/v1/exports/library.${ending}${libraryQuery(filter)}`} download data-testid={`export-${ending}`} onClick={() => setTimeout(() => (open.value = false), 0)}>
              {name} <span class="faint">{words}</span>
            </a>
          ))}
        </div>
      )}
    </div>
  );
}
