// Is a resource built as FHIR R4 has it: elements that there are, as often as they may be, values of their form, codes of the lists that it leaves no choice about? What a profile says is
// left to the mappings.
import { takeDigits } from '../../formats/fhir/digits.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { type ElementOf, elementsWithin, findElements, isResourceKind, primitives } from './elements.ts';
import { isInList } from './lists.ts';
import { FhirProblem } from './problem.ts';
import { isObject, type Resource } from './values.ts';

interface StructureProblem {
  readonly expression: string;
  readonly text: string;
}

const problemsMax = 20;

/** @throws FhirProblem with the first that is wrong */
export function demandStructure(resource: Resource): void {
  const [first] = findProblems(resource);
  if (first) throw new FhirProblem(422, 'structure', first.text, first.expression);
}

/** What is wrong, some of it at least; nothing where all is well. */
export function findProblems(resource: Resource): StructureProblem[] {
  const problems: StructureProblem[] = [];
  checkResource(resource, resource.resourceType, problems);
  return problems;
}

function checkResource(resource: unknown, path: string, problems: StructureProblem[]): void {
  const kind = isObject(resource) ? resource.resourceType : undefined;
  if (!isObject(resource) || typeof kind !== 'string' || !isResourceKind(kind)) {
    problems.push({ expression: path, text: 'This is no resource of FHIR R4.' });
    return;
  }
  const { resourceType: _, ...rest } = resource;
  checkElements(rest, findElements(kind) ?? new Map(), path, problems);
}

function checkElements(
  node: Record<string, unknown>,
  elements: ReadonlyMap<string, ElementOf>,
  path: string,
  problems: StructureProblem[],
): void {
  const tell = (name: string, text: string) => void problems.push({ expression: `${path}.${name}`, text });
  const chosen = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (problems.length >= problemsMax) return;
    const isShadow = key.startsWith('_');
    const name = isShadow ? key.slice(1) : key;
    const element = elements.get(name);
    if (!element || (isShadow && !primitives.has(element.type))) {
      problems.push({
        expression: path,
        text: `It has an element that FHIR R4 does not have here${nameFor(key)}.`,
      });
      continue;
    }
    if (element.choice !== undefined) {
      const other = chosen.get(element.choice);
      if (other !== undefined && other !== name) tell(name, 'Only one form of this element may be there.');
      chosen.set(element.choice, name);
    }
    const list = Array.isArray(value) ? value : [value];
    // Only what resources are called has the form of an id.
    const isElementId = name === 'id' && !elements.has('meta');
    if (Array.isArray(value) !== element.isMany)
      tell(name, element.isMany ? 'This is a list, also of one.' : 'This is no list.');
    else if (list.length === 0) tell(name, 'A list is not empty: leave the element out.');
    else if (isShadow) for (const one of list) checkShadow(one, `${path}.${name}`, problems);
    else
      for (const [i, one] of list.entries()) {
        const at = element.isMany ? `${path}.${name}[${i}]` : `${path}.${name}`;
        const isGap = one === null && element.isMany && Object.hasOwn(node, `_${name}`);
        if (isWhole(element) && takeDigits(one, beside(node, name, i)).digits !== undefined)
          tell(name, 'This is a whole number, without a point or an exponent.');
        else if (!isGap)
          checkValue(one, isElementId ? { ...element, type: 'string' } : element, at, problems);
      }
  }
  checkRequired(node, elements, chosen, path, problems);
}

function isWhole({ type }: ElementOf): boolean {
  return type === 'integer' || type === 'unsignedInt' || type === 'positiveInt';
}

function beside(node: Record<string, unknown>, name: string, at: number): unknown {
  const value = node[`_${name}`];
  return Array.isArray(value) ? value[at] : value;
}

/** Names that somebody sent may be anything; those that look like one are told. */
function nameFor(key: string): string {
  return /^_?[a-z][A-Za-z]{0,40}$/.test(key) ? `: ${key}` : '';
}

function checkRequired(
  node: Record<string, unknown>,
  elements: ReadonlyMap<string, ElementOf>,
  chosen: ReadonlyMap<string, string>,
  path: string,
  problems: StructureProblem[],
): void {
  const told = new Set<string>();
  for (const { name, isRequired, choice } of elements.values()) {
    if (!isRequired || problems.length >= problemsMax) continue;
    const isThere = choice === undefined ? name in node || `_${name}` in node : chosen.has(choice);
    const what = choice === undefined ? name : `${choice}[x]`;
    if (isThere || told.has(what)) continue;
    told.add(what);
    problems.push({ expression: path, text: `It must have ${what}.` });
  }
}

function checkShadow(value: unknown, path: string, problems: StructureProblem[]): void {
  if (value === null) return;
  if (!isObject(value))
    problems.push({
      expression: path,
      text: 'What stands beside a value is an element with id or extension.',
    });
  else checkElements(value, shadowElements(), path, problems);
}

