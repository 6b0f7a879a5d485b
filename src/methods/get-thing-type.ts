// GetThingType: the types of things and their versions, with the schema of each.
import { getFirst } from '../assume.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { type Column, listColumns } from '../core/healthvault/transforms/rows.ts';
import { listTransforms } from '../core/healthvault/transforms/transforms.ts';
import { getSchemasUrl } from '../core/instance.ts';
import type { Infer, Schema } from '../schema/schema.ts';
import type { Locate } from '../schema/xsd.ts';
import { everyType, findVersion, type ThingType, type ThingVersion } from '../things/index.ts';
import { makeLocate, printThingXsd } from '../things/xsd.ts';
import { getThingType, type property, type section, type thingType } from './contracts/get-thing-type.ts';
import { method, version } from './method.ts';

type Section = Infer<typeof section>;

export default method({
  name: 'GetThingType',
  auth: 'app',
  versions: {
    1: version('app', {
      ...getThingType[1],
      run({ vault }, { id, section, lastClientRefresh }) {
        if (lastClientRefresh !== undefined && lastClientRefresh >= vault.instance.updatedAt)
          return { thingType: [] };
        const wanted = new Set<Section>(section ?? ['core']);
        const versions = id
          ? [...new Set(id)].map(known)
          : everyType().flatMap(type => type.versions.map(version => ({ type, version })));
        const locate = makeLocate(getSchemasUrl(vault.instance));
        return {
          thingType: versions.map(({ type, version }) => thingTypeAnswer(type, version, wanted, locate)),
        };
      },
    }),
  },
});

function known(id: string): { type: ThingType; version: ThingVersion } {
  const found = findVersion(id);
  if (!found) throw fault('INVALID_THING_TYPE', id);
  return found;
}

function thingTypeAnswer(
  type: ThingType,
  version: ThingVersion,
  wanted: ReadonlySet<Section>,
  locate: Locate,
): Infer<typeof thingType> {
  const { id, root, effectiveDate, endDate } = version;
  const core = wanted.has('core');
  const paths = wanted.has('effectivedatexpath');
  return {
    id,
    name: type.name,
    ...(core && { uncreatable: false, immutable: type.immutable, singleton: type.singleton }),
    ...(wanted.has('xsd') && { xsd: printThingXsd(type, version, locate) }),
    ...(wanted.has('columns') && { columns: { column: listColumns(type, version).map(printColumn) } }),
    ...(wanted.has('transforms') && { transforms: { tag: listTransforms(type) } }),
    ...(wanted.has('versions') && { versions: versionsOf(type) }),
    ...(paths && effectiveDate !== undefined && { effectiveDateXpath: `${root}/${effectiveDate}` }),
    ...(paths && endDate !== undefined && { updatedEndDateXpath: `${root}/${endDate}` }),
    ...(core && { allowReadonly: type.allowsReadOnly }),
  };
}

/** Rows have words in every column; how wide one is, in pixels, clients may change. */
function printColumn({ tag, label, visible }: Column) {
  return { tag, label, type: 'System.String', width: 150, visible };
}

function versionsOf(type: ThingType) {
  return {
    // It only ties the versions together; clients name types by versions.
    'thing-type-id': getFirst(type.versions).id,
    versionInfo: type.versions.map(version => ({
      'version-type-id': version.id,
      'version-name': `${type.name} ${version.number}`,
      'version-sequence': version.number,
      orderByProperties: { property: orderProperties(version) },
    })),
  };
}

/** What GetThings can order by: the effective date, and the elements of the type that have a value to compare. */
function orderProperties({ root, schema }: ThingVersion): Infer<typeof property>[] {
  const items = schema.shape.kind === 'sequence' ? schema.shape.items : [];
  const elements = items.flatMap(item =>
    item.kind === 'element' && item.schema.shape.kind !== 'anything'
      ? [{ name: item.name, type: typeOf(item.schema), xpath: `${root}/${item.name}` }]
      : [],
  );
  return [{ name: 'eff-date', type: 'dateTime' }, ...elements];
}

function typeOf({ shape, typeName }: Schema<unknown>): string {
  if (typeName) return typeName.name;
  if (shape.kind === 'text') return shape.base;
  return shape.kind === 'marked-text' ? shape.base.shape.base : 'complexType';
}
