// The page of a form: what it is about, what is wrong with it, its fields, note and tags, and the buttons.
import { labelFields } from '../../../locales/labels.ts';
import { nameType } from '../../../locales/type-names.ts';
import { formWords, paperWords } from '../../../locales/words.ts';
import type { Field, ThingType } from '../../../things/index.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { type AskedField, listAsked } from './asked.ts';
import { readFieldTerms, type Terms } from './codes.ts';
import { type Doubts, makeSureMark, sureName } from './doubts.ts';
import { listFilledNames, rootName } from './form-texts.ts';
import { ItemFields, type ItemForm, typedNames } from './item-fields.tsx';
import { mayGrow } from './room.ts';
import type { Suggestions } from './suggestions.ts';
import { findFirstInput } from './values.ts';
import type { Drawing } from './wired.tsx';

export interface ItemPage extends ItemForm {
  readonly title: string;
  readonly action: string;
  readonly cancelHref: string;
  /** Undefined where the person does not reach it any more. */
  readonly recordName: string | undefined;
  readonly errors?: FieldErrors;
  /** What is asked before it is saved. */
  readonly doubts?: Doubts;
  /** More that is good to know before saving. */
  readonly warning?: string | undefined;
  /** Carried along with the form. */
  readonly carried: Readonly<Record<string, string>>;
  readonly added?: string | undefined;
  readonly suggestions?: Suggestions;
  /** Not 200, where it stands for another page. */
  readonly status?: number;
  /** There is nothing to save it to; it can be read and copied. */
  readonly isClosed?: boolean;
}

export async function showItemPage(c: ShellContext, item: ItemPage): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const { title, action, type, version, before, errors = {}, doubts = {}, warning } = item;
  const w = formWords(language);
  const fields = labelFields(type, version, language);
  const terms = await readFieldTerms(visit.vault, fields, language);
  const { short } = item.preset ?? type;
  const found = listAsked({ type, version, fields, form: item.form, before: before.value, short, language });
  // What a form of its own is for cannot be left out of it.
  const asked = item.preset ? found.map((one, i) => (i === 0 ? { ...one, isOptional: false } : one)) : found;
  const drawing = drawingOf(item, fields, asked, terms, language);
  const isDoubtful = Object.keys(doubts).length > 0;
  const isBack = isDoubtful || Object.keys(errors).length > 0;
  const save = isDoubtful ? w.saveAsItIs : w.save;
  const page = (
    <Layout title={title} visit={visit} place="items" hasErrors={isBack} script="item-form">
      <div class="narrow" id={rootName}>
        <h1>{title}</h1>
        {item.recordName !== undefined && <p class="lead">{w.for(item.recordName)}</p>}
        {warning !== undefined && <p class="notice">{warning}</p>}
        <ErrorSummary errors={errors} language={language} />
        <Questions doubts={doubts} language={language} />
        <Form visit={visit} action={action} byButton marks={type.looksAhead ? { 'data-ahead': 'yes' } : {}}>
          <Hidden item={item} />
          <ItemFields item={item} fields={fields} asked={asked} drawing={drawing} />
          <div class="decision">
            {!item.isClosed && (
              <button type="submit" name="decision" value="save" accesskey="s">
                {save}
              </button>
            )}
            <a class="button second" href={item.cancelHref}>
              {w.cancel}
            </a>
          </div>
          {!item.isClosed && !type.isUploaded && (
            <p class="after">
              <button type="submit" name="decision" value="document" class="quiet">
                {paperWords(language).saveAndAdd}
              </button>
            </p>
          )}
        </Form>
        <WordLists terms={[...terms.values()]} suggestions={drawing.suggestions} />
      </div>
    </Layout>
  );
  const status = isBack ? 422 : item.status;
  return show(c, page, { ...(status !== undefined && { status }), script: true, asks: true });
}

function drawingOf(
  {
    type,
    version,
    form,
    errors = {},
    doubts = {},
    added,
    isNew,
    isClosed,
    suggestions = new Map(),
  }: ItemPage,
  fields: readonly Field[],
  asked: readonly AskedField[],
  terms: Drawing['terms'],
  language: Drawing['language'],
): Drawing {
  const [firstAsked] = asked;
  return {
    form,
    errors,
    doubts,
    language,
    looksAhead: type.looksAhead,
    terms,
    added,
    suggestions,
    mayGrow: !isClosed && mayGrow(fields, form),
    filled: listFilledNames([
      ...typedNames(form),
      ...Object.keys(errors),
      ...Object.keys(doubts),
      ...(added === undefined ? [] : [`${added}.`]),
    ]),
    asked: new Set(asked.flatMap(({ name, unit }) => [name, ...(unit ? [unit.name] : [])])),
    first:
      isNew && added === undefined && firstAsked
        ? findFirstInput(firstAsked.field, firstAsked.name)
        : undefined,
    nowName:
      isNew && version.effectiveDate !== undefined ? `${rootName}.${version.effectiveDate}` : undefined,
  };
}

/** What goes along with the form, the doubts that it shows among it. */
function Hidden({ item: { carried, form, doubts = {} } }: { item: ItemPage }) {
  const inputs: [string, string][] = [
    ...Object.entries(carried),
    ...(form.get('now') === 'yes' ? [['now', 'yes'] as [string, string]] : []),
    ...Object.entries(doubts).map(([name, doubt]): [string, string] => [sureName, makeSureMark(name, doubt)]),
  ];
  return (
    <>
      {inputs.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** All doubts of a form, above it. */
function Questions({ doubts, language }: { doubts: Doubts; language: Drawing['language'] }) {
  const all = Object.entries(doubts);
  if (all.length === 0) return null;
  const w = formWords(language);
  return (
    <div class="notice asked" role="alert">
      <h2>{w.asked}</h2>
      <ul>
        {all.map(([name, { text }]) => (
          <li>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Words to choose from, which inputs name. */
function WordLists({ terms, suggestions }: { terms: readonly Terms[]; suggestions: Suggestions }) {
  const own = [...suggestions].map(([name, texts]) => ({ id: `${name}-words`, texts }));
  return (
    <>
      {[...terms, ...own].map(
        ({ id, texts }) =>
          texts && (
            <datalist id={id}>
              {texts.map(text => (
                <option value={text} />
              ))}
            </datalist>
          ),
      )}
    </>
  );
}

/** `Add: Blood pressure`. */
export function addTitle(type: Pick<ThingType, 'name'>, language: Drawing['language']): string {
  return formWords(language).addTitle(nameType(type, language));
}

export function writeEditTitle(type: ThingType, language: Drawing['language']): string {
  return formWords(language).editTitle(nameType(type, language));
}
