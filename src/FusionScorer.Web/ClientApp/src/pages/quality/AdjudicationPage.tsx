/** `/adjudication` */
export function AdjudicationPage() {
  return <main class="page" id="main" tabIndex={-1}><h1>Adjudication</h1></main>;
}
