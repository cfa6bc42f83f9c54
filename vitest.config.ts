import { defineConfig } from 'vitest/config'

/**
 * `rules` are pure and need nothing; `system` gets PostgreSQL, Redis and a browser from its global setup. No file gets its
 * modules anew, which took longer than most tests: none of them keeps what another test could trip over.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          isolate: false,
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          globalSetup: ['test/harness/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
    maxWorkers: 2,
    reporters: ['default'],
  },
})
