import type { AdjudicationItem } from '../../api/types';
import { Level } from '../../parts/levels';
import { when } from '../../parts/time';
import { Said } from './Answers';

export function DisputeTable(props: { items: AdjudicationItem[]; levels: string[] }) {
  const { items, levels } = props;
  return (
    <table class="grid disputes">
      <thead><tr><th scope="col">Clip</th><th scope="col">Answers</th><th scope="col" class="right-text">Apart</th><th scope="col">Stands</th><th scope="col">Model</th><th scope="col">Since</th></tr></thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.clip} data-testid="dispute-row" data-clip={item.clip}>
            <th scope="row"><a class="title" dir="auto" href={`/adjudication?clip=${encodeURIComponent(item.clip)}`}>{item.title}</a>{item.year !== null && <span class="faint num"> {item.year}</span>}</th>
            <td><ul>{item.answers.map((answer) => <li key={answer.reviewer}><Said set={answer.levels} levels={levels} /> <bdi class="faint">{answer.reviewer}</bdi></li>)}</ul></td>
            <td class="num right-text">{item.distance}</td>
            <td>{item.level === null ? <span class="faint">–</span> : <Level name={item.level} levels={levels} />}</td>
            <td><Level name={item.modelLevel} levels={levels} /></td>
            <td class="num">{when(item.since)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
