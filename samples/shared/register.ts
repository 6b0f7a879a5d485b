// A SMART application registers itself, as it may in a sandbox: once for a vault and an address.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Registration {
  readonly vault: string;
  /** Where the page is. */
  readonly own: string;
  /** Remembers the ids. */
  readonly file: string;
  /** As RFC 7591 has it. */
  readonly client: Readonly<Record<string, unknown>>;
}

/** @returns the client id */
export async function register({ vault, own, file, client }: Registration): Promise<string> {
  const known: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const here = `${vault} ${own}`;
  if (known[here] !== undefined) return known[here];
  const response = await fetch(`${vault}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...client, token_endpoint_auth_method: 'none', response_types: ['code'] }),
  }).catch(() => undefined);
  if (!response) return fail(`Nobody answers at ${vault}. Is a vault running?`);
  if (response.status === 404 || response.status === 403)
    return fail(
      'This vault lets no application register itself. Register it in the pages for developers, and say its id by --client-id.',
    );
  const answer = (await response.json()) as { client_id?: string; error_description?: string };
  if (answer.client_id === undefined) return fail(`The vault refused: ${answer.error_description}.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...known, [here]: answer.client_id }));
  return answer.client_id;
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
