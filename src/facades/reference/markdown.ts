// Documents as HTML: headings with the anchors that GitHub gives them, links to pages in place of files, code as it is written.
import { posix } from 'node:path';
import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { statusNames } from '../../core/healthvault/statuses.ts';
import { listMethods } from '../../methods/index.ts';
import { type Document, listDocuments } from './documents.ts';
import { findWayUp } from './frame.tsx';

export function printMarkdown(document: Document): string {
  return new Marked({ renderer: makeRenderer(document), tokenizer }).parse(document.text, { async: false });
}

/** A few lines of Markdown that are no document, on the page of this path. */
export function printText(text: string, path: string): string {
  return new Marked({ renderer: makeRenderer({ source: '', path }), tokenizer }).parse(text, {
    async: false,
  });
}

/** An address that is only named is no link: many are those of code systems. */
const tokenizer = { url: () => undefined };

export interface Heading {
  readonly id: string;
  readonly title: string;
  /** What stands under it, without marks. */
  readonly text: string;
}

/** The parts of a document, each with what is said in it; the first is the document itself. */
export function listHeadings(document: Document): readonly Heading[] {
  const slug = makeSlugs();
  const found: { id: string; title: string; text: string }[] = [];
  for (const token of new Marked().lexer(document.text)) {
    if (token.type === 'heading')
      found.push({ id: slug(plainText(token)), title: plainText(token), text: '' });
    else if (token.type !== 'space') {
      const last = found.at(-1);
      if (last) last.text += ` ${plainText(token)}`;
    }
  }
  return found;
}

function makeRenderer({ source, path }: Pick<Document, 'source' | 'path'>): RendererObject {
  const slug = makeSlugs();
  const up = findWayUp(path);
  return {
    heading({ tokens, depth, ...token }) {
      const id = slug(plainText({ tokens, ...token } as Tokens.Heading));
      const inner = this.parser.parseInline(tokens);
      if (depth === 1) return `<h1>${inner}</h1>\n`;
      return `<h${depth} id="${id}">${inner} <a class="anchor" href="#${id}" aria-label="Link to this part">#</a></h${depth}>\n`;
    },
    code: ({ text }) => `<pre tabindex="0">${escapeHtml(text)}\n</pre>\n`,
    codespan({ text }) {
      const code = `<code>${escapeHtml(text)}</code>`;
      const named = findNamed(text);
      return named === undefined ? code : `<a href="${up}${named}">${code}</a>`;
    },
    html: ({ text }) => escapeHtml(text),
    table(token) {
      const row = (cells: Tokens.TableCell[]) => {
        const drawn = cells.map(({ tokens, header }) => {
          const inner = this.parser.parseInline(tokens);
          // A corner that heads nothing is no heading.
          return header && inner !== '' ? `<th scope="col">${inner}</th>` : `<td>${inner}</td>`;
        });
        return `<tr>${drawn.join('')}</tr>\n`;
      };
      const body = token.rows.map(row).join('');
      return `<div class="scroll" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>${body}</tbody></table></div>\n`;
    },
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens).replace(/<a [^>]*>|<\/a>/g, '');
      const to = findTarget(source, href, up);
      return to === undefined ? inner : `<a href="${escapeHtml(to)}">${inner}</a>`;
    },
    image({ href, text }) {
      const picture = posix.join(posix.dirname(source), href).replace(/^docs\//, '');
      // Other pictures are of the README alone.
      return picture.startsWith('guides/pictures/')
        ? `<span class="picture"><img src="${up}${escapeHtml(picture)}" alt="${escapeHtml(text)}"></span>`
        : escapeHtml(text);
    },
  };
}

/** The page that a link of a document leads to; undefined for files that are no pages. */
function findTarget(source: string, href: string, up: string): string | undefined {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  const [file = '', anchor] = href.split('#');
  const target = posix.join(posix.dirname(source), file);
  const page = listDocuments().get(target)?.path;
  return page && `${up}${page}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** Methods and status codes are named in the text as they are in code; their pages are linked from there. */
function findNamed(code: string): string | undefined {
  if (methods.has(code)) return `methods/${code.toLowerCase()}.html`;
  return statuses.has(code) ? `statuses.html#${code}` : undefined;
}

const methods: ReadonlySet<string> = new Set(listMethods().map(({ name }) => name));
const statuses: ReadonlySet<string> = new Set(statusNames());

/** Anchors as GitHub makes them: a second of one name has a number. */
function makeSlugs(): (title: string) => string {
  const given = new Map<string, number>();
  return title => {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    const before = given.get(slug) ?? 0;
    given.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  };
}

/** What is read of a token. */
function plainText(token: Token): string {
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows]
      .flat()
      .map(cell => cell.tokens.map(plainText).join(''))
      .join(' ');
  }
  if (token.type === 'list') return (token as Tokens.List).items.map(plainText).join(' ');
  if ('tokens' in token && token.tokens) return token.tokens.map(plainText).join('');
  return 'text' in token ? unescapeText(token.text) : '';
}

/** Of marked's own escapes. */
function unescapeText(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
