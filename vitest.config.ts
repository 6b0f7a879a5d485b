import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'conformance/**/*.test.ts', 'samples/**/*.test.ts'],
    globalSetup: ['src/testing/temporary.ts', 'src/testing/codes-seen.ts'],
    // Where no browser says otherwise, times are told in the zone of the server.
    env: { TZ: 'UTC' },
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default'],
  },
});
