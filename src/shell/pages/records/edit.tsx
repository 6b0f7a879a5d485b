// Editing who a record is about, by oneself or on the way of an application (EDITRECORD).
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { getLatestDay, isPastDay } from '../../../core/days.ts';
import { isMailAddress } from '../../../core/mail/address.ts';
import { findMissingParts } from '../../../core/records/address.ts';
import { relationship } from '../../../core/records/create.ts';
import { mayEditProfile, type Profile, readProfile, writeProfile } from '../../../core/records/profile.ts';
import { changeRelationship } from '../../../core/sharing/access.ts';
import { listCountries } from '../../../locales/countries.ts';
import type { Language } from '../../../locales/language.ts';
import { recordsWords } from '../../../locales/words.ts';
import { goBackTo } from '../../hand-over/leave/leave.tsx';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { type FieldDefinition, Fields, readFields, type Values } from '../../kit/form-definition.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { Marks, makeMarks, mergeWith, readMarks } from '../../kit/meanwhile.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { listRelationships } from '../../kit/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { findNameProblem } from '../accounts/checks.ts';

export async function showEditRecord(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const profile = await visit.vault.store.read(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    if (!mayEditProfile(grant)) throw noEdit(visit);
    return readProfile(db, grant);
  });
  const values = valuesOf(profile, of);
  const filled = { ...values, ...offered(profile, of, visit) };
  return editPage(c, of, c.req.query('request'), { values: filled, marks: makeMarks(values) });
}

function noEdit({ language }: Visit): Problem {
  const w = recordsWords(language);
  return new Problem(403, w.edit, w.noEdit);
}

const streetLinesMax = 2;

function valuesOf(profile: Profile, { access }: AccessibleRecord): Values {
  const { street, birthDate, ...texts } = profile;
  return {
    ...texts,
    'birth-date': birthDate,
    street: street.slice(0, streetLinesMax).join(', '),
    relationship: String(access.relationship),
  };
}

/** What is known already where nobody has filled in the form yet; saving it is what keeps it. */
function offered(profile: Profile, { record, access }: AccessibleRecord, { person }: SignedInVisit): Values {
  if (profile.first !== '' || profile.last !== '') return {};
  const [, first = '', last] = /^(.*?)(?: (\S+))?$/s.exec(record.name) ?? [];
  return {
    first,
    last: last ?? '',
    ...(access.relationship === relationship.self && {
      'birth-date': profile.birthDate || person.birthDate,
      country: profile.country || person.country,
    }),
  };
}

export async function trySaveRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const request = form.get('request') ?? undefined;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  if (form.get('decision') === 'cancel')
    return (await goBackTo(c, request, 'EditRecordCancel')) ?? goTo(c, `/records/${of.record.id}`);
  const { values, errors } = readFields(definitions(visit), form, language);
  const marks = readMarks(form);
  if (Object.keys(errors).length > 0) return editPage(c, of, request, { values, marks, errors });
  const clash = await vault.store.write(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    if (!mayEditProfile(grant)) throw noEdit(visit);
    const before = await readProfile(db, grant);
    const now = valuesOf(before, of);
    const merged = mergeWith(now, { typed: values, marks, language });
    const problems = { ...lackingIn(merged.values, language), ...merged.errors };
    if (Object.keys(problems).length > 0)
      return { values: merged.values, marks: makeMarks(now), errors: problems };
    await writeProfile(db, vault, grant, profileOf(merged.values, before));
    await changeRelationship(db, vault, grant, Number(merged.values.relationship));
    return undefined;
  });
  if (clash) return editPage(c, of, request, clash);
  const back = await goBackTo(c, request, 'EditRecordComplete');
  if (back) return back;
  leaveNotice(c, { text: recordsWords(language).saved });
  return goTo(c, `/records/${of.record.id}`);
}

/** Half an address is told at what it lacks: it could not be kept. */
function lackingIn({ street = '', city = '', country = '' }: Values, language: Language): FieldErrors {
  const w = recordsWords(language);
  return Object.fromEntries(
    findMissingParts({ street, city, country }).map(part => [part, w.streetAlone(w[part])]),
  );
}

