/** `/library` */
export function LibraryPage() {
  return <main class="page" id="main" tabIndex={-1}><h1>Library</h1></main>;
}
