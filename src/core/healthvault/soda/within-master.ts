// What a child may be registered for: nothing its master is not, in rules, methods, the domain of its mail, vocabularies,
// places, instances and sources of meaningful-use data.

import { type Application, type MethodGroup, methodGroups } from '../../applications/application.ts';
import { compareReach } from '../../authorization/reach.ts';
import type { Rule } from '../../authorization/rules.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { listKnownVocabularies } from '../../vocabularies/catalogue.ts';
import { fault } from '../status-fault.ts';

/** @throws INVALID_APPAUTH */
export function checkRules(master: Application, rules: readonly Rule[]): void {
  for (const mode of ['online', 'offline'] as const) {
    const asked = rules.filter(rule => rule.mode === mode);
    if (!compareReach(asked, master.rules).every(({ isGiven }) => isGiven))
      throw fault('INVALID_APPAUTH', `The ${mode} rules reach further than those of the master application.`);
  }
}

/** HealthVault's names of method groups that every application has. */
const namesOfBasic = ['x-basemethods', 'x-userdataextended'];

/** Never for children: a child registers no others. */
const forMastersOnly: readonly MethodGroup[] = ['provisioning'];

/**
 * The methods and groups a master names for a child, by our names.
 * @throws INVALID_METHOD for what is not there, or not the master's
 */
export function chooseMethods(
  master: Application,
  named: readonly string[],
  methods: readonly { readonly name: string; readonly group: MethodGroup }[],
): { methods: string[]; methodGroups: MethodGroup[] } {
  const found = named.map(name => {
    const plain = name.toLowerCase();
    if (namesOfBasic.includes(plain)) return { entry: 'basic', group: 'basic' as MethodGroup };
    const group = methodGroups.find(group => group === plain.replace(/^x-/, ''));
    if (group) return { entry: group, group };
    const method = methods.find(method => method.name.toLowerCase() === plain);
    if (!method) throw fault('INVALID_METHOD', 'The list of methods names one that is not there.');
    return { entry: method.name, group: method.group };
  });
  const groups = [...new Set(found.map(({ group }) => group))];
  const missing = groups.find(
    group => forMastersOnly.includes(group) || (group !== 'basic' && !master.methodGroups.includes(group)),
  );
  if (missing !== undefined)
    throw fault('INVALID_METHOD', `The master application cannot give the method group ${missing}.`);
  const entries = [...new Set(found.map(({ entry }) => entry))];
  return { methods: entries, methodGroups: [...new Set<MethodGroup>(['basic', ...groups])] };
}

/** An operator saw the master's domain and sees no child's. @throws INVALID_XML */
export function checkDomain({ domainName: own }: Application, { domainName }: Application): void {
  if (domainName === undefined) return;
  const isOurs =
    own !== undefined &&
    (same(domainName, own) || domainName.toUpperCase().endsWith(`.${own.toUpperCase()}`));
  if (!isOurs)
    throw fault('INVALID_XML', 'domain-name: must be that of the master application, or one below it');
}

/** @throws RECORD_LOCATION_NOT_SUPPORTED */
export function checkLocations({ recordLocations }: Application, child: Application): void {
  if (recordLocations === undefined || recordLocations.length === 0) return;
  const isOurs = ({ country, stateProvince }: { country: string; stateProvince?: string }) =>
    recordLocations.some(
      own =>
        same(own.country, country) &&
        (own.stateProvince === undefined ||
          (stateProvince !== undefined && same(own.stateProvince, stateProvince))),
    );
  const wanted = child.recordLocations ?? [];
  if (wanted.length === 0 || !wanted.every(isOurs))
    throw fault(
      'RECORD_LOCATION_NOT_SUPPORTED',
      'The master application does not serve all of these places.',
    );
}

/** @throws INVALID_INSTANCE_ID */
export function checkInstances({ instance }: Vault, { instances }: Application, child: Application): void {
  if (child.instances?.some(id => id !== instance.id)) throw fault('INVALID_INSTANCE_ID');
  if (instances && !(child.instances ?? [instance.id]).every(id => instances.includes(id)))
    throw fault('INVALID_INSTANCE_ID', 'The master application does not work with all of these instances.');
}

/** @throws INVALID_VOCABULARY_AUTHORIZATION */
export async function checkVocabularies(db: Reader, master: Application, child: Application): Promise<void> {
  if (!child.vocabularies || child.vocabularies.length === 0) return;
  const known = await listKnownVocabularies(db);
  for (const { family, name } of child.vocabularies) {
    if (
      !known.some(
        vocabulary => vocabulary.family === family && (name === undefined || vocabulary.name === name),
      )
    )
      throw fault('INVALID_VOCABULARY_AUTHORIZATION', 'There is no vocabulary of this family and name.');
    const ceiling = master.childVocabularies;
    const isOurs =
      ceiling?.some(own => own.family === family && (own.name === undefined || own.name === name)) ?? true;
    if (!isOurs)
      throw fault(
        'INVALID_VOCABULARY_AUTHORIZATION',
        'It is not among those the master application can give.',
      );
  }
}

/** @throws INVALID_MEANINGFUL_USE_SOURCE; DUPLICATE_MEANINGFUL_USE_SOURCES */
export async function checkMeaningfulUse(db: Reader, master: Application, child: Application): Promise<void> {
  const sources = child.meaningfulUseSources ?? [];
  if (sources.length === 0) return;
  if (!sources.every(source => master.childMeaningfulUseSources?.includes(source)))
    throw fault('INVALID_MEANINGFUL_USE_SOURCE', 'It is not among those the master application can give.');
  if (new Set(sources).size < sources.length) throw fault('DUPLICATE_MEANINGFUL_USE_SOURCES');
  const others = (await db.applications.all()).filter(({ id }) => id !== child.id && id !== master.id);
  if (
    others.some(({ meaningfulUseSources }) => meaningfulUseSources?.some(source => sources.includes(source)))
  )
    throw fault('DUPLICATE_MEANINGFUL_USE_SOURCES', 'Another application is registered for it.');
}

function same(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}
