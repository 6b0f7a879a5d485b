// Choosing what to add: what is added most, then every kind by group, with a search by name.

import { findKinds } from '../../../locales/find-kinds.ts';
import type { Language } from '../../../locales/language.ts';
import { describeType, nameGroup, nameType } from '../../../locales/type-names.ts';
import { formWords } from '../../../locales/words.ts';
import { currentVersion, everyType, type ThingType } from '../../../things/index.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { findRecord } from '../at-hand.ts';
import { groups } from '../kinds.ts';
import { addHref, findTypeNamed, isAddable } from '../links.ts';
import { uploadPath } from '../upload/upload.tsx';

const common = [
  'Blood pressure',
  'Weight',
  'Blood glucose',
  'Medication',
  'Allergy',
  'Condition',
  'Immunization',
  'Appointment',
  'Lab results',
  'Exercise',
];

export async function chooseType(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  if (visit.records.length === 0) return goTo(c, '/records');
  const { of, grant } = await findRecord(c, c.req.query('record'));
  const w = formWords(language);
  const sought = (c.req.query('q') ?? '').trim().slice(0, 100);
  const meant = (c.req.query('typeid') ?? '').split(',').map(findTypeNamed);
  const isMeant = (type: ThingType) => meant.includes(type) || meant[0] === undefined;
  const types = everyType().filter(
    type => isMeant(type) && isAddable(type) && grant.permits('Create', currentVersion(type).id),
  );
  const found = sought === '' ? types : findKinds(types, sought, language);
  const often = common.flatMap(name => types.filter(type => type.name === name));
  const page = (
    <Layout title={w.chooseTitle} visit={visit} place="items">
      <h1>{w.chooseTitle}</h1>
      <p class="lead">{w.chooseLead(of.record.name)}</p>
      <search>
        <form method="get" action="/items/add">
          <input type="hidden" name="record" value={of.record.id} />
          <div class="field">
            <label for="q">{w.find}</label>
            <div class="with-unit">
              <input id="q" name="q" type="search" value={sought} autocomplete="off" />
              <button type="submit" class="second">
                {w.findButton}
              </button>
            </div>
          </div>
        </form>
      </search>
      {sought === '' && meant[0] === undefined && (
        <TypeLinks title={w.common} types={often} recordId={of.record.id} language={language} />
      )}
      {found.length === 0 && <Empty title={w.none} text={w.noneText} />}
      {sought === '' && meant[0] === undefined && <h2>{w.all}</h2>}
      {sought !== '' ? (
        <KindCards types={found} recordId={of.record.id} language={language} />
      ) : (
        groups.map(group => (
          <TypeLinks
            title={nameGroup(group, language)}
            types={found.filter(type => type.group === group)}
            recordId={of.record.id}
            language={language}
            isOpen={meant[0] !== undefined}
          />
        ))
      )}
    </Layout>
  );
  return show(c, page);
}

interface TypeLinksProps {
  readonly title: string;
  readonly types: readonly ThingType[];
  readonly recordId: string;
  readonly language: Language;
  /** Of a group that can be closed. */
  readonly isOpen?: boolean;
}

/** What is added often stands open; a group opens by its name, or when something in it was sought. */
function TypeLinks({ title, types, recordId, language, isOpen }: TypeLinksProps) {
  if (types.length === 0) return null;
  if (isOpen === undefined)
    return (
      <section>
        <h2>{title}</h2>
        <ul class="tabs">
          {types.map(type => (
            <li>
              <a href={addressOf(type, recordId)}>{nameType(type, language)}</a>
            </li>
          ))}
        </ul>
      </section>
    );
  const sorted = [...types].sort((a, b) =>
    nameType(a, language).localeCompare(nameType(b, language), language),
  );
  return (
    <details class="part" open={isOpen}>
      <summary>{title}</summary>
      <KindCards types={sorted} recordId={recordId} language={language} />
    </details>
  );
}

function KindCards({ types, recordId, language }: Pick<TypeLinksProps, 'types' | 'recordId' | 'language'>) {
  return (
    <ul class="cards">
      {types.map(type => (
        <li>
          <a href={addressOf(type, recordId)}>{nameType(type, language)}</a>
          <span class="hint">{describeType(type, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A file comes with what is in it. */
function addressOf(type: ThingType, recordId: string): string {
  return type.isUploaded ? uploadPath : addHref(type, recordId);
}
