// The code in docs/guides/, of docs/sdk.md and in the comments of the SDK is run against a vault, as it stands there;
// docs/guides/README.md tells which test runs what.
// `KEEPWELL_WRITE_GUIDES=1 npm test -- src/guides.test.ts` writes that page.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeProgram } from './cli/program.ts';
import { readRules } from './cli/rules-file.ts';
import { App } from './client/connect.ts';
import * as sdk from './client/index.ts';
import { ConnectPackage } from './client/packages.ts';
import { RecordClient } from './client/record.ts';
import { type StatusName, status } from './core/healthvault/statuses.ts';
import { findMethod } from './methods/index.ts';
import { readXml } from './schema/xml-reader.ts';
import { listCommands } from './testing/cli-page.ts';
import { withinDirect } from './testing/direct.ts';
import { type Block, guidesFolder, listGuides, readBlocks, repository } from './testing/guides/blocks.ts';
import { importFor, listExamples } from './testing/guides/examples.ts';
import { listPrinted, writeModule, writeTsconfig } from './testing/guides/modules.ts';
import { languages, runProgram } from './testing/guides/programs.ts';
import { fillIn, type Scene, setScene } from './testing/guides/setting.ts';
import { printTable } from './testing/guides/table.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

const guides = listGuides().map(name => ({ name, blocks: readBlocks(join(guidesFolder, name)) }));
/** What else shows how the SDK is used. */
const pagesOfSdk = ['docs/sdk.md', 'docs/rest.md', 'docs/smart.md', 'packages/client/README.md'].map(
  path => ({
    name: path.replaceAll('/', '-'),
    blocks: readBlocks(join(repository, path)),
  }),
);
const examples = listExamples().map(({ of, code }) => ({
  name: `${of}.md`,
  blocks: [{ language: 'ts', words: [], text: importFor(code, Object.keys(sdk)) }],
}));
/** The other documents: what they show is read, not run. */
const documents = readdirSync(join(repository, 'docs'))
  .filter(name => name.endsWith('.md'))
  .map(name => ({ name, blocks: readBlocks(join(repository, 'docs', name)) }));
const withCode = (language: string, pages = guides) =>
  pages
    .map(({ name, blocks }) => ({ name, blocks: blocks.filter(block => block.language === language) }))
    .filter(({ blocks }) => blocks.length > 0);

let server: TestServer;
let folder: string;
beforeAll(async () => {
  // What an XPath may take is reckoned for a machine that does nothing else.
  server = await startTestServer({ ...withinDirect, limits: { xpathTimeMs: 20_000 } });
  folder = mkdtempSync(join(tmpdir(), 'keepwell-guides-'));
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every block is of a language that a test runs or reads', () => {
  const known = ['ts', 'xml', 'url', 'sh', 'json', 'text', ...Object.keys(languages)];
  for (const { name, blocks } of guides)
    expect([name, blocks.filter(({ language }) => !known.includes(language))]).toEqual([name, []]);
});

const codeOf = (pages: typeof guides) =>
  withCode('ts', pages).map(({ name, blocks }) => ({ name, code: blocks.map(({ text }) => text) }));

async function runPage({ name, code }: { name: string; code: readonly string[] }): Promise<void> {
  const { setting } = await setScene(server);
  const { run } = await import(writeModule(folder, name, code));
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')));
  await run(setting).finally(() => log.mockRestore());
  expect(printed).toEqual(listPrinted(code));
}

describe('TypeScript', () => {
  test('fits the types of the SDK', () => {
    for (const { name, code } of codeOf([...guides, ...pagesOfSdk, ...examples]))
      writeModule(folder, name, code);
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', writeTsconfig(folder)], { encoding: 'utf8' });
    expect(stdout).toBe('');
  }, 120_000);

  test.each(codeOf(guides))('of $name runs and prints what it says', runPage);
});

describe('XML', () => {
  const pages = withCode('xml', [...guides, ...documents]);

  test.each(pages)('of $name is well-formed', ({ blocks }) => {
    for (const { text } of blocks) readXml(`<all>${text.replace(/<\?[^?]*\?>/g, '')}</all>`);
  });

  test.each(pages.filter(({ blocks }) => blocks.some(({ words }) => words.length > 0)))(
    'of $name is answered as it is said',
    async ({ blocks }) => {
      const scene = await setScene(server);
      for (const block of blocks.filter(({ words }) => words.length > 0)) {
        const [code, wanted, message] = await send(block, scene);
        expect([block.words, code, message]).toEqual([block.words, wanted, message]);
      }
    },
  );
});

/** As what the method needs to know, for a person who is here. */
async function send({ words, text }: Block, { linked, names }: Scene) {
  const [method = '', version = '1', wanted = '0', mode] = words;
  const auth = findMethod(method)!.auth;
  const { recordId, userToken, personId, client } = linked;
  const answer = await client.call(method, {
    version: Number(version),
    info: fillIn(text, names),
    ...((auth === 'person' || auth === 'record') && (mode === 'offline' ? { personId } : { userToken })),
    ...(auth === 'record' && { recordId }),
  });
  return [answer.code, Number(wanted), answer.message] as const;
}

