// The page of a form: what it is about, what is wrong with it, its fields, note and tags, and the buttons.
import type { EditedThing } from '../../../core/things/edit.ts';
import { labelFields } from '../../../locales/labels.ts';
import { nameType } from '../../../locales/type-names.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { Field, ThingType, ThingVersion } from '../../../things/index.ts';
import { ErrorSummary, type FieldErrors, Input, TextArea } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { readFieldTerms, type Terms } from './codes.ts';
import { readNote } from './common.ts';
import { type Doubts, makeSureMark, sureName } from './doubts.ts';
import { DrawFields, Kept } from './draw.tsx';
import { type FormTexts, listFilledNames, rootName } from './form-texts.ts';
import type { Drawing } from './inputs.tsx';
import { noteName, tagsName } from './read-form.ts';
import { mayGrow } from './room.ts';

export interface ItemPage {
  readonly title: string;
  readonly action: string;
  readonly cancelHref: string;
  /** Undefined where the person does not reach it any more. */
  readonly recordName: string | undefined;
  readonly type: ThingType;
  readonly version: ThingVersion;
  /** What the inputs hold. */
  readonly form: FormTexts;
  readonly before: EditedThing;
  readonly errors?: FieldErrors;
  /** What is asked before it is saved. */
  readonly doubts?: Doubts;
  /** More that is good to know before saving. */
  readonly warning?: string | undefined;
  /** Carried along with the form. */
  readonly carried: Readonly<Record<string, string>>;
  readonly added?: string | undefined;
  readonly isNew: boolean;
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
  const drawing = drawingOf(item, fields, terms, language);
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
        <Form visit={visit} action={action} byButton>
          <Hidden item={item} />
          {version.schema.shape.kind === 'document' ? (
            <p class="hint">{w.kept}</p>
          ) : (
            <DrawFields fields={fields} name={rootName} before={before.value} drawing={drawing} />
          )}
          <Beside before={before} drawing={drawing} />
          <div class="decision">
            {!item.isClosed && (
              <button type="submit" name="decision" value="save">
                {save}
              </button>
            )}
            <a class="button second" href={item.cancelHref}>
              {w.cancel}
            </a>
          </div>
        </Form>
        <WordLists terms={[...terms.values()]} />
      </div>
    </Layout>
  );
  const status = isBack ? 422 : item.status;
  return show(c, page, { ...(status !== undefined && { status }), script: true, asks: true });
}

function drawingOf(
  { version, form, errors = {}, doubts = {}, added, isNew, isClosed }: ItemPage,
  fields: readonly Field[],
  terms: Drawing['terms'],
  language: Drawing['language'],
): Drawing {
  return {
    form,
    errors,
    doubts,
    language,
    terms,
    added,
    mayGrow: !isClosed && mayGrow(fields, form),
    filled: listFilledNames([
      ...typedNames(form),
      ...Object.keys(errors),
      ...Object.keys(doubts),
      ...(added === undefined ? [] : [`${added}.`]),
    ]),
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

/** Words of short vocabularies, which inputs name. */
function WordLists({ terms }: { terms: readonly Terms[] }) {
  return (
    <>
      {terms.map(
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

function* typedNames(form: FormTexts): Iterable<string> {
  for (const [name, text] of form) if (text !== '' && !name.endsWith('.unit')) yield name;
}

/** The note is asked for everywhere; tags are for who likes them. */
function Beside({ before, drawing: { form, errors, language } }: { before: EditedThing; drawing: Drawing }) {
  const w = formWords(language);
  const { optional } = frameWords(language);
  const isKept = !form.has(noteName) && readNote(before.commonXml) !== '';
  return (
    <>
      {isKept ? (
        <Kept label={w.note} text={w.keptNote} />
      ) : (
        <TextArea
          name={noteName}
          label={w.note}
          hint={w.noteHint}
          errors={errors}
          optional={optional}
          value={`\n${form.get(noteName) ?? ''}`}
          rows={3}
        />
      )}
      <Input
        name={tagsName}
        label={w.tags}
        hint={w.tagsHint}
        errors={errors}
        optional={optional}
        autocomplete="off"
        value={form.get(tagsName) ?? ''}
      />
    </>
  );
}

/** `Add: Blood pressure`. */
export function addTitle(type: ThingType, language: Drawing['language']): string {
  return formWords(language).addTitle(nameType(type, language));
}

export function writeEditTitle(type: ThingType, language: Drawing['language']): string {
  return formWords(language).editTitle(nameType(type, language));
}
