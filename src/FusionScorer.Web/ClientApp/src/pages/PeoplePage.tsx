export function PeoplePage() { return <main class="page" id="main"><h1>People</h1></main>; }
