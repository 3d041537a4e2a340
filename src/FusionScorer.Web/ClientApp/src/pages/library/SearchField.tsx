import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LibraryFilter } from '../../api/types';
import { go } from '../../app/router';
import { Icon } from '../../parts/icons';
import { libraryLink, withLibrary } from './libraryFilter';

const pauseMs = 200;

/** Words of title, path or id, asked for while typing. A spell of typing is one step back. */
export function SearchField(props: { filter: LibraryFilter; focus: boolean }) {
  const { filter } = props;
  const field = useRef<HTMLInputElement>(null);
  const text = useSignal(filter.search ?? '');
  const asked = useRef(filter.search ?? '');
  const typing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Typing ends later than it began: what else was chosen meanwhile stays.
  const now = useRef(filter);
  now.current = filter;
  useEffect(() => {
    if (props.focus) field.current?.focus();
  }, [props.focus]);
  useEffect(() => {
    const search = filter.search ?? '';
    if (search === asked.current) return;
    clearTimeout(timer.current);
    asked.current = search;
    text.value = search;
    typing.current = false;
  }, [filter.search]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = () => {
    clearTimeout(timer.current);
    const search = text.peek().trim();
    if (search === asked.current) return;
    asked.current = search;
    go(libraryLink(withLibrary(now.current, { search: search === '' ? undefined : search })), typing.current);
    typing.current = true;
  };
  return (
    <form role="search" onSubmit={(event) => { event.preventDefault(); ask(); typing.current = false; }}>
      <label class="search"><span class="sr">Search title, file or id</span><Icon name="search" />
        <input ref={field} type="search" dir="auto" placeholder="Title, file or id" maxLength={200} autoComplete="off" value={text.value} data-testid="library-search"
          onInput={(event) => { text.value = event.currentTarget.value; clearTimeout(timer.current); timer.current = setTimeout(ask, pauseMs); }}
          onBlur={() => (typing.current = false)} />
      </label>
    </form>
  );
}
