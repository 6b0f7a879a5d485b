// The texts of an application in other languages: name, description, and why each rule asks.
import type { Hono } from 'hono';
import type { AppText } from '../../../core/applications/ports.ts';
import { wishedTexts } from '../../../core/applications/proposal.ts';
import { languagesOfTexts, translate } from '../../../core/applications/translate.ts';
import { ruleKey } from '../../../core/authorization/consent-choice.ts';
import type { FieldErrors } from '../fields.tsx';
import { type FieldDefinition, Fields, readFields, type Values } from '../form-definition.tsx';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { developWords } from './develop-words.ts';
import { aboutOwn, type OwnApp, ownAppForm, tabHref, tabPage } from './own.tsx';
import { rulesWords } from './rules-words.ts';
import { tabWords } from './tab-words.ts';

export function localiseRoutes(app: Hono<ShellEnv>): void {
  app.get('/develop/:app/localise', aboutOwn(localisePage));
  app.post('/develop/:app/localise', ownAppForm(save));
}

const nameMax = 100;
const textMax = 4000;
const reasonMax = 1000;
const tagPattern = /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,3}$/;

/** What can be said in another language: a field each, what it is called, and where it is kept. */
function parts({ app }: OwnApp) {
  return [
    { field: 'name', kind: 'name', item: '', original: app.name, max: nameMax },
    { field: 'description', kind: 'description', item: '', original: app.description, max: textMax },
    ...app.rules.map((rule, index) => ({
      field: `reason-${index}`,
      kind: 'rule-reason' as const,
      item: ruleKey(rule),
      original: rule.reason,
      max: reasonMax,
    })),
  ] as const;
}

async function localisePage(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const w = tabWords(visit.language);
  const kept = await visit.vault.store.read(db =>
    db.applicationTexts.of(of.app.id, ['name', 'description', 'rule-reason']),
  );
  const texts = wishedTexts(kept, of.entry);
  const tag = c.req.query('language')?.toLowerCase();
  if (tag !== undefined && tagPattern.test(tag)) return formPage(c, of, tag, valuesIn(of, texts, tag));
  const tags = languagesOfTexts(texts);
  return tabPage(c, of, {
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
                aria-label={`${w.edit}: ${tag}`}
              >
                {w.edit}
              </a>
            </li>
          ))}
        </ul>
        <h3>{w.addLanguage}</h3>
        <TranslationForm visit={visit} of={of} tag={undefined} values={{}} errors={{}} />
      </>
    ),
  });
}

function valuesIn(of: OwnApp, texts: readonly AppText[], tag: string): Values {
  return Object.fromEntries(
    parts(of).map(({ field, kind, item }) => {
      const found = texts.find(text => text.kind === kind && text.item === item && text.language === tag);
      return [field, found?.content.toString() ?? ''];
    }),
  );
}

function formPage(
  c: ShellContext,
  of: OwnApp,
  tag: string | undefined,
  values: Values,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const w = tabWords(visit.language);
  return tabPage(c, of, {
    tab: 'localise',
    title: tag === undefined ? w.addLanguage : w.editLanguage(tag),
    errors,
    content: <TranslationForm visit={visit} of={of} tag={tag} values={values} errors={errors} />,
  });
}

interface TranslationFormProps {
  readonly visit: Visit;
  readonly of: OwnApp;
  /** Undefined for one that is named in the form. */
  readonly tag: string | undefined;
  readonly values: Values;
  readonly errors: FieldErrors;
}

function TranslationForm({ visit, of, tag, values, errors }: TranslationFormProps) {
  return (
    <Form visit={visit} action={tabHref(of, 'localise')}>
      {tag !== undefined && <input type="hidden" name="edited" value={tag} />}
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
  const isText = (value: string) =>
    /\p{Cc}/u.test(value.replace(/[\t\r\n]/g, ' ')) ? rulesWords(language).badText : undefined;
  const ofTexts = parts(of).map(
    ({ field, original, max, kind }, index): FieldDefinition => ({
      name: field,
      label: labels[field] ?? w.reasonOf(of.app.rules[index - 2]!.name),
      kind: kind === 'name' ? 'text' : 'long',
      optional: true,
      max,
      check: isText,
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

async function save(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = tabWords(language);
  const edited = form.get('edited') ?? undefined;
  const { values, errors } = readFields(definitions(visit, of, edited), form, language);
  const tag = (edited ?? values.language ?? '').toLowerCase();
  if (edited !== undefined && !tagPattern.test(tag)) errors.name = w.badLanguage;
  if (Object.keys(errors).length > 0) return formPage(c, of, edited, values, errors);
  const texts = parts(of).map(({ field, kind, item }) => ({ kind, item, text: values[field] ?? '' }));
  const fits = await vault.store.write(db =>
    translate(db, vault, person!.id, { appId: of.app.id, language: tag, texts }),
  );
  if (!fits) {
    const message = w.tooManyLanguages(vault.limits.appLanguagesMax);
    return formPage(c, of, edited, values, { [edited === undefined ? 'language' : 'name']: message });
  }
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, 'localise'));
}
