// What a trace shows of a request of FHIR and of its answer: elements by their names, laid out to be read; of values, outside of a sandbox,
// only what says nothing of a person. Tokens are masked wherever they stand, as are headers that a Subscription is to send.
import { isElementName, isResourceKind } from '../../fhir/elements.ts';
import { parametersOf } from '../../fhir/parameters.ts';
import { type MaskOptions, mask, maskText } from './mask.ts';
import type { Secrets } from './secrets.ts';

interface Options extends Pick<MaskOptions, 'showsValues' | 'lengthMax'> {
  /** Is it what was answered, in which an OperationOutcome is in our own words? */
  readonly isAnswer?: boolean;
}

/** Of a resource, or another value of JSON. Undefined for none. */
export function maskFhir(value: unknown, options: Options, secrets: Secrets): string | undefined {
  if (value === undefined) return undefined;
  const layout = new Layout(options, secrets);
  layout.print(value, '', { name: '', depth: 0, isOurs: false });
  return layout.text;
}

/** Query and path as they were asked, or the values of parameters masked. */
export function maskAddress(address: string, { showsValues }: Options, secrets: Secrets): string {
  const [path = '', query] = address.split('?', 2);
  const shownPath = path
    .split('/')
    .map(part => (showsValues || isPathPart(part) ? maskText(part, secrets) : mask))
    .join('/');
  if (query === undefined) return shownPath;
  const shown = query.split('&').map(pair => {
    const at = pair.indexOf('=');
    if (at === -1) return mask;
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const shownName = showsValues || isKnownName(name) ? maskText(name, secrets) : mask;
    const isShown = showsValues || openParameters.test(name);
    return `${shownName}=${isShown ? maskText(value, secrets) : mask}`;
  });
  return `${shownPath}?${shown.join('&')}`;
}

/** Names that we say back: of elements and parameters that are known, outside of a sandbox. */
export function maskOwnWords(text: string, { showsValues }: Pick<Options, 'showsValues'>): string {
  if (showsValues) return text;
  return text.replace(/: ([\w:.-]{1,60}(?:, [\w:.-]{1,60})*)\./g, (all, list: string) =>
    list.split(', ').every(isKnownName) ? all : `: ${mask}.`,
  );
}

function isKnownName(name: string): boolean {
  const [own = ''] = name.split(/[:.]/, 1);
  return isElementName(own.replace(/^_/, '')) || openParameters.test(name) || listParameterNames().has(own);
}

let parameterNames: ReadonlySet<string> | undefined;

function listParameterNames(): ReadonlySet<string> {
  parameterNames ??= new Set([...parametersOf.values()].flatMap(own => own.map(({ name }) => name)));
  return parameterNames;
}

/** Kinds, operations and ids. */
function isPathPart(part: string): boolean {
  return (
    isResourceKind(part) ||
    /^(|[$_][a-z-]{1,20}|metadata|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(part)
  );
}

const openParameters =
  /^(_count|_sort|_total|_summary|_elements|_include(:iterate)?|_revinclude|_format|_pretty|_lastUpdated|_since|_type)$/;

/** Names whose values say nothing of a person, and what then stands there. */
const openNames: ReadonlyMap<string, RegExp> = new Map([
  ['resourceType', /^[A-Za-z]{1,40}$/],
  ['method', /^[A-Z]{1,10}$/],
  ['id', /^[0-9a-f-]{36}$/i],
  ['versionId', /^[0-9a-f-]{36}$/i],
  ['lastUpdated', /^[\dT:.Z+-]{10,35}$/],
  ['total', /^\d{1,9}$/],
  ['op', /^[a-z]{1,10}$/],
  ['type', /^(searchset|history|collection|document|(batch|transaction)(-response)?)$/],
  ['relation', /^(self|next|previous)$/],
  ['mode', /^(match|include|outcome)$/],
]);

/** Of these every value is a secret: what a Subscription sends along. */
const secretNames = /^(header|.*(token|secret|passw|signature|assertion|verifier|jwt|credential).*)$/i;

interface At {
  readonly name: string;
  readonly depth: number;
  /** Is it of an OperationOutcome, whose words are our own? */
  readonly isOurs: boolean;
}

class Layout {
  readonly #options: Options;
  readonly #secrets: Secrets;
  text = '';

  constructor(options: Options, secrets: Secrets) {
    this.#options = options;
    this.#secrets = secrets;
  }

  print(value: unknown, before: string, at: At): void {
    if (this.#isFull()) return;
    if (Array.isArray(value))
      this.#printAll(
        before,
        '[]',
        value.map(one => ['', one]),
        at,
      );
    else if (typeof value === 'object' && value !== null)
      this.#printAll(before, '{}', Object.entries(value), {
        ...at,
        isOurs: at.isOurs || (this.#options.isAnswer === true && isOutcome(value)),
      });
    else this.#line(at.depth, `${before}${this.#shown(value, at)}`);
  }

  #printAll(before: string, [open = '', close = '']: string, entries: [string, unknown][], at: At): void {
    this.#line(at.depth, `${before}${open}`);
    for (const [key, value] of entries) {
      if (this.#isFull()) return;
      const name = key === '' ? at.name : key;
      const shownKey = key === '' || isElementName(key.replace(/^_/, '')) ? key : mask;
      this.print(value, key === '' ? '' : `${shownKey}: `, { ...at, name, depth: at.depth + 1 });
    }
    this.#line(at.depth, close);
  }

  #shown(value: unknown, { name, isOurs }: At): string {
    if (secretNames.test(name)) return mask;
    const text = String(value);
    const isOpen = this.#options.showsValues || isOurs || openNames.get(name)?.test(text);
    if (!isOpen) return mask;
    if (typeof value !== 'string') return text;
    const told = isOurs ? maskOwnWords(text, this.#options) : text;
    return JSON.stringify(maskText(told, this.#secrets));
  }

  #line(depth: number, line: string): void {
    if (this.#isFull()) return;
    this.text += `${this.text === '' ? '' : '\n'}${'  '.repeat(depth)}${line}`;
    if (this.text.length > this.#options.lengthMax)
      this.text = `${this.text.slice(0, this.#options.lengthMax)}…`;
  }

  #isFull(): boolean {
    return this.text.length > this.#options.lengthMax;
  }
}

function isOutcome(value: unknown): boolean {
  return (value as { resourceType?: unknown } | null)?.resourceType === 'OperationOutcome';
}
