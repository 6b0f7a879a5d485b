import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'conformance/**/*.test.ts', 'samples/**/*.test.ts'],
    globalSetup: [
      'src/testing/temporary.ts',
      'src/testing/codes-seen.ts',
      'src/testing/browser-scripts.ts',
      'src/testing/postgres.ts',
    ],
    // Where no browser says otherwise, times are told in the zone of the server.
    env: { TZ: 'UTC' },
    isolate: false,
    // Many tests wait for what they started: three at once keep two cores busy.
    maxWorkers: 3,
    // For walks in a browser on a machine that does other things too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default'],
  },
});
