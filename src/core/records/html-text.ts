// The words of an HTML mail or statement, without anything that could act: tags go, blocks become lines, and where a link
// leads is told.
import { makeTable } from '../../schema/table.ts';

/** Takes time in proportion to the length, whatever is in it. */
export function convertHtmlToText(html: string): string {
  let text = '';
  // Letters of other alphabets can change in length.
  const folded = html.replace(/[A-Z]+/g, letters => letters.toLowerCase());
  let href: string | undefined;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    const words = html.slice(at, open < 0 ? html.length : open);
    text += decoded(words.replace(/\s+/g, ' '));
    if (open < 0) break;
    if (!/[a-z/!?]/i.test(html.charAt(open + 1))) {
      text += '<';
      at = open + 1;
      continue;
    }
    const [end, from] = html.startsWith('<!--', open) ? ['-->', open + 4] : ['>', open];
    const close = html.indexOf(end, from);
    if (close < 0) break;
    at = close + end.length;
    const { name, isEnd, attributes } = tagIn(html.slice(open, at));
    if (!isEnd && unseen.has(name)) at = endOf(folded, name, at);
    else if (name === 'li' && !isEnd) text += '\n• ';
    else if (blocks.has(name)) text += '\n';
    else if (cells.has(name)) text += ' ';
    if (name === 'a') {
      if (isEnd && href !== undefined) text += ` <${href}>`;
      href = isEnd ? undefined : hrefIn(attributes);
    }
  }
  return text
    .split('\n')
    .map(line => line.replace(/^[ \t]+/, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const unseen = new Set(['script', 'style', 'title', 'template', 'noscript', 'object', 'svg']);
const cells = new Set(['td', 'th']);
const blocks = new Set(
  'address article aside blockquote br caption dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** Where the tag begins that ends an element; what is inside a script are no tags. */
function endOf(folded: string, name: string, from: number): number {
  for (let at = from; ; at += 1) {
    at = folded.indexOf(`</${name}`, at);
    if (at < 0) return folded.length;
    if (!/[a-z0-9-]/.test(folded.charAt(at + 2 + name.length))) return at;
  }
}

function tagIn(tag: string): { name: string; isEnd: boolean; attributes: string } {
  const [, slash, name = '', attributes = ''] = /^<(\/?)([a-z][a-z0-9]*)([\s\S]*)>$/i.exec(tag) ?? [];
  return { name: name.toLowerCase(), isEnd: slash === '/', attributes };
}

function hrefIn(attributes: string): string | undefined {
  const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(attributes);
  const href = decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  return /^(https?|mailto):/i.test(href) ? href : undefined;
}

const named: Readonly<Record<string, string>> = makeTable({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  euro: '€',
});

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const isText = (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff) || code === 10;
    return isText ? String.fromCodePoint(code) : '';
  });
}
