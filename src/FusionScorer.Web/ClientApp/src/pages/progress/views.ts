import './progress.css';

export { ExtractionView } from './ExtractionView';
export { Overview } from './Overview';
