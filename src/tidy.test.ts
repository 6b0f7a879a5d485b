// Keeps the house in order: imports flow one way, files and functions stay small, generated lists are fresh, docs name
// what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { wordsLacking } from './locales/lacking.ts';
import { isWhole, languages } from './locales/language.ts';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

interface SourceFile {
  /** Within src, with slashes. */
  readonly path: string;
  readonly text: string;
}

function sources(folder = src): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name)
      ? [{ path: relative(src, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }]
      : [];
  });
}

const all = sources();
const isTest = ({ path }: SourceFile) =>
  /\.(test|suite)\.tsx?$/.test(path) || path.startsWith('testing/') || path.includes('/testing/');
const product = all.filter(file => !isTest(file));

/** What each room may import from, itself apart. */
const mayImport: Record<string, readonly string[]> = {
  schema: [],
  things: ['schema'],
  vocabularies: ['schema', 'things', 'locales'],
  locales: ['schema', 'things'],
  formats: ['schema', 'things', 'vocabularies'],
  core: ['schema', 'things', 'vocabularies', 'locales', 'formats'],
  methods: ['schema', 'things', 'vocabularies', 'formats', 'core'],
  storage: ['core'],
  browser: [],
  http: ['core'],
  facades: ['schema', 'things', 'vocabularies', 'locales', 'formats', 'core', 'methods', 'http'],
  shell: ['schema', 'things', 'vocabularies', 'locales', 'formats', 'core', 'methods', 'http'],
  client: ['schema', 'things', 'methods/contracts', 'core/healthvault/packages/crypto'],
  'methods/contracts': ['schema', 'things'],
  demo: ['schema', 'things', 'core'],
};

function imports({ path, text }: SourceFile): { target: string; typesOnly: boolean }[] {
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
    ),
  ].map(m => ({
    typesOnly: m[1] !== undefined,
    target: relative(src, resolve(src, dirname(path), (m[2] ?? m[3])!)).replaceAll('\\', '/'),
  }));
}

test('imports flow one way: schema ← things ← core ← methods ← facades ← main', () => {
  const against = product.flatMap(file => {
    // A room within a room comes before the one around it.
    const room = Object.keys(mayImport)
      .filter(room => isIn(room, file.path))
      .sort((a, b) => b.length - a.length)[0];
    if (room === undefined) return [];
    const allowed = [room, ...mayImport[room]!];
    return imports(file)
      .filter(({ target }) => target.includes('/') && !allowed.some(room => isIn(room, target)))
      .map(({ target }) => `${file.path} → ${target}`);
  });
  expect(against).toEqual([]);
});

/** The floors of the Shell, from below. Its routes and what starts it are the roof. */
const floors = ['web', 'kit', 'items', 'hand-over', 'pages'];

test(`no import of the Shell climbs: ${floors.join(' ← ')} ← routes`, () => {
  const floorOf = (path: string) => {
    const floor = floors.findIndex(name => isIn(`shell/${name}`, path));
    return floor === -1 ? floors.length : floor;
  };
  const climbing = product
    .filter(({ path }) => isIn('shell', path))
    .flatMap(file =>
      imports(file)
        .filter(({ target }) => isIn('shell', target) && floorOf(target) > floorOf(file.path))
        .map(({ target }) => `${file.path} → ${target}`),
    );
  expect(climbing).toEqual([]);
});

test('no file needs itself, by whatever others, types included', () => {
  const needs = new Map(product.map(file => [file.path, imports(file).map(({ target }) => target)]));
  const reaches = (path: string) => {
    const found = new Set<string>();
    const next = [...(needs.get(path) ?? [])];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (found.has(one)) continue;
      found.add(one);
      next.push(...(needs.get(one) ?? []));
    }
    return found;
  };
  const circling = product.map(({ path }) => path).filter(path => reaches(path).has(path));
  expect(circling).toEqual([]);
});

function isIn(room: string, path: string): boolean {
  return path.startsWith(`${room}/`);
}

test('what is shown of an item does not know the forms', () => {
  const against = product
    .filter(({ path }) => /^shell\/items\/[^/]+$/.test(path))
    .filter(file => imports(file).some(({ target }) => isIn('shell/items/form', target)))
    .map(({ path }) => path);
  expect(against).toEqual([]);
});

