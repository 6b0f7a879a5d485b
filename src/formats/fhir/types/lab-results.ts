// Lab results: a report of a laboratory that contains its tests, each of which is found by itself as well. A test that came by
// itself is given as that again.
import labResults from '../../../things/lab-results.ts';
import { codeable, codesOf, isWritable, loinc, makeConcept, readConcept, writeConcept } from '../codes.ts';
import { approxDateTime } from '../dates.ts';
import { absent, unknownConcept } from '../elements.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import { laboratory, readStatus, readTest, writeStatus, writeTest } from '../lab-tests.ts';
import { fhirLimits } from '../limits.ts';
import { defineMapping, type Mapping, rowsOf, type Settings } from '../mapping.ts';
import { categories, findMoment, findValue, roughMoment, usCoreProfile } from '../observation.ts';
import { makePart, takeInherited } from '../parts.ts';

const { row, rowBy, also } = rowsOf(labResults);
const sections = 'http://terminology.hl7.org/CodeSystem/v2-0074';

/** What a report is called that has several groups. */
const report = makeConcept(loinc, '11502-2', 'Laboratory report');

/** The one group that a report is of; undefined of one that has several, or groups within. */
function findOnly(groups: Json | undefined): JsonObject | undefined {
  const [only, ...others] = listOf(groups);
  return isObject(only) && others.length === 0 && only.subGroups === undefined ? only : undefined;
}

/** Takes tests and groups into a report, by numbers. */
class Contained {
  readonly all: JsonObject[] = [];
  readonly #settings: Settings;
  #groups = 0;
  #tests = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @returns references to the tests of a group, then to those within */
  addInside({ results, subGroups }: JsonObject): JsonObject[] {
    const tests = listOf(results).map(test => {
      this.#tests += 1;
      return this.#add(`t${this.#tests}`, writeTest(isObject(test) ? test : {}, this.#settings));
    });
    return [...tests, ...listOf(subGroups).map(group => this.addGroup(isObject(group) ? group : {}))];
  }

  addGroup(group: JsonObject): JsonObject {
    this.#groups += 1;
    const id = `g${this.#groups}`;
    const hasMember = this.addInside(group);
    return this.#add(id, {
      resourceType: 'Observation',
      status: writeStatus(group.status, hasMember.length > 0),
      category: [laboratory],
      code: nameGroup(group, this.#settings),
      ...performerOf(group),
      ...(hasMember.length > 0 ? { hasMember } : { dataAbsentReason: unknownConcept }),
    });
  }

  #add(id: string, resource: Draft): JsonObject {
    const { resourceType = 'Observation', ...said } = resource;
    this.all.push({ resourceType, id, ...said });
    return { reference: `#${id}` };
  }
}

function nameGroup(group: JsonObject, settings: Settings): Json {
  return writeConcept(group.groupName, settings) ?? { text: 'Laboratory tests' };
}

function performerOf({ laboratoryName }: JsonObject): JsonObject {
  const name = getOwn(laboratoryName, 'name');
  return isWritable(name) ? { performer: [{ display: name }] } : {};
}

function readGroup(
  from: JsonObject,
  references: Json | undefined,
  contents: Contents,
  settings: Settings,
): Draft {
  const inside = follow(references, contents);
  const groups = inside.filter(isGroup);
  const tests = inside.filter(one => !isGroup(one));
  const name = readConcept(from.code, settings);
  const [performer] = listOf(from.performer);
  const laboratoryName = getOwn(performer, 'display');
  const status = readStatus(from.status);
  return {
    groupName: name ?? { text: 'Laboratory' },
    ...(isWritable(laboratoryName) && { laboratoryName: { name: laboratoryName } }),
    ...(status && { status }),
    ...(groups.length > 0 && {
      subGroups: groups.map(one => readGroup(one, one.hasMember, contents, settings)),
    }),
    ...(tests.length > 0 && { results: tests.map(one => readTest(one, settings)) }),
  };
}

function isGroup(one: JsonObject): boolean {
  return one.hasMember !== undefined && findValue(one) === undefined;
}

type Contents = ReadonlyMap<string, JsonObject>;

/** The observations in a report by how they are referred to. */
function indexContained(resource: JsonObject): Contents {
  const own = listOf(resource.contained)
    .filter(isObject)
    .filter(one => one.resourceType === 'Observation');
  return new Map(own.map(one => [`#${String(one.id)}`, one]));
}

function follow(references: Json | undefined, contents: Contents): JsonObject[] {
  return listOf(references)
    .map(reference => contents.get(String(getOwn(reference, 'reference'))))
    .filter(one => one !== undefined);
}

/** Does each stand in one place, and none too deep? One that contained itself would have no end. */
function isTree(resource: Resource): boolean {
  const contents = indexContained(resource);
  const seen = new Set<JsonObject>();
  const visit = (references: Json | undefined, depth: number): boolean =>
    follow(references, contents).every(one => {
      if (seen.has(one) || depth > fhirLimits.fhirGroupsDepthMax) return false;
      seen.add(one);
      return visit(one.hasMember, depth + 1);
    });
  return visit(resource.result, 1);
}

function listTests(resource: JsonObject): JsonObject[] {
  return listOf(resource.contained)
    .filter(isObject)
    .filter(one => one.resourceType === 'Observation' && !isGroup(one));
}

