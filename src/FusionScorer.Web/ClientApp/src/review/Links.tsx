import type { LinkView } from '../api/types';
import { Level } from '../parts/levels';
import { nats } from './account';

/** What people and viewers who link this clip to decided ones say. */
export function Links(props: { links: LinkView | null; levels: string[] }) {
  const { links, levels } = props;
  if (links === null) return <p class="faint pad">Nothing links this clip to clips whose level is known.</p>;
  return (
    <div class="links pad" data-testid="links">
      <p dir="auto">{links.words}</p>
      {links.relations.map((relation) => (
        <section key={relation.relation}>
          <h3>{relation.relation}</h3>
          {relation.people.length > 0 && (
            <ul>
              {relation.people.map((person) => (
                <li key={person.name}>
                  <bdi class="strong">{person.name}</bdi>{person.contribution !== null && <span class="num faint"> {nats(person.contribution)}</span>}
                  <ul class="inner">{person.clips.map((clip) => <li key={clip.clip}><Level name={clip.level} levels={levels} /> <a href={`/clips/${encodeURIComponent(clip.clip)}`} dir="auto">{clip.title}</a></li>)}</ul>
                </li>
              ))}
            </ul>
          )}
          {relation.viewers.length > 0 && (
            <ul>
              {relation.viewers.map((viewer) => (
                <li key={viewer.clip}>
                  <Level name={viewer.level} levels={levels} /> <a href={`/clips/${encodeURIComponent(viewer.clip)}`} dir="auto">{viewer.title}</a>
                  <span class="num faint"> {viewer.shared} viewers in common</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