test('words are found through locales/words.ts, in the language of who reads them', () => {
  const against = product
    .filter(({ path }) => !path.startsWith('locales/'))
    .flatMap(file => imports(file).map(({ target }) => `${file.path} → ${target}`))
    .filter(line => / → locales\/[a-z]{2}\//.test(line));
  expect(against).toEqual([]);
});

test.each(languages.filter(isWhole))('the language %s lacks no word', language => {
  expect(wordsLacking(language)).toEqual([]);
});

test('grants are made in core/authorization only', () => {
  const makers = product
    .filter(f => /\bmakeGrant\(/.test(f.text) && !f.path.startsWith('core/authorization/'))
    .map(f => f.path);
  expect(makers).toEqual([]);
});

test('ARCHITECTURE lists what reads past a grant, and why', () => {
  const unscoped = product.flatMap(({ path, text }) => {
    const calls = [...text.matchAll(/\.unscoped\((\w+, '([^']+)'\))?/g)];
    return calls.map(([, , reason]) => `- \`src/${path}\`: ${reason}`);
  });
  const document = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const [, chapter = ''] = /\n## Past a grant\n([\s\S]*?)\n## /.exec(document) ?? [];
  expect(unscoped.sort()).toEqual([...chapter.matchAll(/^- .*$/gm)].map(([line]) => line));
});

test('who reaches a record, and what is noted of it, is decided in core only', () => {
  const writers = product
    .filter(({ path }) => !/^(core|storage)\//.test(path))
    .filter(({ text }) => /\.(audit\.add|putAccess|removeAccess)\(/.test(text))
    .map(({ path }) => path);
  expect(writers).toEqual([]);
});

test('the Shell has no route outside of its table', () => {
  const registering = product
    .filter(({ path }) => path.startsWith('shell/') && path !== 'shell/shell.ts')
    .filter(({ text }) => /\bnew Hono\b|\bHono<|\bapp\.(get|post|put|delete|all|on|use|route)\(/.test(text))
    .map(({ path }) => path);
  expect(registering).toEqual([]);
});

test('the core refuses in its own words, not in those of a protocol', () => {
  const users = product
    .filter(({ path }) => path.startsWith('core/') && !path.startsWith('core/healthvault/'))
    .filter(({ text }) => /(fault|refuse)\([^;]*('[A-Z]+_|data-xml|type-id|-token|rcpt-|xml:lang)/.test(text))
    .map(({ path }) => path);
  expect(users).toEqual([]);
});

test('the product uses no clock and no randomness but its ports', () => {
  const allowed = /^(main\.ts|cli\/|client\/|storage\/keys\.ts|testing\/)/;
  const users = product
    .filter(({ path }) => !allowed.test(path))
    .filter(({ text }) =>
      /Date\.now\(\)|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(count/.test(text),
    )
    .map(({ path }) => path);
  expect(users).toEqual([]);
});

const linesMax = 400;
const functionLinesMax = 70;

/** Files that are one long table. */
const tables =
  /^(core\/healthvault\/statuses\.ts|core\/fhir\/parameters\.ts|shell\/routes\.ts|storage\/migrations\.ts|vocabularies\/|things\/all\.ts|methods\/all\.ts)/;

test(`no file is over ${linesMax} lines unless it is a table`, () => {
  const long = all.filter(
    f =>
      !tables.test(f.path) && f.text.split('\n').length > linesMax && !/\.(test|suite)\.tsx?$/.test(f.path),
  );
  expect(long.map(f => `${f.path}: ${f.text.split('\n').length}`)).toEqual([]);
});

test(`no function is over ${functionLinesMax} lines`, () => {
  const long = product.flatMap(file =>
    functionLengths(file.text)
      .filter(({ lines }) => lines > functionLinesMax)
      .map(({ name, lines }) => `${file.path}: ${name} has ${lines}`),
  );
  expect(long).toEqual([]);
});

/** Named functions and methods by their indentation: the formatter closes each at the column it opened. */
function functionLengths(text: string): { name: string; lines: number }[] {
  const lines = text.split('\n');
  const found: { name: string; lines: number }[] = [];
  lines.forEach((line, start) => {
    const opened =
      /^( *)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|(?:static |async |get |#)*(\w+)\([^;]*\)[^;=]*\{$)/.exec(
        line,
      );
    if (!opened || /^\s*(if|for|while|switch|return|catch)\b/.test(line)) return;
    const end = lines.findIndex((other, i) => i > start && other.startsWith(`${opened[1]}}`));
    if (end > start) found.push({ name: opened[2] ?? opened[3] ?? '?', lines: end - start + 1 });
  });
  return found;
}

test('work in steps is made once, not for each call', () => {
  const made = product
    .filter(({ text }) => /\bgoOn\b[^;]* from '[^']*\/awaitable.ts'/.test(text))
    .flatMap(({ path, text }) => text.split('\n').map(line => `${path}: ${line}`))
    .filter(line => /\bgoOn\b(?!.* from ')/.test(line))
    .filter(line => !/: (export )?const \w+ = goOn\(function\*/.test(line));
  expect(made).toEqual([]);
});

test('bytes become a certificate, and a certificate its key, in one place only', () => {
  const places: [mark: RegExp, allowed: string[]][] = [
    [/new (\w+\.)?X509Certificate\(/, ['core/x509.ts']],
    // Of the log, and of applications of SMART, which no certificate holds.
    [/\bcreatePublicKey\b/, ['core/audit/checkpoint.ts', 'core/smart/check.ts']],
    // They make certificates; to read them it would look for PEM.
    [/'@peculiar\/x509'/, ['core/applications/self-signed.ts', 'core/direct/certificates/authority.ts']],
    [/\bAsn(Convert|Parser)\.parse\(/, ['core/signatures/parts.ts', 'core/signatures/revocation.ts']],
  ];
  for (const [mark, allowed] of places)
    expect(product.filter(({ text }) => mark.test(text)).map(({ path }) => path)).toEqual(allowed);
});

test('tables looked up by names that others send have no other names', () => {
  /** What is told by the vault itself: errors of the system, and characters that a pattern found. */
  const own = /^(cli|storage)\/|Escapes$|mirrored$/;
  const open = product.flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /^(export )?const (\w+): (?:[^=]|=>)*?Record<string(?:[^=]|=>)*? =\s+(?!makeTable\()/gm,
      ),
    ]
      .map(([, isShared, name]) => ({ isShared, name: name! }))
      .filter(({ isShared, name }) => isShared || new RegExp(`[^.\\w]${name}\\[`).test(text))
      .filter(({ name }) => !text.includes(`Object.hasOwn(${name},`))
      .map(({ name }) => `${path} ${name}`),
  );
  expect(open.filter(table => !own.test(table))).toEqual([]);
});

test('every file opens with what it is', () => {
  const silent = product.filter(f => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(f.text)).map(f => f.path);
  expect(silent).toEqual([]);
});

test('the generated lists are fresh', async () => {
  // @ts-expect-error the generator is plain JavaScript, outside of what is compiled
  const { lists, listText } = await import('../scripts/gen.js');
  for (const list of lists) expect(readFileSync(join(root, list.out), 'utf8')).toBe(listText(list));
});

test('every method and every thing type is one file with its name', () => {
  const methodFiles = product.filter(
    f => /^methods\/[^/]+\.ts$/.test(f.path) && /^export default /m.test(f.text),
  );
  const misnamed = methodFiles.filter(({ path, text }) => {
    const name = /name: '(\w+)'/.exec(text)?.[1] ?? '';
    return path !== `methods/${name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}.ts`;
  });
  expect(misnamed.map(f => f.path)).toEqual([]);
});

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('README.md'))
    .map(path => `src/${path.replaceAll('\\', '/')}`),
];

test.each(documents)('%s names only files that exist', document => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...text.matchAll(/`((?:src|scripts|conformance|bench|docs|\.ci)\/[\w./-]+)`/g)].map(
    m => m[1]!,
  );
  expect(named.filter(path => !existsSync(join(root, path)))).toEqual([]);
});

test('the test for long functions sees one', () => {
  const body = Array.from({ length: 80 }, () => '  x();').join('\n');
  expect(functionLengths(`function f() {\n${body}\n}`)).toEqual([{ name: 'f', lines: 82 }]);
  expect(functionLengths(`class A {\n  async run(a: string) {\n${body}\n  }\n}`)[0]?.name).toBe('run');
});
