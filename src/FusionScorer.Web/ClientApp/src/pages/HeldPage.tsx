export function HeldPage() { return <main class="page" id="main"><h1>Held</h1></main>; }
