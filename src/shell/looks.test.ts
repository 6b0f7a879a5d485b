// Whoever reads in the log that somebody looked reads at what: each page about a record has words for it.
import { expect, test } from 'vitest';
import { looksWords } from '../locales/words.ts';
import { routes } from './routes.ts';
import { untold } from './web/route.ts';

const told = looksWords('en').pages;

test('each page whose reader sees a record is named in the words of the log', () => {
  const readers = routes.filter(({ method, who }) => method === 'GET' && who.startsWith('reader of'));
  expect(readers.length).toBeGreaterThan(15);
  const addresses = readers.map(({ address }) => address.replace(/\{[^}]*\}/g, ''));
  expect(addresses.filter(address => !Object.hasOwn(told, address) && !untold.includes(address))).toEqual([]);
});
