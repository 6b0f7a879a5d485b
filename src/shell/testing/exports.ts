// What a person takes along of a record, as the page gives it.
import type { Browser } from './browser.ts';

/** @param form the token of its form, where another is sent than the page has */
export async function askForExport(browser: Browser, record: string, form?: string): Promise<Response> {
  const token = form ?? ((await browser.open('/export')).form('/export').form as string);
  const { shellUrl } = browser.server;
  const { origin } = new URL(shellUrl);
  return fetch(new URL('/export', shellUrl), {
    method: 'POST',
    body: new URLSearchParams({ form: token, record }),
    headers: { origin, cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    redirect: 'manual',
  });
}
