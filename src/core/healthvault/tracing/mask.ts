// What a trace shows of a body: its structure, laid out to be read. Outside of the values of a sandbox only what is known
// to say nothing is shown: names of the platform, ids, times, kinds of things. Secrets are masked wherever they stand and
// however they are written: secrets.ts. What cannot be parsed is not shown at all, as nobody can tell what in it is secret.
import { getLast } from '../../../assume.ts';
import { escapeAttribute, escapeText } from '../../../schema/escape.ts';
import { CLOSE, OPEN, type XmlAttribute, type XmlDocument, xmlnsUri } from '../../../schema/xml-document.ts';
import { readXml } from '../../../schema/xml-reader.ts';
import { isShownName, type KnownNames, listPlatformNames } from './known-names.ts';
import { listDecodings, Secrets } from './secrets.ts';
import { isHarmless, isNamespace, isPlain } from './shapes.ts';

export const mask = '•••';

/** Of names that no schema has, those that sound like secrets. What the others are, their schemas say. */
const soundsSecret =
  /token|secret|passw|signature|hmac|cipher|salt|identity-code|sign-?up-?code|package-id|question|answer|blob-ref|(^|-)url$|(^|-)sig$|(^|-)key$|keydata|sigvalue|modulus|x509|public-keys|credential|actionqs|(^|-)pin$/i;

/** What is in these is about somebody, or an application's own, whatever it is called. */
const personalNames =
  /^(app-settings|data-other|package|thing-xml|data-xml|other-data|person-info|record|common|personal|tags|eff-date|updated|created|audits?|.*-profile)$/i;

