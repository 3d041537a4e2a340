/** `/progress` */
export function ProgressPage() {
  return <main class="page" id="main" tabIndex={-1}><h1>Progress</h1></main>;
}
