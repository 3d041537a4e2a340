export function AuditPage() { return <main class="page" id="main"><h1>Audit</h1></main>; }
