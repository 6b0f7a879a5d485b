// What a trace shows of a body: its structure, laid out to be read, with secrets always masked and, outside of sandboxes,
// every text but those that are known to say nothing of a person. What cannot be parsed is not shown at all, as nobody can
// tell what in it is secret.
import { escapeAttribute, escapeText } from '../../schema/escape.ts';
import { CLOSE, OPEN, type XmlAttribute, type XmlDocument, xmlnsUri } from '../../schema/xml-document.ts';
import { readXml } from '../../schema/xml-reader.ts';

export const mask = '•••';

/** Elements and attributes whose texts are secrets, whatever method they are of. */
const secretNames =
  /token|secret|passw|signature|hmac|cipher|salt|wctoken|identity-code|sign-?up-?code|package-id|question|answer|blob-ref|(^|-)url$|(^|-)sig$|(^|-)key$|keydata|sigvalue|modulus|x509|public-keys|credential/i;

/** Named like secrets, and none: the names of algorithms, and what only holds others. */
const openNames =
  /^(auth-session|credential|appserver2|eventing-.*|token-type|vocabulary-key|shell-url|platform-url|.*-ttl(-.*)?)$/i;
const openAttributes = /^(algName|digestMethod|sigMethod|thumbprint|id|app-id|type)$/i;

/** Texts that name a kind of thing, an id, or how something is asked for: shown of people’s records too. */
const harmlessNames =
  /^(method|method-version|app-id|record-id|offline-person-id|person-id|thing-id|type-id|version|version-stamp|msg-time|msg-ttl|language|country|code|message|section|xml|max|max-full|format|state|thing-state|flags|culture|configuration|instance-id|name-of-type|alg-name|current-version-only|token-ttl|is-app-auth-required)$/i;
const harmlessAttributes = /^(algName|version-stamp|max|max-full|digestMethod|sigMethod)$/i;

/** What is in these is about somebody, whatever it is called. */
const personalNames =
  /^(app-settings|data-other|package|thing-xml|data-xml|other-data|person-info|record|common|personal|tags|eff-date|updated|created|audits?|.*-profile)$/i;

/** Looks like a token of ours, wherever it stands; long base64 is a key, a signature or a file. */
const tokenShape = /[A-Za-z0-9+/_-]{80,}={0,2}/g;

export interface MaskOptions {
  /** May values of people be shown? */
  readonly showsValues: boolean;
  readonly lengthMax: number;
}

/** Undefined for what is no XML. */
export function maskedXml(text: string, options: MaskOptions): string | undefined {
  let document: XmlDocument;
  try {
    document = readXml(text);
  } catch {
    return undefined;
  }
  return laidOut(document, options, secretsIn(document));
}

/** Texts that stood where secrets stand: masked wherever they stand again. */
function secretsIn(document: XmlDocument): Set<string> {
  const found = new Set<string>();
  let inside = 0;
  const secret: boolean[] = [];
  document.kinds.forEach((kind, index) => {
    if (kind === OPEN) {
      secret.push(isSecret(document.values[index]!));
      inside += secret.at(-1) ? 1 : 0;
    } else if (kind === CLOSE) inside -= secret.pop() ? 1 : 0;
    else {
      const text = document.values[index]!.trim();
      if (inside > 0 && text.length >= secretLengthMin) found.add(text);
    }
  });
  return found;
}

const secretLengthMin = 6;

function isSecret(name: string): boolean {
  return secretNames.test(name) && !openNames.test(name);
}

interface OpenElement {
  readonly name: string;
  readonly written: string;
  readonly isSecret: boolean;
  readonly isPersonal: boolean;
}

function laidOut(document: XmlDocument, options: MaskOptions, secrets: ReadonlySet<string>): string {
  const { kinds, values, prefixes, attributes, closes } = document;
  const lines: string[] = [];
  const open: OpenElement[] = [];
  let length = 0;
  const shown = (text: string, name: string) => shownText(text, { name, open, options, secrets });
  for (let index = 0; index < kinds.length; index++) {
    const indent = '  '.repeat(kinds[index] === CLOSE ? open.length - 1 : open.length);
    let line: string;
    if (kinds[index] === OPEN) {
      const local = values[index]!;
      const name = prefixes[index] === '' ? local : `${prefixes[index]}:${local}`;
      const tag = `${name}${attributes[index]!.map(attribute => shownAttribute(attribute, options, secrets)).join('')}`;
      const close = closes[index]!;
      open.push({
        name: local,
        written: name,
        isSecret: isSecret(local) || open.at(-1)?.isSecret === true,
        isPersonal: personalNames.test(local) || open.at(-1)?.isPersonal === true,
      });
      if (close === index + 1) line = `<${tag}/>`;
      else if (close === index + 2) line = `<${tag}>${shown(values[index + 1]!, local)}</${name}>`;
      else line = `<${tag}>`;
      if (close <= index + 2) {
        open.pop();
        index = close;
      }
    } else if (kinds[index] === CLOSE) line = `</${open.pop()!.written}>`;
    else {
      line = values[index]!.trim() === '' ? '' : shown(values[index]!.trim(), open.at(-1)?.name ?? '');
    }
    if (line === '') continue;
    length += indent.length + line.length + 1;
    if (length > options.lengthMax) {
      lines.push('…');
      break;
    }
    lines.push(indent + line);
  }
  return lines.join('\n');
}

function shownText(
  text: string,
  {
    name,
    open,
    options,
    secrets,
  }: {
    name: string;
    open: readonly OpenElement[];
    options: MaskOptions;
    secrets: ReadonlySet<string>;
  },
): string {
  if (text.trim() === '') return '';
  if (open.at(-1)?.isSecret || secrets.has(text.trim())) return mask;
  if (!options.showsValues && (open.at(-1)?.isPersonal || !harmlessNames.test(name))) return mask;
  return escapeText(text.replace(tokenShape, mask));
}

function shownAttribute(
  { name, prefix, uri, value }: XmlAttribute,
  { showsValues }: MaskOptions,
  secrets: ReadonlySet<string>,
): string {
  const written = prefix === '' ? name : `${prefix}:${name}`;
  // A declaration of a namespace, which says where a name is from.
  if (uri === xmlnsUri) return value.startsWith('urn:com.microsoft.wc.') ? ` ${written}="${value}"` : '';
  const isHidden =
    secrets.has(value.trim()) ||
    (secretNames.test(name) && !openAttributes.test(name)) ||
    (!showsValues && !harmlessAttributes.test(name));
  return ` ${written}="${isHidden ? mask : escapeAttribute(value.replace(tokenShape, mask))}"`;
}
