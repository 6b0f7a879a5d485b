// Subdivisions of countries by ISO 3166-2, from iso_3166-2.json of the iso-codes project, which keeps the list free.
import { readFileSync } from 'node:fs';
import { readBeginning } from './files.ts';
import { type Format, makeItem } from './format.ts';
import { type LoadedItem, SourceError } from './source.ts';

/** It has half a megabyte, and is read at once. */
const fileBytesMax = 33_554_432;

const beginning = /^(\xef\xbb\xbf)?\s*\{\s*"3166-2"/;

export const iso3166Part2: Format = {
  name: 'iso3166-2',
  title: 'ISO 3166-2',
  wants: 'iso_3166-2.json',
  find: files => files.filter(({ name }) => name.toLowerCase() === 'iso_3166-2.json').slice(0, 1),
  looksLike: text => beginning.test(text),
  async open([file], { version }) {
    if (!beginning.test(readBeginning(file)) || file.size > fileBytesMax)
      throw new SourceError(`${file.name} is not the list of the iso-codes project.`);
    if (version === undefined)
      throw new SourceError(
        `${file.name} does not tell its version: name it with --version. Applications made for HealthVault ask for 1.0.`,
      );
    return {
      lists: [
        {
          name: 'iso3166-2',
          family: 'iso',
          version,
          description: 'States, provinces and other parts of countries, by ISO 3166-2',
          languages: ['en'],
        },
      ],
      reads: [file],
      async *entries(onRead) {
        const text = readFileSync(file.path, 'utf8').replace(/^\ufeff/, '');
        onRead(file.size);
        yield* itemsIn(text, file.name);
      },
    };
  },
};

function itemsIn(text: string, name: string): LoadedItem[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new SourceError(`${name} is not JSON. The file is damaged.`);
  }
  const parts = (parsed as Record<string, unknown>)['3166-2'];
  if (!Array.isArray(parts)) throw new SourceError(`${name} has no list below 3166-2.`);
  return parts.map((part: unknown, index) => {
    const { code, name: display } = Object(part) as { code?: unknown; name?: unknown };
    const item = makeItem(0, { code: textOf(code), display: textOf(display) });
    if (typeof item === 'string') throw new SourceError(`${name}, entry ${index + 1}: ${item}.`);
    return item;
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