/** A test by itself: one group, called as its category. */
const single: Mapping = defineMapping(labResults, {
  resourceType: 'Observation',
  isOther: true,
  profile: usCoreProfile('observation-lab'),
  subject: 'subject',
  fixed: { status: 'final', category: [laboratory] },
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    ...(
      ['status', 'code', 'value', 'dataAbsentReason', 'specimen', 'interpretation', 'referenceRange'] as const
    ).map(element =>
      rowBy('labGroup', element, {
        write(item, resource, settings) {
          const [test] = listOf(getOwn(listOf(item.labGroup)[0], 'results'));
          const written = writeTest(isObject(test) ? test : {}, settings);
          for (const [name, value] of Object.entries(written))
            if (name === element || (element === 'value' && name.startsWith('value'))) resource[name] = value;
        },
        read() {},
      }),
    ),
    rowBy('labGroup', 'category', {
      write(item, resource, settings) {
        const written = writeConcept(getOwn(listOf(item.labGroup)[0], 'groupName'), settings);
        if (codesOf(written, categories).length > 0) resource.category = [written ?? laboratory];
      },
      read(resource, item, settings) {
        // When it was and the note on it are those of the item.
        const { when: _, note: __, ...test } = readTest(resource, settings);
        const groupName = codeable.read(listOf(resource.category)[0] ?? laboratory, settings);
        item.labGroup = [{ groupName: groupName ?? { text: 'Laboratory' }, results: [test] }];
      },
    }),
  ],
  takes: () => false,
  takesOthers: resource => {
    const found = codesOf({
      coding: listOf(resource.category).flatMap(one => listOf(getOwn(one, 'coding'))),
    });
    const isOurs = found.some(code => ['laboratory', 'imaging', 'procedure'].includes(code));
    return (
      isOurs &&
      isObject(resource.code) &&
      findValue(resource) !== undefined &&
      findMoment(resource) !== undefined
    );
  },
});

export default defineMapping(labResults, {
  resourceType: 'DiagnosticReport',
  profile: usCoreProfile('diagnosticreport-lab'),
  subject: 'subject',
  fixed: {
    status: 'final',
    category: [{ coding: [{ system: sections, code: 'LAB', display: 'Laboratory' }] }],
  },
  rows: [
    row('when', 'effectiveDateTime', approxDateTime),
    rowBy('when', 'effectiveDateTime', {
      write(_item, resource) {
        // The profile asks for a date of what is finished, or why there is none.
        if (resource.effectiveDateTime === undefined) resource._effectiveDateTime = absent;
        resource._issued = absent;
      },
      read(resource, item, settings) {
        const moment = item.when === undefined ? findMoment(resource) : undefined;
        const when = moment === undefined ? undefined : approxDateTime.read(moment, settings);
        if (when !== undefined) item.when = when;
      },
    }),
    rowBy(
      'labGroup',
      'contained',
      {
        write(item, resource, settings) {
          const contained = new Contained(settings);
          const only = findOnly(item.labGroup);
          const result = only
            ? contained.addInside(only)
            : listOf(item.labGroup).map(group => contained.addGroup(isObject(group) ? group : {}));
          resource.code = only ? nameGroup(only, settings) : report;
          if (only)
            Object.assign(resource, performerOf(only), {
              status: writeStatus(only.status, result.length > 0),
            });
          if (contained.all.length > 0) resource.contained = contained.all;
          if (result.length > 0) resource.result = result;
        },
        read(resource, item, settings) {
          const all = readGroup(resource, resource.result, indexContained(resource), settings);
          const isOfGroups = codesOf(resource.code, loinc).includes('11502-2') && all.results === undefined;
          item.labGroup = isOfGroups && all.subGroups !== undefined ? all.subGroups : [all];
        },
      },
      'Each test is an Observation in the report, and one by itself: `<id>.<number>`. Of several groups each is an Observation with its members.',
    ),
    ...(['result', 'code', 'performer', 'status'] as const).map(element => also('labGroup', element)),
  ],
  takes: resource => {
    const found = listOf(resource.category).flatMap(one => [
      ...codesOf(one, sections),
      ...codesOf(one, loinc),
    ]);
    const isOfLaboratory = found.some(code => laboratories.has(code)) && !found.includes('MB');
    return isOfLaboratory && isObject(resource.code) && isTree(resource);
  },
  parts: {
    resourceType: 'Observation',
    list: resource =>
      listTests(resource).map((test, at) =>
        makePart(resource, test, String(at + 1), usCoreProfile('observation-lab')),
      ),
    put(resource, { key, resource: part }) {
      const old = listTests(resource)[Number(key) - 1];
      const {
        category = [laboratory],
        status = 'final',
        ...said
      } = takeInherited(withoutOwn(resource), part);
      const changed = { resourceType: 'Observation', id: old?.id ?? `t${key}`, status, category, ...said };
      return { ...resource, contained: listOf(resource.contained).map(one => (one === old ? changed : one)) };
    },
  },
  others: [single],
});

/** What tests say for themselves, whatever the report says of it. */
function withoutOwn({ status: _, category: __, ...rest }: Resource): JsonObject {
  return rest;
}

/** Sections of a laboratory, but that of microbiology. */
const laboratories = new Set(['LAB', 'CH', 'HM', 'SR', 'IMM', 'TX', 'BLB', 'PAT', 'LP29693-6', '26436-6']);
