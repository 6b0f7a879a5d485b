// Names in certificates: when two are the same, and whether an issuer's name constraints let one be. Used by parts.ts
// and chain.ts.

import {
  type AttributeValue,
  GeneralName,
  type GeneralSubtree,
  type Name,
  type NameConstraints,
} from '@peculiar/asn1-x509';
import { boundMarks } from '../../spelling.ts';

/** A name by its parts from the root inwards. What differs in case, spaces and kind of string only is the same. */
export type Folded = readonly string[];

export function fold(name: Name): Folded {
  return [...name].map(part =>
    JSON.stringify([...part].map(({ type, value }) => `${type}=${foldedValue(value)}`).sort()),
  );
}

function foldedValue(value: AttributeValue): string {
  if (value.anyValue) return `#${Buffer.from(value.anyValue).toString('hex')}`;
  return boundMarks(value.toString()).normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}

export function isSameName(a: Folded, b: Folded): boolean {
  return a.length > 0 && a.length === b.length && startsWith(a, b);
}

function startsWith(name: Folded, start: Folded): boolean {
  return start.every((part, i) => part === name[i]);
}

/** Is a name below the base of a subtree? For the kinds of names that are judged. */
const judges: ReadonlyMap<keyof GeneralName, (name: GeneralName, base: GeneralName) => boolean> = new Map([
  ['directoryName', (name, base) => startsWith(fold(name.directoryName!), fold(base.directoryName!))],
  ['rfc822Name', (name, base) => isAddressBelow(name.rfc822Name!, base.rfc822Name!)],
  ['dNSName', (name, base) => isHostBelow(name.dNSName!, base.dNSName!)],
] as [keyof GeneralName, (name: GeneralName, base: GeneralName) => boolean][]);

const kinds: readonly (keyof GeneralName)[] = [
  ...judges.keys(),
  'otherName',
  'x400Address',
  'ediPartyName',
  'uniformResourceIdentifier',
  'iPAddress',
  'registeredID',
];

function kindOf(name: GeneralName): keyof GeneralName | undefined {
  return kinds.find(kind => name[kind] !== undefined);
}

/**
 * Does an issuer with these constraints vouch for somebody called so?
 * @param called the subject, and what else the certificate calls its holder
 */
export function mayVouchFor(
  { permittedSubtrees, excludedSubtrees }: NameConstraints,
  subject: Name,
  called: readonly GeneralName[],
): boolean {
  const permitted = [...(permittedSubtrees ?? [])];
  const excluded = [...(excludedSubtrees ?? [])];
  if ([...permitted, ...excluded].some(({ minimum, maximum }) => minimum !== 0 || maximum !== undefined))
    return false;
  return [...namesIn(subject), ...called].every(name => {
    const kind = kindOf(name);
    const ofKind = (trees: readonly GeneralSubtree[]) =>
      trees.map(({ base }) => base).filter(base => kindOf(base) === kind);
    const [within, without] = [ofKind(permitted), ofKind(excluded)];
    if (within.length === 0 && without.length === 0) return true;
    const judge = kind && judges.get(kind);
    if (!judge) return false;
    return (
      (within.length === 0 || within.some(base => judge(name, base))) &&
      !without.some(base => judge(name, base))
    );
  });
}

const emailAddress = '1.2.840.113549.1.9.1';

/** The subject, and the addresses of mail in it. */
function namesIn(subject: Name): GeneralName[] {
  if (subject.length === 0) return [];
  const addresses = [...subject].flatMap(part => [...part].filter(({ type }) => type === emailAddress));
  return [
    new GeneralName({ directoryName: subject }),
    ...addresses.map(({ value }) => new GeneralName({ rfc822Name: value.toString() })),
  ];
}

/** @param base an address, a host, or a domain that begins with a dot */
function isAddressBelow(address: string, base: string): boolean {
  const [name, among] = [address.toLowerCase(), base.toLowerCase()];
  if (among.includes('@')) return name === among;
  const host = name.slice(name.lastIndexOf('@') + 1);
  return among.startsWith('.') ? host.endsWith(among) : host === among;
}

function isHostBelow(host: string, base: string): boolean {
  const domain = base.toLowerCase().replace(/^\./, '');
  return domain === '' || `.${host.toLowerCase()}`.endsWith(`.${domain}`);
}
