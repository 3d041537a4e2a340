/** `/tuning` */
export function TuningPage() {
  return <main class="page" id="main" tabIndex={-1}><h1>Tuning</h1></main>;
}