/** The street stays in its lines unless it was changed. */
function profileOf(values: Values, before: Profile): Profile {
  const text = (name: string) => values[name] ?? '';
  const isSameStreet = text('street') === before.street.slice(0, streetLinesMax).join(', ');
  return {
    first: text('first'),
    middle: text('middle'),
    last: text('last'),
    birthDate: text('birth-date'),
    gender: text('gender') as Profile['gender'],
    country: text('country'),
    postcode: text('postcode'),
    city: text('city'),
    state: text('state'),
    street: isSameStreet ? before.street : text('street') === '' ? [] : [text('street')],
    email: text('email'),
    phone: text('phone'),
  };
}

const nameMax = 50;
const lineMax = 100;

function definitions({ language, vault }: Visit): FieldDefinition[] {
  const w = recordsWords(language);
  const name = (value: string) => (findNameProblem(value, '') ? w.badName : undefined);
  const now = vault.clock.now();
  const date = (value: string) => (isPastDay(value, now) ? undefined : w.badDate);
  return [
    { name: 'first', label: w.first, kind: 'text', max: nameMax, check: name, autocomplete: 'off' },
    {
      name: 'middle',
      label: w.middle,
      kind: 'text',
      max: nameMax,
      check: name,
      optional: true,
      autocomplete: 'off',
    },
    { name: 'last', label: w.last, kind: 'text', max: nameMax, check: name, autocomplete: 'off' },
    {
      name: 'relationship',
      label: w.relationship,
      kind: 'select',
      options: listRelationships(language).map(({ number, name }) => ({
        value: String(number),
        label: name,
      })),
    },
    {
      name: 'birth-date',
      label: w.birthDate,
      kind: 'date',
      optional: true,
      max: getLatestDay(now),
      check: date,
    },
    {
      name: 'gender',
      label: w.gender,
      kind: 'select',
      optional: true,
      options: [
        { value: 'f', label: w.genders.f },
        { value: 'm', label: w.genders.m },
      ],
    },
    { name: 'street', label: w.street, kind: 'text', max: 2 * lineMax, optional: true, check: name },
    { name: 'postcode', label: w.postcode, kind: 'text', max: lineMax, optional: true, check: name },
    { name: 'city', label: w.city, kind: 'text', max: lineMax, optional: true, check: name },
    { name: 'state', label: w.state, kind: 'text', max: lineMax, optional: true, check: name },
    {
      name: 'country',
      label: w.country,
      kind: 'select',
      optional: true,
      options: listCountries(language).map(country => ({ value: country.code, label: country.name })),
    },
    { name: 'phone', label: w.phone, kind: 'tel', max: lineMax, optional: true, check: name },
    {
      name: 'email',
      label: w.email,
      kind: 'email',
      max: 128,
      optional: true,
      check: value => (isMailAddress(value) ? undefined : w.badEmail),
    },
  ];
}

interface Filled {
  readonly values: Values;
  /** Of what the form was drawn with. */
  readonly marks: Values;
  readonly errors?: FieldErrors;
}

function editPage(
  c: ShellContext,
  { record }: AccessibleRecord,
  request: string | undefined,
  { values, marks, errors = {} }: Filled,
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = recordsWords(language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout
      title={w.editTitle(record.name)}
      visit={visit}
      place="records"
      plain={request !== undefined}
      hasErrors={hasErrors}
    >
      <div class="narrow">
        <h1>{w.editTitle(record.name)}</h1>
        <p class="lead">{w.editLead}</p>
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action="/records/edit" request={request} byButton>
          <input type="hidden" name="record" value={record.id} />
          <Marks marks={marks} />
          <Fields definitions={definitions(visit)} values={values} errors={errors} language={language} />
          <div class="decision">
            <button type="submit" name="decision" value="save">
              {w.save}
            </button>
            <button type="submit" name="decision" value="cancel" class="second">
              {w.back}
            </button>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
