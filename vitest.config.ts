import { defineConfig } from 'vitest/config'

/** `rules` are pure and need nothing; `system` gets PostgreSQL, Redis and a browser from its global setup. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'system',
          // Loading the app anew for each file took a quarter of the time. No module keeps what a test could trip over.
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
