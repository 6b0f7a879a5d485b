// One small harm each to a tokenised document, knowing what elements are. In place; what comes out need not be XML.
import type { Random } from './random.ts';
import {
  elements,
  endOf,
  isClose,
  isEmpty,
  isOpen,
  isText,
  nameIn,
  renamed,
  withAttribute,
} from './tokens.ts';
import { attributes, canary, dates, guids, names, numbers, prologs, texts, xpaths } from './words.ts';

type Mutator = (tokens: string[], r: Random) => void;

/** Does one harm and answers its name. */
export function mutate(tokens: string[], r: Random): string {
  const name = r.pick(mutatorNames);
  if (tokens.length > 0) mutators[name]!(tokens, r);
  return name;
}

const mutators: Readonly<Record<string, Mutator>> = {
  drop: (t, r) => onElement(t, r, (start, end) => void t.splice(start, end - start)),
  double: (t, r) => onElement(t, r, (start, end) => void t.splice(start, 0, ...t.slice(start, end))),
  many: (t, r) =>
    onElement(t, r, (start, end) => {
      const once = t.slice(start, end).join('');
      if (once.length < 2000) t.splice(end, 0, once.repeat(r.pick([2, 2, 9, 9, 60, 1100])));
    }),
  move: (t, r) =>
    onElement(t, r, (start, end) => void t.splice(r.below(t.length), 0, ...t.splice(start, end - start))),
  swap(t, r) {
    const found = elements(t);
    if (found.length < 2) return;
    const [a, b] = [r.pick(found), r.pick(found)].sort((x, y) => x - y) as [number, number];
    if (endOf(t, a) > b) return;
    const second = t.splice(b, endOf(t, b) - b);
    const first = t.splice(a, endOf(t, a) - a, ...second);
    t.splice(b - first.length + second.length, 0, ...first);
  },
  rename(t, r) {
    onElement(t, r, (start, end) => {
      const name = r.chance(0.5) ? r.pick(names) : nameIn(t[r.pick(elements(t))]!);
      if (isOpen(t[start]!)) t[end - 1] = renamed(t[end - 1] ?? '', name);
      t[start] = renamed(t[start]!, name);
    });
  },
  renameOneTag: (t, r) => onTag(t, r, tag => renamed(tag, r.pick(names))),
  upperCase: (t, r) => onTag(t, r, tag => tag.toUpperCase()),
  prefix(t, r) {
    onElement(t, r, (start, end) => {
      const name = `p:${nameIn(t[start]!)}`;
      if (isOpen(t[start]!)) t[end - 1] = renamed(t[end - 1] ?? '', name);
      t[start] = withAttribute(
        renamed(t[start]!, name),
        r.pick(['xmlns:p="urn:p"', 'xmlns:p="urn:com.microsoft.wc.request"', 'a="b"']),
      );
    });
  },
  wrap: (t, r) => onElement(t, r, (start, end) => around(t, start, end, ...r.pick(wrappings))),
  unwrap(t, r) {
    onElement(t, r, (start, end) => {
      if (isOpen(t[start]!)) t.splice(end - 1, 1);
      t.splice(start, 1);
    });
  },
  nest(t, r) {
    onElement(t, r, (start, end) => {
      const name = nameIn(t[start]!);
      const depth = r.pick([2, 20, 130, 400]);
      around(t, start, end, `<${name}>`.repeat(depth), `</${name}>`.repeat(depth));
    });
  },
  dropTag: (t, r) => onTag(t, r, () => ''),
  doubleTag: (t, r) => onTag(t, r, tag => tag + tag),
  empty(t, r) {
    onElement(t, r, (start, end) => {
      if (isOpen(t[start]!))
        t.splice(start, end - start, r.pick([`${t[start]!.slice(0, -1)}/>`, `${t[start]}${t[end - 1]}`]));
    });
  },
  cut: (t, r) => void t.splice(r.below(t.length)),
  addAttribute: (t, r) => onStart(t, r, tag => withAttribute(tag, r.pick(attributes))),
  manyAttributes(t, r) {
    const added = Array.from(
      { length: r.pick([20, 300]) },
      (_, i) => `${r.chance(0.5) ? 'xmlns:' : ''}n${i}="urn:${i}"`,
    ).join(' ');
    onStart(t, r, tag => withAttribute(tag, added));
  },
  dropAttribute: (t, r) => onTag(t, r, tag => tag.replace(/\s[^\s=]+="[^"]*"/, '')),
  attributeValue: (t, r) => onTag(t, r, tag => tag.replace(/="[^"]*"/, () => `="${hostileText(r)}"`)),
  attributeQuote: (t, r) => onTag(t, r, tag => tag.replace(/"/g, r.pick(["'", '', '""', '&quot;']))),
  text: (t, r) => onText(t, r, () => hostileText(r)),
  textLike: (t, r) => onText(t, r, before => likeOf(before, r)),
  textAround: (t, r) =>
    onText(t, r, before =>
      r.pick([
        ` ${before}`,
        `${before}\n`,
        `\t${before} `,
        `${before}${before}`,
        before.toUpperCase(),
        `${before}\0`,
      ]),
    ),
  textSplit: (t, r) =>
    onText(t, r, before =>
      split(before, r.pick(['<!-- c -->', '<?p i?>', '<![CDATA[]]>', '<![CDATA[ ]]>', '&#32;', '<a/>']), r),
    ),
  cdata: (t, r) => onText(t, r, before => `<![CDATA[${before}]]>`),
  character: (t, r) =>
    onText(t, r, before => before.replace(/[^<>&]/g, c => (r.chance(0.2) ? `&#${c.codePointAt(0)};` : c))),
  insert: (t, r) => void t.splice(r.below(t.length), 0, r.pick(insertions)),
  prolog: (t, r) => void t.unshift(r.pick(prologs)),
  epilog: (t, r) => void t.push(r.pick(prologs)),
  tagSpace: (t, r) =>
    onTag(t, r, tag => tag.replace(/\/?>$/, end => `${r.pick([' ', '\n', '\t\r\n', '\u00a0'])}${end}`)),
  shuffle: (t, r) => void t.sort(() => r.below(3) - 1),
};

/** These leave XML behind and get further in, so they are done more often. */
const gentle = [
  'text',
  'textLike',
  'textLike',
  'textLike',
  'attributeValue',
  'attributeValue',
  'attributeValue',
  'addAttribute',
  'drop',
  'double',
  'empty',
  'swap',
  'many',
  'move',
  'rename',
  'character',
  'textSplit',
];
const mutatorNames = [...Object.keys(mutators), ...gentle, ...gentle];

const wrappings: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<a>', '</a>'],
  ['<header>', '</header>'],
  ['<info>', '</info>'],
  ['<content>', '</content>'],
  ['<x xmlns="urn:x">', '</x>'],
  ['<thing>', '</thing>'],
  ['<?p ', '?>'],
  ['<request xmlns="urn:com.microsoft.wc.request">', '</request>'],
  ['<common>', '</common>'],
  ['<extension source="s">', '</extension>'],
];

const insertions = [
  '<!-- c -->',
  '<!---->',
  '<!-- -- -->',
  '<?pi?>',
  '<?xml version="1.0"?>',
  '<![CDATA[x]]>',
  '<![CDATA[]]>',
  '<a/>',
  '<a>',
  '</a>',
  'text',
  ' ',
  '\n',
  '&amp;',
  '&a;',
  '<',
  '>',
  '<>',
  '</>',
  '<!',
  '<!DOCTYPE a>',
  '<header/>',
  '<info/>',
  '<auth/>',
  '<content/>',
  '<thing/>',
  `<note>${canary}</note>`,
  '<thing-id>',
  '<a xmlns:b="c"><b:d/></a>',
  '<b:c/>',
  ']]>',
  '\0',
  '\u{1F4A9}',
  '<a b="c" b="d"/>',
];

function onElement(tokens: string[], r: Random, harm: (start: number, end: number) => void): void {
  const found = elements(tokens);
  if (found.length === 0) return;
  const start = r.pick(found);
  harm(start, endOf(tokens, start));
}

function onStart(tokens: string[], r: Random, harm: (tag: string) => string): void {
  onElement(tokens, r, start => tokens.splice(start, 1, harm(tokens[start]!)));
}

function onTag(tokens: string[], r: Random, harm: (tag: string) => string): void {
  const found = tokens.flatMap((token, i) => (isOpen(token) || isClose(token) || isEmpty(token) ? [i] : []));
  if (found.length === 0) return;
  const i = r.pick(found);
  tokens[i] = harm(tokens[i]!);
}

/** Text that is there, or room for some in an empty element. */
function onText(tokens: string[], r: Random, harm: (before: string) => string): void {
  const found = tokens.flatMap((token, i) => (isText(token) ? [i] : []));
  if (found.length === 0 || r.chance(0.05))
    onElement(tokens, r, start => void tokens.splice(start + 1, 0, harm('')));
  else {
    const i = r.pick(found);
    tokens[i] = harm(tokens[i]!);
  }
}

function around(tokens: string[], start: number, end: number, before: string, after: string): void {
  tokens.splice(end, 0, after);
  tokens.splice(start, 0, before);
}

function split(text: string, by: string, r: Random): string {
  const at = r.below(text.length + 1);
  return text.slice(0, at) + by + text.slice(at);
}

function hostileText(r: Random): string {
  const list = r.pick([texts, texts, numbers, dates, guids, xpaths]);
  const word = r.pick(list);
  return list === xpaths ? escaped(word) : word;
}

/** Something of the same kind, so that it gets further in. */
function likeOf(before: string, r: Random): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(before)) return r.pick(numbers);
  if (/^\d{4}-\d\d/.test(before)) return r.pick(dates);
  if (/^[0-9a-fA-F-]{36}$/.test(before)) return r.pick(guids);
  if (before.startsWith('/thing')) return escaped(r.pick(xpaths));
  return r.pick(texts);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
