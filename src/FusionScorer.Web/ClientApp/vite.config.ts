import { defineConfig } from 'vitest/config';

// The content security policy allows no inline script, style or data address, so nothing is inlined.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: 'dist', assetsInlineLimit: 0, modulePreload: { polyfill: false }, sourcemap: false, target: 'es2022' },
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
  // The usual reporter needs Map.groupBy, which Node.js 20 lacks.
  test: { environment: 'happy-dom', reporters: ['tap-flat'], include: ['src/**/*.test.{ts,tsx}'] },
});