describe('addresses', () => {
  test.each(withCode('url'))('of $name lead somewhere', async ({ blocks }) => {
    const { names } = await setScene(server);
    for (const address of blocks.flatMap(({ text }) => text.split('\n'))) {
      const { pathname, search } = new URL(fillIn(address, names));
      const { status } = await fetch(`${server.shellUrl}${pathname}${search}`);
      expect([address, status]).toEqual([address, 200]);
    }
  });
});

describe('commands', () => {
  const quiet = () => undefined;
  const commands = new Map(
    listCommands(makeProgram({ out: quiet, err: quiet, input: Readable.from([]), env: {} })).map(
      ({ name, command }) => [name, command.options.flatMap(({ long, short }) => [long, short])],
    ),
  );
  /** The longest first: `backup keygen` is not `backup`. */
  const names = [...commands.keys()].sort((a, b) => b.length - a.length);

  test.each(withCode('sh', [...guides, ...documents]))(
    'of $name are there, with their options',
    ({ blocks }) => {
      for (const { text } of blocks) {
        execFileSync('bash', ['-n'], { input: text.replace(/<[\w ,-]+>/g, 'X') });
        const lines = text.replace(/\\\n/g, ' ').replace(/ #.*$/gm, '');
        for (const [line] of lines.matchAll(/(?<=npx )keepwell [^|&;>\n]*/g)) {
          const name = names.find(name => `${line} `.startsWith(`${name} `));
          expect([line, name]).not.toEqual([line, undefined]);
          for (const [option] of line.matchAll(/(?<= )--?[a-z][\w-]*/g))
            expect([line, ...commands.get(name!)!]).toContain(option);
        }
      }
    },
  );

  test.each(withCode('json', [...guides, ...documents]))(
    'JSON of $name is JSON, and rules are rules',
    ({ blocks }) => {
      for (const { text } of blocks)
        if (Array.isArray(JSON.parse(text)) && text.includes('"permissions"')) {
          const file = join(folder, 'rules.json');
          writeFileSync(file, text);
          expect(readRules(file).length).toBeGreaterThan(0);
        }
    },
  );
});

test('links of documents lead to files that are there', () => {
  // The pages drop a link to what is no page; that it has its anchor there, reference.test.ts sees to.
  const samples = readdirSync(join(repository, 'samples'), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => `samples/${name}`);
  const folders = ['.', 'docs', 'docs/guides', 'packages/client', ...samples];
  const files = folders.flatMap(folder =>
    readdirSync(join(repository, folder))
      .filter(name => name.endsWith('.md'))
      .map(name => join(folder, name)),
  );
  const broken = files.flatMap(file =>
    [...readFileSync(join(repository, file), 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .filter(([, to]) => !existsSync(join(repository, dirname(file), to!)))
      .map(([, to]) => `${file}: ${to}`),
  );
  expect(broken).toEqual([]);
});

test.each(guides)('status codes in $name are called so', ({ name }) => {
  const text = readFileSync(join(guidesFolder, name), 'utf8');
  for (const [, code, called] of text.matchAll(/\b(\d+) `([A-Z][A-Z_]+)`/g))
    expect([called, status(called as StatusName)?.code]).toEqual([called, Number(code)]);
});

describe('the SDK', () => {
  // It has no clock but the machine's.
  beforeAll(() => server.clock.pass(Date.now() - server.clock.now()));

  test.each(codeOf([...pagesOfSdk, ...examples]))('as $name shows it', runPage);

  test('has an example of whatever it exports that runs', () => {
    const classes = [App, RecordClient, ConnectPackage];
    const methods = classes.flatMap(({ name, prototype }) =>
      Object.getOwnPropertyNames(prototype).map(method => `${name}.${method}`),
    );
    // The first are made by the SDK alone, the last is what its own parts call.
    const own = ['App.constructor', 'RecordClient.constructor', 'ConnectPackage.constructor', 'App.transfer'];
    const wanted = [...Object.keys(sdk), ...methods].filter(name => !own.includes(name));
    expect(listExamples().map(({ of }) => of)).toEqual(expect.arrayContaining(wanted));
  });
});

describe('the wire', () => {
  const programs = readBlocks(join(guidesFolder, 'wire.md')).filter(({ language }) =>
    Object.hasOwn(languages, language),
  );

  test('is told in five languages', () => {
    expect(programs.map(({ language }) => language).sort()).toEqual(Object.keys(languages).sort());
  });

  for (const { language, text } of programs)
    test.skipIf(!languages[language]!.isHere)(
      `the program in ${language} opens a session and calls (needs ${languages[language]!.needs})`,
      async () => {
        const { setting } = await setScene(server);
        // Programs have no clock but the machine's.
        server.clock.pass(Date.now() - server.clock.now());
        expect((await runProgram(folder, language, text, setting)).trim()).toBe('Ada Test');
      },
      60_000,
    );
});

test('docs/guides/README.md tells of every topic its page, and what runs its code', () => {
  const page = join(guidesFolder, 'README.md');
  const printed = printTable();
  if (process.env.KEEPWELL_WRITE_GUIDES) writeFileSync(page, printed);
  expect(readFileSync(page, 'utf8')).toBe(printed);
});