/** In texts of other forms: `"token": "…"`, `wctoken=…`. */
const namedSecrets =
  /([\w-]{0,40}(?:token|secret|passw|hmac|actionqs|signature)[\w-]{0,40}["']?(?:\s|%20){0,4}(?:[:=]|%(?:25){0,4}3[ad])(?:\s|%20){0,4})("[^"]*"?|'[^']*'?|[^\s&,;}<]+)/gi;

export interface MaskOptions {
  /** May values of people be shown? */
  readonly showsValues: boolean;
  readonly lengthMax: number;
  /** Names besides those of types and envelope. */
  readonly names?: KnownNames;
  /** Which of several bodies is public: shown but for the secrets of the others. */
  readonly openAt?: number | undefined;
}

/** Several bodies, of which what is secret in one is secret in all. Undefined for what is no XML. */
export function maskExchange(
  texts: readonly (string | undefined)[],
  options: MaskOptions,
  secrets: Secrets = new Secrets(),
): (string | undefined)[] {
  const known = listPlatformNames(options.names);
  const documents = texts.map(text => (text === undefined ? undefined : parsed(text)));
  documents.forEach((document, at) => {
    if (document && at !== options.openAt) collect(document, known, secrets);
  });
  return documents.map(
    (document, at) =>
      document && new Layout(document, options, { known, secrets, isOpen: at === options.openAt }).print(),
  );
}

function parsed(text: string): XmlDocument | undefined {
  try {
    return readXml(text);
  } catch {
    return undefined;
  }
}

/** Texts that stand where secrets stand, and names that are none: masked wherever they stand again. */
function collect(document: XmlDocument, known: KnownNames, secrets: Secrets) {
  const open: boolean[] = [];
  document.kinds.forEach((kind, index) => {
    if (kind === OPEN) {
      const name = document.valueAt(index);
      open.push(isSecretName(name, known) || open.at(-1) === true);
      if (!known.all.has(name) && !isPlain(name)) secrets.add(name);
      for (const attribute of document.attributesAt(index))
        if (isSecretName(attribute.name, known) && !isHarmless(attribute.name, attribute.value, true))
          secrets.add(attribute.value);
    } else if (kind === CLOSE) open.pop();
    else if (open.at(-1)) secrets.add(document.valueAt(index));
  });
}

function isSecretName(name: string, known: KnownNames): boolean {
  return known.all.has(name) ? known.secret.has(name) : soundsSecret.test(name);
}

interface OpenElement {
  readonly name: string;
  readonly written: string;
  readonly isSecret: boolean;
  readonly isPersonal: boolean;
  /** Does it stand within info, where not all is known beforehand? */
  readonly isInside: boolean;
}

class Layout {
  readonly #document: XmlDocument;
  readonly #options: MaskOptions;
  readonly #known: KnownNames;
  readonly #secrets: Secrets;
  readonly #isOpen: boolean;
  readonly #open: OpenElement[] = [];
  readonly #names = new Map<string, boolean>();

  constructor(
    document: XmlDocument,
    options: MaskOptions,
    { known, secrets, isOpen }: { known: KnownNames; secrets: Secrets; isOpen: boolean },
  ) {
    this.#document = document;
    this.#options = options;
    this.#known = known;
    this.#secrets = secrets;
    this.#isOpen = isOpen;
  }

  print(): string {
    const document = this.#document;
    const { kinds } = document;
    const open = this.#open;
    const lines: string[] = [];
    let length = 0;
    for (let index = 0; index < kinds.length; index++) {
      const indent = '  '.repeat(kinds[index] === CLOSE ? open.length - 1 : open.length);
      let line: string;
      if (kinds[index] === OPEN) {
        const tag = this.#enter(index);
        const close = document.closeAt(index);
        if (close === index + 1) line = `<${tag}/>`;
        else if (close === index + 2)
          line = `<${tag}>${this.#text(document.valueAt(index + 1))}</${getLast(open).written}>`;
        else line = `<${tag}>`;
        if (close <= index + 2) {
          open.pop();
          index = close;
        }
      } else if (kinds[index] === CLOSE) {
        line = `</${getLast(open).written}>`;
        open.pop();
      } else line = this.#text(document.valueAt(index).trim());
      if (line === '') continue;
      length += indent.length + line.length + 1;
      if (length > this.#options.lengthMax) {
        lines.push('…');
        break;
      }
      lines.push(indent + line);
    }
    return lines.join('\n');
  }

  /** Opens an element. @returns what stands between its brackets */
  #enter(index: number): string {
    const document = this.#document;
    const name = document.valueAt(index);
    const outer = this.#open.at(-1);
    const isPersonal = personalNames.test(name) || outer?.isPersonal === true;
    const shown = this.#isShownName(name, outer?.isPersonal === true) ? name : mask;
    const prefix = document.prefixAt(index);
    const element = {
      name,
      written: prefix === '' ? shown : `${isPrefix(prefix) ? prefix : mask}:${shown}`,
      isSecret: isSecretName(name, this.#known) || outer?.isSecret === true,
      isPersonal,
      isInside: name === 'info' || outer?.isInside === true,
    };
    this.#open.push(element);
    const attributes = document.attributesAt(index).map(attribute => this.#attribute(attribute, element));
    return element.written + attributes.join('');
  }

  #isShownName(name: string, isPersonal: boolean): boolean {
    if (this.#known.all.has(name)) return true;
    // Applications choose names of their own in what is theirs, and some say what a person has.
    if (isPersonal) return this.#options.showsValues && isPlain(name) && !this.#secrets.touch(name);
    let isShown = this.#names.get(name);
    if (isShown === undefined) {
      isShown =
        this.#names.size < namesMax && isShownName(name, this.#known.all) && !this.#secrets.touch(name);
      this.#names.set(name, isShown);
    }
    return isShown;
  }

  #text(text: string): string {
    if (text.trim() === '') return '';
    if (this.#isOpen && !this.#secrets.touch(text)) return escapeText(text);
    const { name, isSecret, isPersonal, isInside } = getLast(this.#open);
    if (isSecret) return mask;
    if (this.#options.showsValues && isInside) return escapeText(maskText(text, this.#secrets));
    if (isPersonal || this.#secrets.touch(text)) return mask;
    if (name === 'method') return this.#isShownName(text, false) ? escapeText(text) : mask;
    if (name === 'message' && !isInside)
      return escapeText(messageShown(text, this.#options, this.#known, this.#secrets));
    return isHarmless(name, text, isInside) ? escapeText(text) : mask;
  }

  #attribute({ name, prefix, uri, value }: XmlAttribute, element: OpenElement): string {
    // A declaration of a namespace, which says where a name is from.
    if (uri === xmlnsUri) {
      const isShown = isNamespace(value) && isPrefix(name) && !this.#secrets.touch(value);
      return isShown ? ` ${prefix === '' ? name : `${prefix}:${name}`}="${value}"` : '';
    }
    const isKnown = this.#isShownName(name, element.isPersonal);
    const written = `${prefix === '' ? '' : isPrefix(prefix) ? `${prefix}:` : `${mask}:`}${isKnown ? name : mask}`;
    return ` ${written}="${this.#attributeValue(name, value, element)}"`;
  }

  #attributeValue(name: string, value: string, { isSecret: isIn, isInside }: OpenElement): string {
    if (!this.#secrets.touch(value) && (this.#isOpen || isHarmless(name, value, isInside)))
      return escapeAttribute(value);
    if (isIn || isSecretName(name, this.#known) || !this.#options.showsValues || !isInside) return mask;
    return escapeAttribute(maskText(value, this.#secrets));
  }
}

/** Each that is unknown is compared with all that are known. */
const namesMax = 20;

function isPrefix(prefix: string): boolean {
  return prefix.length < 8 || /^wc-(request|response)$|^(request|response|xmlns)$/.test(prefix);
}

/** One of our own messages. */
export function maskMessage(text: string, options: MaskOptions, secrets: Secrets): string {
  return messageShown(text, options, listPlatformNames(options.names), secrets);
}

/** The path in a message is made of the names that were sent, so what a body does not show of them stands in none. */
function messageShown(
  text: string,
  { showsValues }: MaskOptions,
  known: KnownNames,
  secrets: Secrets,
): string {
  const shown = maskText(text, secrets, word => ourWords.has(word) || known.all.has(word));
  return showsValues ? shown : shown.replace(paths, path => shownPath(path, known));
}

/** `hmacSig: attribute algName is missing`: what follows the path to a secret here is none. */
const ourWords: ReadonlySet<string> = new Set(['attribute', 'must', 'text', 'unexpected']);

/** `request/info/thing: must be …` */
const paths = /[^\s/:]+(\/[^\s/:]+)*(?=: )/g;

function shownPath(path: string, known: KnownNames): string {
  const steps = path.split('/');
  const last = getLast(steps);
  steps.pop();
  const isPersonal = steps.some(step => personalNames.test(step));
  const isLastShown = known.all.has(last) || (!isPersonal && isShownName(last, known.all));
  return [...steps.map(step => (known.all.has(step) ? step : mask)), isLastShown ? last : mask].join('/');
}

/** The name of a method, as it was called. */
export function maskName(name: string, options: MaskOptions, secrets: Secrets): string {
  const known = listPlatformNames(options.names);
  if (known.all.has(name) || (isShownName(name, known.all) && !secrets.touch(name))) return name;
  return maskText(name, secrets);
}

/**
 * A text with its words, and without what in it is, or looks like, a secret.
 * @param isOurs is a word after the name of a secret one of our own?
 */
export function maskText(text: string, secrets: Secrets, isOurs = (_word: string) => false): string {
  const words = text
    .replace(namedSecrets, (all, name: string, value: string) => (isOurs(value) ? all : `${name}${mask}`))
    .replace(/\S+/g, word => (isSafe(word, secrets) ? word : mask));
  return secrets.touch(words) ? mask : words;
}

function isSafe(word: string, secrets: Secrets): boolean {
  return listDecodings(word).every(isPlain) && !secrets.touch(word);
}
