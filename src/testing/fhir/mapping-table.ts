// docs/fhir-mapping.md, made of the rows by which items become resources: a table for each type.
import {
  listResourceTypes,
  type Mapping,
  mappingOf,
  patientMappings,
  type Row,
} from '../../formats/fhir/index.ts';
import type { ElementItem, Schema } from '../../schema/schema.ts';
import { currentVersion, everyType, type ThingType } from '../../things/index.ts';

export function writeMappingTables(): string {
  const ofPatient = new Map(patientMappings.map(mapping => [mapping.type, mapping]));
  const all = everyType().map(type => ({ type, mapping: ofPatient.get(type) ?? mappingOf(type) }));
  const own = all.filter(({ mapping }) => mapping.rows.length > 0);
  const whole = all.filter(({ mapping }) => mapping.rows.length === 0);
  return [
    '# Items as FHIR resources',
    '',
    'Which element carries which field, for each type of item, made of the rows in `src/formats/fhir/types/`. Both ways are without loss: what no element carries, or not exactly, stands in the one extension `urn:keepwell:fhir:thing-rest` of the resource; what a resource says that an item has no field for stays with the item and comes back. Numbers come in the unit that is named, and are read of any unit of the same kind, by UCUM.',
    '',
    `Kinds of resource: ${listResourceTypes().join(', ')}. Four items make one Patient.`,
    '',
    ...own.flatMap(({ type, mapping }) => writeType(type, mapping)),
    '## Types without a resource of their own',
    '',
    'They travel as Basic, whole in the extension, with their type in the code:',
    '',
    `${whole.map(({ type }) => type.name).join(', ')}.`,
    '',
  ].join('\n');
}

function writeType(type: ThingType, mapping: Mapping): string[] {
  const { resourceType, profile, fixed, parts, others = [], rows } = mapping;
  const { schema } = currentVersion(type);
  return [
    `## ${type.name}`,
    '',
    [
      `${resourceType}${profile === undefined ? '' : `, profile [${profile.split('/').pop()}](${profile})`}.`,
      ...(parts ? [`Its parts are found as ${parts.resourceType}, too.`] : []),
      ...(resourceType === 'DiagnosticReport'
        ? ['What it presents is found as DocumentReference, too.']
        : []),
      ...(others.length > 0
        ? [`What came as ${others.map(one => one.resourceType).join(' or ')} is given as that again.`]
        : []),
    ].join(' '),
    '',
    ...writeCode(fixed),
    ...writeTable(
      listFields(schema, rows).map(({ name, elements = [], how = '' }) => {
        const where = elements.map(element => `\`${element}\``).join(', ') || 'in the extension';
        return [`\`${name}\``, where, how];
      }),
    ),
    '',
  ];
}

/** As the formatter has tables: each column as wide as its widest cell. */
function writeTable(lines: readonly (readonly string[])[]): string[] {
  const all = [['Field', 'Element', ''], ...lines];
  const widths = [0, 1, 2].map(column => Math.max(3, ...all.map(line => [...(line[column] ?? '')].length)));
  const pad = (line: readonly string[], fill: string) =>
    `| ${widths.map((width, at) => (line[at] ?? '') + fill.repeat(width - [...(line[at] ?? '')].length)).join(' | ')} |`;
  const [head = [], ...rest] = all;
  return [pad(head, ' '), pad([], '-'), ...rest.map(line => pad(line, ' '))];
}

/** By which code one is known, unless a row says otherwise. */
function writeCode({ code }: Mapping['fixed']): string[] {
  const { coding = [] } = (code ?? {}) as { coding?: { system: string; code: string; display?: string }[] };
  const named = coding.filter(({ display }) => display !== undefined && display !== 'Unknown');
  if (named.length === 0) return [];
  const all = named.map(one => `\`${one.system}|${one.code}\` (${one.display})`);
  return [`Code: ${all.join(', ')}.`, ''];
}

interface Line {
  readonly name: string;
  readonly elements?: readonly string[];
  readonly how?: string;
}

/** In the order of the schema. What several rows write in one element is one line. */
function listFields(schema: Schema<unknown>, rows: readonly Row[]): Line[] {
  return elementsOf(schema).flatMap(({ key, name }): Line[] => {
    const own = rows.filter(({ field }) => field === key || field.startsWith(`${key}.`));
    const fields = [...new Set(own.map(({ field }) => field))];
    return fields.length === 0 ? [{ name }] : fields.map(field => makeLine(schema, field, own));
  });
}

function makeLine(schema: Schema<unknown>, field: string, rows: readonly Row[]): Line {
  const own = rows.filter(row => row.field === field);
  const elements = [...new Set(own.map(({ element }) => element))].filter(element => element !== '(none)');
  const hows = [...new Set(own.map(({ how }) => how).filter(how => how !== undefined))];
  return { name: nameField(schema, field), elements, how: hows.join(' ') };
}

function elementsOf({ shape }: Schema<unknown>): ElementItem[] {
  const items = shape.kind === 'sequence' ? shape.items : [];
  return items.filter((item): item is ElementItem => item.kind === 'element');
}

/** By the names of the wire: `goal-info/status`. */
function nameField(schema: Schema<unknown>, field: string): string {
  const [key = '', ...rest] = field.split('.');
  const found = elementsOf(schema).find(item => item.key === key);
  if (!found) return field;
  return rest.length === 0 ? found.name : `${found.name}/${nameField(found.schema, rest.join('.'))}`;
}
