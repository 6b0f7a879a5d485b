// Texts and values as large as a door takes them, of the kinds that programs are slow with.
import type { AnyResource } from '../fhir-client.ts';
import type { Choices } from './genes.ts';

const units = [
  ...['a', 'ab', ' ', 'a ', '\t', '\n', 'é', '漢', '🩺', '\u0301\u0316', 'ﷺ', '각', '\u200d', 'İ', 'ß'],
  ...[
    '&',
    '&amp;',
    '<',
    '>',
    '"',
    "'",
    '\\',
    '/',
    '//',
    '|',
    ',',
    '\\,',
    '$',
    ';',
    ':',
    '.',
    '..',
    '-',
    '=',
    '%',
  ],
  ...[
    '%41',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '()',
    '[0]',
    '0',
    '9',
    '1.',
    'e9',
    '2026-01-01',
    'T00:00:00Z',
    '+',
    '*',
  ],
  ...[
    'urn:uuid:',
    'http://a/',
    'Patient/',
    "where(a='b')",
    '.a',
    'a.',
    '?a=b&',
    '<a>',
    '</a>',
    '<!--',
    'data:',
  ],
];

/** One thing again and again, or two, with another end. */
export function makeLong(random: Choices, max: number): string {
  const unit = random.pick(units) + (random.chance(0.3) ? random.pick(units) : '');
  const text = unit.repeat(Math.max(1, Math.floor(random.size(max) / unit.length)));
  const [begin, end] = [random.chance(0.2), random.chance(0.3)];
  return (
    (begin ? random.pick(units) : '') + text + (end ? random.pick(['!', 'b', '"', '=', '\u0000', ' x']) : '')
  );
}

type Node = Record<string, AnyResource>;

/** With a part of it made as large as it may be: a text, a list, a number, or what is within it. */
export function enlarge(random: Choices, value: AnyResource, max: number): AnyResource {
  const whole = structuredClone(value);
  let node: Node = whole;
  for (let depth = random.below(5); depth > 0; depth--) {
    const inner = Object.values(node).filter(one => typeof one === 'object' && one !== null);
    if (inner.length === 0) break;
    node = random.pick(inner) as Node;
  }
  const name = random.pick([...Object.keys(node), 'extension', 'note', 'x']);
  const there = node[name];
  const count = random.size(Math.min(max / 20, 25_000));
  node[name] = random.pick<() => AnyResource>([
    () => makeLong(random, max),
    () => makeLong(random, max),
    () => Array.from({ length: count }, () => (Array.isArray(there) ? there[0] : (there ?? 'a'))),
    () => Array.from({ length: count }, (_, i) => ({ text: `n${i}`, url: 'urn:x', valueString: `v${i}` })),
    () => Array.from({ length: count }, (_, i) => `${i}`),
    () => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, there ?? i])),
    () => nest(there ?? 'a', random.size(100)),
    () => Array.from({ length: random.size(100) }, () => makeLong(random, max / 100)),
    () => 10 ** random.below(300) / 7,
  ])();
  return whole;
}

function nest(value: AnyResource, levels: number): AnyResource {
  let made = value;
  for (let i = 0; i < levels; i++) made = i % 2 ? [made] : { extension: made, url: 'urn:x' };
  return made;
}
