// Numbers without bounds are refused at once, by whichever kind of field and in whichever language they are typed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCpuClock } from '../../../testing/cpu.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { changed, formValues } from '../../testing/form-values.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const fields = {
  'a fraction in percent': ['/items/new/blood-oxygen-saturation', 'v.value'],
  'a measurement with a unit': ['/items/new/weight', 'v.value.value'],
  'a whole number': ['/items/new/blood-pressure', 'v.systolic'],
} as const;
const numbers = ['1e-2000000', '1e600000000', '1e-600000000', `0.${'0'.repeat(60_000)}1`, '9'.repeat(60_000)];

test.each(Object.entries(fields))('%s', async (_, [path, field]) => {
  const { browser } = await givenSignedIn(server);
  const { origin } = new URL(server.shellUrl);
  for (const language of ['en', 'de']) {
    browser.cookies.set('keepwell-language', language);
    const { html } = await browser.open(path);
    for (const number of numbers) {
      const cpuMs = startCpuClock();
      const typed = language === 'de' ? number.replace('.', ',') : number;
      const body = changed(formValues(html, path), { [field]: typed });
      const answer = await browser.send(path, { method: 'POST', body, headers: { origin } });
      expect([language, number.slice(0, 20), answer.status]).toEqual([language, number.slice(0, 20), 422]);
      if (typed.length < 100) expect(answer.html).toContain(`value="${typed}"`);
      expect(cpuMs()).toBeLessThan(2000);
    }
  }
});
