// Choosing what to add: what is added most, then every kind by group, with a search by name.

import { findKinds } from '../../../locales/find-kinds.ts';
import type { Language } from '../../../locales/language.ts';
import { describeType, nameGroup, nameType } from '../../../locales/type-names.ts';
import { formWords } from '../../../locales/words.ts';
import { currentVersion, everyType, type ThingGroup, type ThingType } from '../../../things/index.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { Sign, SignOfKind } from '../../kit/sign.tsx';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { findRecord } from '../at-hand.ts';
import { groups } from '../kinds.ts';
import { type Addable, addableHref, findTypeNamed, isAddable, listForms } from '../links.ts';
import { uploadPath } from '../upload/upload.tsx';

/** What families write down, the most frequent first. */
const common = [
  'Weight',
  'Blood pressure',
  'Body temperature',
  'Medication',
  'Blood glucose',
  'Health journal entry',
  'Heart rate',
  'Allergy',
  'Condition',
  'Immunization',
  'Appointment',
  'Lab results',
  'File',
  'Height',
  'Exercise',
  'Sleep session',
  'Blood oxygen saturation',
  'Menstruation',
  'Peak flow',
  'Family history',
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
  const forms = listForms(types);
  const found = sought === '' ? forms : findKinds(forms, sought, language);
  const often = common.flatMap(name => forms.filter(form => form.name === name));
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
              <input
                id="q"
                name="q"
                type="search"
                value={sought}
                autocomplete="off"
                autofocus={found.length === 0 || sought === ''}
              />
              <button type="submit" class="second">
                {w.findButton}
              </button>
            </div>
          </div>
        </form>
      </search>
      {sought === '' && meant[0] === undefined && (
        <TypeLinks title={w.common} forms={often} recordId={of.record.id} language={language} />
      )}
      {found.length === 0 && <Empty title={w.none} text={w.noneText} />}
      {sought === '' && meant[0] === undefined && <h2>{w.all}</h2>}
      {sought !== '' ? (
        <KindCards forms={found} recordId={of.record.id} language={language} isFirst />
      ) : (
        groups.map(group => (
          <TypeLinks
            title={nameGroup(group, language)}
            group={group}
            forms={found.filter(({ type }) => type.group === group)}
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
  readonly group?: ThingGroup;
  readonly forms: readonly Addable[];
  readonly recordId: string;
  readonly language: Language;
  /** Of a group that can be closed. */
  readonly isOpen?: boolean;
}

/** What is added often stands open; a group opens by its name, or when something in it was sought. */
function TypeLinks({ title, group, forms, recordId, language, isOpen }: TypeLinksProps) {
  if (forms.length === 0) return null;
  if (isOpen === undefined)
    return (
      <section>
        <h2>{title}</h2>
        <ul class="tabs at-hand">
          {forms.map(form => (
            <li>
              <a href={addressOf(form, recordId)}>
                <SignOfKind of={form.type} />
                {nameType(form, language)}
              </a>
            </li>
          ))}
        </ul>
      </section>
    );
  const sorted = [...forms].sort((a, b) =>
    nameType(a, language).localeCompare(nameType(b, language), language),
  );
  return (
    <details class="part" open={isOpen}>
      <summary>
        {group && <Sign of={group} />}
        {title}
      </summary>
      <KindCards forms={sorted} recordId={recordId} language={language} />
    </details>
  );
}

interface KindCardsProps extends Pick<TypeLinksProps, 'forms' | 'recordId' | 'language'> {
  /** Is the first one what is gone on with? */
  readonly isFirst?: boolean;
}

function KindCards({ forms, recordId, language, isFirst = false }: KindCardsProps) {
  return (
    <ul class="cards">
      {forms.map((form, index) => (
        <li class="signed">
          <SignOfKind of={form.type} />
          <div>
            <a href={addressOf(form, recordId)} autofocus={isFirst && index === 0}>
              {nameType(form, language)}
            </a>
            <span class="hint">{describeType(form, language)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A file comes with what is in it. */
function addressOf(form: Addable, recordId: string): string {
  return form.type.isUploaded ? uploadPath : addableHref(form, recordId);
}
