/** `/quality` */
export function QualityPage() {
  return <main class="page" id="main" tabIndex={-1}><h1>Quality</h1></main>;
}
