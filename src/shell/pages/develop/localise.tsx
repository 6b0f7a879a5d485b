// The texts of an application in other languages: name, description, and why each rule asks.

import { getNamed } from '../../../assume.ts';
import type { AppText } from '../../../core/applications/app-text.ts';
import { applyProposedTexts } from '../../../core/applications/proposal.ts';
import { isName } from '../../../core/applications/texts.ts';
import { listTextLanguages, translate } from '../../../core/applications/translate.ts';
import { getRuleKey } from '../../../core/authorization/consent-choice.ts';
import { isReadable, isVisible } from '../../../core/printable.ts';
import type { Reader } from '../../../core/store.ts';
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { developWords, meanwhileWords, rulesWords, tabWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { type FieldDefinition, Fields, readFields, type Values } from '../../kit/form-definition.tsx';
import { Form } from '../../kit/layout.tsx';
import { Marks, makeMark, makeMarks, mergeWith, readMarks } from '../../kit/meanwhile.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';

const nameMax = 100;
const textMax = 4000;
const reasonMax = 1000;
const tagPattern = /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,3}$/;

const ofRule = 'reason-';

/** What can be said in another language: a field each, what it is called, and where it is kept. */
function parts({ app }: OwnApp) {
  return [
    { field: 'name', kind: 'name', item: '', rule: '', original: app.name, max: nameMax },
    {
      field: 'description',
      kind: 'description',
      item: '',
      rule: '',
      original: app.description,
      max: textMax,
    },
    ...app.rules.map(rule => ({
      // By its key, which has characters that no id may have: its place is another's once a rule is removed.
      field: `${ofRule}${makeMark(getRuleKey(rule))}`,
      kind: 'rule-reason' as const,
      item: getRuleKey(rule),
      rule: rule.name,
      original: rule.reason,
      max: reasonMax,
    })),
  ] as const;
}

/** Tells what was written for rules that are gone by now. */
function goneErrors(of: OwnApp, form: URLSearchParams, language: Language): Record<string, string> {
  const marks = readMarks(form);
  const fields = parts(of).map(({ field }) => field);
  const lost = [...form].filter(
    ([name, text]) =>
      name.startsWith(ofRule) &&
      !fields.includes(name) &&
      text.trim() !== '' &&
      makeMark(text) !== marks[name],
  );
  if (lost.length === 0) return {};
  return { name: meanwhileWords(language).textOfGone(lost.map(([, text]) => text.trim()).join(' · ')) };
}

export async function showLocalise(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const w = tabWords(visit.language);
  const texts = await visit.vault.store.read(db => textsOf(db, of));
  const tag = c.req.query('language')?.toLowerCase();
  if (tag !== undefined && tagPattern.test(tag)) {
    const values = valuesIn(of, texts, tag);
    return formPage(c, of, { tag, values, marks: makeMarks(values) });
  }
  const tags = listTextLanguages(texts);
  return showTab(c, of, {
    tab: 'localise',
    lead: w.localiseLead,
    content: (
      <>
        <h3>{w.languages}</h3>
        {tags.length === 0 && <p>{w.noLanguages}</p>}
        <ul class="cards">
          {tags.map(tag => (
            <li class="with-action">
              <strong>{tag}</strong>
              <a
                class="button quiet"
                href={`${tabHref(of, 'localise')}?language=${tag}`}
                aria-label={sayOf(w.edit, tag, visit.language)}
              >
                {w.edit}
              </a>
            </li>
          ))}
        </ul>
        <h3>{w.addLanguage}</h3>
        <TranslationForm
          visit={visit}
          of={of}
          filled={{ tag: undefined, values: {}, marks: blankMarks(of) }}
        />
      </>
    ),
  });
}

async function textsOf(db: Reader, { app, entry }: OwnApp): Promise<AppText[]> {
  return applyProposedTexts(
    await db.applicationTexts.of(app.id, ['name', 'description', 'rule-reason']),
    entry,
  );
}

function valuesIn(of: OwnApp, texts: readonly AppText[], tag: string): Values {
  return Object.fromEntries(
    parts(of).map(({ field, kind, item }) => {
      const found = texts.find(text => text.kind === kind && text.item === item && text.language === tag);
      return [field, found?.content.toString() ?? ''];
    }),
  );
}

