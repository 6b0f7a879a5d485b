// Files brought into a record of a test, by the pipeline that pages use.
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { keepImport } from '../../core/imports/begin.ts';
import { answerQuestion } from '../../core/imports/choose.ts';
import type { Import, ImportState } from '../../core/imports/import.ts';
import type { TestServer } from '../server.ts';

interface Owner {
  readonly person: { readonly id: string };
  readonly record: { readonly id: string };
}

export function grantOf({ vault }: Pick<TestServer, 'vault'>, { person, record }: Owner) {
  return vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
}

const options = { zone: 'Europe/Berlin', language: 'en', keepsRaw: false };

async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

interface GivenFile {
  readonly name?: string;
  /** What is said of its columns otherwise than it is guessed; undefined where nobody answers. */
  readonly answer?: Readonly<Record<string, string>> | undefined;
}

/** Brought in, and read; what is asked of its columns is answered as it is guessed. */
export async function givenImport(
  server: Pick<TestServer, 'vault' | 'background'>,
  owner: Owner,
  content: string | Buffer,
  { name = 'values.csv', ...how }: GivenFile = {},
): Promise<Import> {
  const { vault } = server;
  const bytes = Buffer.from(content);
  const key = await keepImport(vault, await grantOf(server, owner), { name, options }, stream(bytes));
  const read = await runUntilDone(server, key);
  const answer = 'answer' in how ? how.answer : {};
  if (read.state !== 'asking' || !answer) return read;
  const { columns = [], choices = [] } = read.about.question ?? {};
  const guesses = [...columns.flatMap(({ choices }) => choices), ...choices].map(({ name, guess }) => [
    name,
    guess,
  ]);
  await answerQuestion(vault, key, { ...Object.fromEntries(guesses), ...answer });
  return runUntilDone(server, key);
}

const worked: readonly ImportState[] = ['waiting', 'writing', 'undoing'];

/** Until there is nothing for the job to do with it. */
export async function runUntilDone(
  { vault, background }: Pick<TestServer, 'vault' | 'background'>,
  key: Pick<Import, 'recordId' | 'id'>,
): Promise<Import> {
  for (;;) {
    const one = await vault.store.read(db => db.imports.byId(key));
    if (!one) throw new Error('there is no such import');
    if (!worked.includes(one.state)) return one;
    await background.run('imports');
  }
}