let shadow: ReadonlyMap<string, ElementOf> | undefined;

function shadowElements(): ReadonlyMap<string, ElementOf> {
  if (!shadow) {
    const own = findElements('Extension') ?? new Map<string, ElementOf>();
    shadow = new Map([...own].filter(([name]) => name === 'id' || name === 'extension'));
  }
  return shadow;
}

function checkValue(value: unknown, element: ElementOf, path: string, problems: StructureProblem[]): void {
  const { type, list } = element;
  if (type === 'Resource') {
    checkResource(value, path, problems);
    return;
  }
  if (primitives.has(type)) {
    const text = type === 'xhtml' ? checkNarrative(value) : checkPrimitive(value, type);
    const wrong = text ?? checkCode(value, type, list);
    if (wrong !== undefined) problems.push({ expression: path, text: wrong });
    return;
  }
  const elements = elementsWithin(element);
  if (!isObject(value)) problems.push({ expression: path, text: 'This is an object.' });
  else if (Object.keys(value).length === 0)
    problems.push({ expression: path, text: 'An element is not empty: leave it out.' });
  else {
    const wrong = checkCode(value, type, list);
    if (wrong !== undefined) problems.push({ expression: path, text: wrong });
    if (elements) checkElements(value, elements, path, problems);
  }
}

function checkCode(value: unknown, type: string, list: string | undefined): string | undefined {
  if (list === undefined || isInList(value, type, list)) return undefined;
  return `FHIR R4 wants a code of the list ${list} here.`;
}

const day = '\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])';
const clock = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,9})?';
const zone = '(Z|[+-](0\\d|1[0-4]):[0-5]\\d)';
const formOf: ReadonlyMap<string, RegExp> = new Map([
  ['date', new RegExp(`^${day})?)?$`)],
  ['dateTime', new RegExp(`^${day}(T${clock}${zone})?)?)?$`)],
  ['instant', new RegExp(`^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T${clock}${zone}$`)],
  ['time', new RegExp(`^${clock}$`)],
  ['code', /^\S+( \S+)*$/],
  ['id', /^[A-Za-z0-9\-.]{1,64}$/],
  ['uri', /^\S+$/],
  ['url', /^\S+$/],
  ['canonical', /^\S+$/],
  ['oid', /^urn:oid:[0-2](\.(0|[1-9]\d*))+$/],
  ['base64Binary', /^[A-Za-z0-9+/\s]*={0,2}$/],
]);

function checkPrimitive(value: unknown, type: string): string | undefined {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'This is true or false.';
    case 'decimal':
      return typeof value === 'number' ? undefined : 'This is a number.';
    case 'integer':
    case 'unsignedInt':
    case 'positiveInt': {
      const least = type === 'integer' ? -2_147_483_648 : type === 'unsignedInt' ? 0 : 1;
      const isIn = Number.isInteger(value) && Number(value) >= least && Number(value) <= 2_147_483_647;
      return isIn ? undefined : `This is a whole number${type === 'integer' ? '' : ` from ${least} up`}.`;
    }
    default: {
      if (typeof value !== 'string' || value.trim() === '') return 'This is a text that is not empty.';
      const form = formOf.get(type);
      // What is long is not matched: none of these are, but for bytes, which one look tells.
      return !form || form.test(value) ? undefined : `This is not written as FHIR writes ${type}.`;
    }
  }
}

/** Of HTML 4.0 what FHIR allows: text, lists, tables, looks, pictures and ways to somewhere. */
const allowed = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'address',
    'b',
    'bdo',
    'big',
    'blockquote',
    'br',
    'caption',
    'cite',
    'code',
    'col',
  ],
  ...[
    'colgroup',
    'dd',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'kbd',
  ],
  ...[
    'li',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
  ],
  ...['td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var'],
]);

/** But for pictures, which run nothing. */
const runs = /^\s*(javascript:|vbscript:|data:(?!\s*image\/(png|gif|jpeg)[;,]))/i;

/** Words to be shown: nothing in them runs. */
function checkNarrative(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'This is XHTML, as a text.';
  try {
    const { kinds, values, attributes, size } = readXml(value);
    for (let i = 0; i < size; i++) {
      if (kinds[i] !== openKind) continue;
      const isKnown = allowed.has(values[i] ?? '');
      const isHarmless = (attributes[i] ?? []).every(
        ({ name, value: text }) => !/^on/i.test(name) && !runs.test(text),
      );
      if (!isKnown || !isHarmless)
        return 'A narrative has no scripts, forms, frames or events: FHIR has a list of what it may have.';
    }
    return values[0] === 'div' ? undefined : 'A narrative is one div of XHTML.';
  } catch (error) {
    if (error instanceof XmlFault) return 'A narrative is well-formed XHTML.';
    throw error;
  }
}

const openKind = 1;
