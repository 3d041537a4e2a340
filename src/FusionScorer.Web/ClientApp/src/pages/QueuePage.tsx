export function QueuePage() { return <main class="page" id="main"><h1>Queue</h1></main>; }
