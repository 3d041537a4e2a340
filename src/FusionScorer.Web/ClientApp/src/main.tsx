import { render } from 'preact';

render(<p>FusionScorer</p>, document.getElementById('app')!);
