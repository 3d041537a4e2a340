import type { ReliabilityBin } from '../api/tuningTypes';
import './reliability.css';

const size = 240;
const at = (share: number) => Math.max(0, Math.min(1, share)) * size;
const words = (share: number) => `${(share * 100).toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

/** How often levels are right against how sure the model was: on the slope both are the same. `after` is what a change would make of it. */
export function Reliability(props: { before: ReliabilityBin[]; after?: ReliabilityBin[]; label: string }) {
  const { before, after, label } = props;
  return (
    <figure class="reliability" data-testid="reliability">
      <svg viewBox={`-34 -8 ${size + 44} ${size + 44}`} role="img" aria-label={label}>
        {[0.25, 0.5, 0.75, 1].map((share) => <path key={share} class="grid-line" d={`M0 ${size - at(share)}H${size}M${at(share)} 0V${size}`} />)}
        <path class="frame" d={`M0 0V${size}H${size}`} />
        <path class="slope" d={`M0 ${size}L${size} 0`} />
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <text x={-6} y={size - at(share) + 4} text-anchor="end">{share * 100}</text>
            <text x={at(share)} y={size + 15} text-anchor="middle">{share * 100}</text>
          </g>
        ))}
        <text x={size / 2} y={size + 31} text-anchor="middle">how sure, %</text>
        <text x={-24} y={size / 2} text-anchor="middle" transform={`rotate(-90 -24 ${size / 2})`}>how often right, %</text>
        <Bins bins={before} name={after === undefined ? 'now' : 'before'} />
        {after !== undefined && <Bins bins={after} name="after" />}
      </svg>
      <details>
        <summary data-testid="reliability-numbers">Numbers</summary>
        <table>
          <thead><tr><th scope="col">Sure</th><th scope="col" class="right-text">Clips</th><th scope="col" class="right-text">Mean</th><th scope="col" class="right-text">Right</th>{after !== undefined && <th scope="col" class="right-text">Right after</th>}</tr></thead>
          <tbody>
            {before.map((bin, i) => (
              <tr key={bin.from}>
                <th scope="row" class="num">{words(bin.from)}–{words(bin.to)}</th>
                <td class="num right-text">{bin.clips.toLocaleString()}</td>
                <td class="num right-text">{bin.clips === 0 ? '–' : words(bin.confidence)}</td>
                <td class="num right-text">{bin.clips === 0 ? '–' : words(bin.accuracy)}</td>
                {after !== undefined && <td class="num right-text">{(after[i]?.clips ?? 0) === 0 ? '–' : words(after[i]!.accuracy)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Bins(props: { bins: ReliabilityBin[]; name: 'now' | 'before' | 'after' }) {
  const filled = props.bins.filter((bin) => bin.clips > 0);
  const most = Math.max(1, ...filled.map((bin) => bin.clips));
  return (
    <g class={`bins ${props.name}`}>
      {filled.length > 1 && <path class="join" d={filled.map((bin, i) => `${i === 0 ? 'M' : 'L'}${at(bin.confidence)} ${size - at(bin.accuracy)}`).join('')} />}
      {filled.map((bin) => (
        <circle key={bin.from} cx={at(bin.confidence)} cy={size - at(bin.accuracy)} r={2.5 + 5 * Math.sqrt(bin.clips / most)}>
          <title>{`${words(bin.confidence)} sure, ${words(bin.accuracy)} right, ${bin.clips.toLocaleString()} clips`}</title>
        </circle>
      ))}
    </g>
  );
}