/** Of a language there is nothing in yet. */
function blankMarks(of: OwnApp): Values {
  return makeMarks(valuesIn(of, [], ''));
}

interface Filled {
  /** Undefined for one that is named in the form. */
  readonly tag: string | undefined;
  readonly values: Values;
  readonly marks: Values;
  readonly errors?: FieldErrors;
}

function formPage(c: ShellContext, of: OwnApp, filled: Filled): Promise<Response> {
  const { visit } = c.var;
  const { tag, errors } = filled;
  const w = tabWords(visit.language);
  return showTab(c, of, {
    tab: 'localise',
    title: tag === undefined ? w.addLanguage : w.editLanguage(tag),
    ...(errors && { errors }),
    content: <TranslationForm visit={visit} of={of} filled={filled} />,
  });
}

interface TranslationFormProps {
  readonly visit: Visit;
  readonly of: OwnApp;
  readonly filled: Filled;
}

function TranslationForm({ visit, of, filled }: TranslationFormProps) {
  const { tag, values, marks, errors = {} } = filled;
  return (
    <Form visit={visit} action={tabHref(of, 'localise')}>
      {tag !== undefined && <input type="hidden" name="edited" value={tag} />}
      <Marks marks={marks} />
      <Fields
        definitions={definitions(visit, of, tag)}
        values={values}
        errors={errors}
        language={visit.language}
      />
      <p class="hint">{tabWords(visit.language).emptyRemoves}</p>
      <button type="submit">{developWords(visit.language).save}</button>
    </Form>
  );
}

function definitions({ language }: Visit, of: OwnApp, tag: string | undefined): FieldDefinition[] {
  const w = tabWords(language);
  const labels: Record<string, string> = { name: developWords(language).name, description: w.description };
  const ofTexts = parts(of).map(
    ({ field, original, max, kind, rule }): FieldDefinition => ({
      name: field,
      label: labels[field] ?? w.reasonOf(rule),
      kind: kind === 'name' ? 'text' : 'long',
      optional: true,
      max,
      check: value =>
        (isName(kind) ? isVisible(value) : isReadable(value)) ? undefined : rulesWords(language).badText,
      ...(original !== '' && { hint: w.original(original) }),
    }),
  );
  if (tag !== undefined) return ofTexts;
  const check = (value: string) => (tagPattern.test(value.toLowerCase()) ? undefined : w.badLanguage);
  return [
    { name: 'language', label: w.language, hint: w.languageHint, kind: 'text', max: 35, check },
    ...ofTexts,
  ];
}

export async function saveTranslation(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = tabWords(language);
  const edited = form.get('edited') ?? undefined;
  const { values, errors: wrong } = readFields(definitions(visit, of, edited), form, language);
  const errors = { ...wrong, ...goneErrors(of, form, language) };
  const tag = (edited ?? values.language ?? '').toLowerCase();
  if (edited !== undefined && !tagPattern.test(tag)) errors.name = w.badLanguage;
  const marks = readMarks(form);
  if (Object.keys(errors).length > 0) return formPage(c, of, { tag: edited, values, marks, errors });
  const refusal = await vault.store.write(async db => {
    const present = await findOwnAppIn(db, person.id, of.app.id);
    const now = valuesIn(present, await textsOf(db, present), tag);
    const merged = mergeWith(now, { typed: values, marks, language });
    const clash = { ...merged.errors, ...goneErrors(present, form, language) };
    if (Object.keys(clash).length > 0)
      return { present, values: { ...values, ...merged.values }, marks: makeMarks(now), errors: clash };
    const texts = parts(present).map(({ field, kind, item }) => ({
      kind,
      item,
      text: getNamed(merged.values, field),
    }));
    if (await translate(db, vault, person.id, { appId: of.app.id, language: tag, texts })) return undefined;
    const message = w.tooManyLanguages(vault.limits.appLanguagesMax);
    return { present, values, marks, errors: { [edited === undefined ? 'language' : 'name']: message } };
  });
  if (refusal) {
    const { present, ...rest } = refusal;
    return formPage(c, present, { tag: edited, ...rest });
  }
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, 'localise'));
}
