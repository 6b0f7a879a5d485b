import { expect, test } from 'vitest';
import { startTestServer } from '../testing/server.ts';

test('a page that was drawn leaves no hooks on the promises of the process', async () => {
  await using server = await startTestServer();
  const hooksOf = () => Object.getOwnPropertySymbols(Promise.resolve());
  expect(hooksOf()).toEqual([]);
  for (const path of ['/', '/docs/']) {
    const page = await fetch(`http://127.0.0.1:${server.port}${path}`);
    expect(await page.text()).toContain('<!DOCTYPE html>');
  }
  expect(hooksOf()).toEqual([]);
});
