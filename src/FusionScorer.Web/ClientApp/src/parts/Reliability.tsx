import type { ReliabilityBin } from '../api/tuningTypes';
import './reliability.css';

const size = 100;
const share = (p: number) => `${(p * 100).toFixed(1)} %`;

/** How often the model is right against how sure it was; on the diagonal it is as right as it says. */
export function Reliability(props: { before: ReliabilityBin[]; after?: ReliabilityBin[]; label: string }) {
  const { before, after, label } = props;
  const filled = before.filter((bin) => bin.clips > 0);
  const later = after?.filter((bin) => bin.clips > 0);
  const most = Math.max(1, ...filled.map((bin) => bin.clips), ...(later ?? []).map((bin) => bin.clips));
  if (filled.length === 0 && (later === undefined || later.length === 0)) return <p class="faint">{label}: no decided clip yet.</p>;
  return (
    <figure class="reliability" data-testid="reliability">
      <svg viewBox="-15 -4 121 121" role="img" aria-label={`${label}: share that is right against stated probability. The table after it has the numbers.`}>
        <g class="reliability-grid">
          {[0, 25, 50, 75, 100].map((at) => <path key={at} d={`M${at} 0V${size}M0 ${at}H${size}`} />)}
        </g>
        <path class="reliability-ideal" d={`M0 ${size}L${size} 0`} />
        <Curve bins={filled} most={most} kind={later === undefined ? 'after' : 'before'} />
        {later !== undefined && <Curve bins={later} most={most} kind="after" />}
        <g class="reliability-scale" aria-hidden="true">
          {[0, 50, 100].map((at) => <text key={at} x={at} y={size + 9} text-anchor="middle">{at}</text>)}
          {[0, 50, 100].map((at) => <text key={at} x={-3} y={size - at + 2.5} text-anchor="end">{at}</text>)}
          <text x={size / 2} y={size + 16} text-anchor="middle">said, %</text>
          <text class="reliability-up" x={-size / 2} y={-10} text-anchor="middle">right, %</text>
        </g>
      </svg>
      {later !== undefined && <figcaption aria-hidden="true"><span class="before">before</span><span class="after">after</span></figcaption>}
      <table class="sr">
        <caption>{label}</caption>
        <thead><tr><th scope="col">Stated</th><th scope="col">When</th><th scope="col">Clips</th><th scope="col">Mean stated</th><th scope="col">Right</th></tr></thead>
        <tbody>
          {filled.map((bin) => <Row key={`b${bin.from}`} bin={bin} when={later === undefined ? 'now' : 'before'} />)}
          {later?.map((bin) => <Row key={`a${bin.from}`} bin={bin} when="after" />)}
        </tbody>
      </table>
    </figure>
  );
}

function Curve(props: { bins: ReliabilityBin[]; most: number; kind: 'before' | 'after' }) {
  const at = (bin: ReliabilityBin): [number, number] => [bin.confidence * size, (1 - bin.accuracy) * size];
  return (
    <g class={`reliability-curve ${props.kind}`}>
      <path d={props.bins.map((bin, i) => `${i === 0 ? 'M' : 'L'}${at(bin).map((v) => v.toFixed(2)).join(' ')}`).join('')} />
      {props.bins.map((bin) => {
        const [x, y] = at(bin);
        // Area, not radius, grows with the number of clips.
        return <circle key={bin.from} cx={x.toFixed(2)} cy={y.toFixed(2)} r={(1.2 + 2.6 * Math.sqrt(bin.clips / props.most)).toFixed(2)}><title>{`${props.kind === 'before' ? 'Before: ' : ''}${bin.clips.toLocaleString()} clips, said ${share(bin.confidence)}, right ${share(bin.accuracy)}`}</title></circle>;
      })}
    </g>
  );
}

function Row(props: { bin: ReliabilityBin; when: string }) {
  const { bin, when } = props;
  return <tr><th scope="row">{share(bin.from)} to {share(bin.to)}</th><td>{when}</td><td>{bin.clips.toLocaleString()}</td><td>{share(bin.confidence)}</td><td>{share(bin.accuracy)}</td></tr>;
}
