// Applications that send people to the Shell, for tests.
import type { NewApplication } from '../../core/applications/register.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { givenApp, type TestApp } from '../../testing/given.ts';
import type { TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { Browser, type Page } from './browser.ts';

export const actionUrl = 'https://app.example/action?from=shell';

export function rule(given: Partial<Rule> = {}): Rule {
  return {
    name: 'weights',
    reason: 'To draw your weight as a curve.',
    permissions: ['Read', 'Create'],
    targets: [{ typeIds: [typeIds.weight] }],
    exceptions: [],
    mode: 'online',
    optional: undefined,
    ...given,
  };
}

export function givenWebApp(server: TestServer, given: Partial<NewApplication> = {}): Promise<TestApp> {
  return givenApp(server.vault, { name: 'Curves', actionUrl, rules: [rule()], ...given });
}

/** The address applications send people to. */
export function redirectTo(
  target: string,
  parameters: Record<string, string>,
  beside: Record<string, string> = {},
): string {
  return `/redirect.aspx?${new URLSearchParams({ target, targetqs: String(new URLSearchParams(parameters)), ...beside })}`;
}

/** A signed-in person of their own, with one record. */
export async function givenVisitor(server: TestServer): Promise<Browser> {
  const browser = new Browser(server);
  await browser.signUp();
  return browser;
}

export async function allow(
  browser: Browser,
  page: Page,
  values: Record<string, string | string[] | undefined> = {},
): Promise<Page> {
  return browser.submit(page, '/consent', { decision: 'allow', ...values });
}
