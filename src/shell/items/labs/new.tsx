// Adding what a laboratory measured, as a table: a line for each test, as reports have them.

import {
  findKnownTest,
  isPanel,
  type KnownTestId,
  knownTests,
  panels,
} from '../../../core/labs/known-tests.ts';
import { readLabsOverTime } from '../../../core/labs/over-time.ts';
import { writePanel } from '../../../core/labs/panel.ts';
import { findTestNamed, nameKnownTest } from '../../../core/labs/test-names.ts';
import { addThing } from '../../../core/things/edit.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords, frameWords, labsWords } from '../../../locales/words.ts';
import { currentVersion } from '../../../things/index.ts';
import labType from '../../../things/lab-results.ts';
import { ErrorSummary, FieldError, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { type AtHand, findRecord } from '../at-hand.ts';
import { kindHref } from '../kinds.ts';
import { addHref, formHref } from '../links.ts';
import { explainRefusal } from '../refusal.ts';
import { makeAddUndo } from '../revert.ts';
import { labsHref, newLabsHref } from './links.ts';
import {
  emptyLine,
  type LineField,
  type LineTexts,
  lineFields,
  nameLineField,
  type PanelTexts,
  panelBounds,
  readPanel,
  readPanelTexts,
  type Ways,
} from './panel-form.ts';

const linesAtFirst = 6;
const linesMore = 6;
const version = currentVersion(labType);

export async function showNewLabs(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  if (visit.records.length === 0) return goTo(c, '/records');
  const at = await findRecord(c, c.req.query('record'));
  const asked = c.req.query('panel') ?? '';
  const before = await readUsedBefore(c, at);
  const name = isPanel(asked) ? labsWords(language).panel[asked] : '';
  const tests = isPanel(asked)
    ? panels[asked].map(id => startLine(id, before, language))
    : asked === 'last'
      ? before.lines
      : [];
  const empty = Math.max(1, linesAtFirst - tests.length);
  const lines = [...tests, ...Array.from({ length: empty }, () => emptyLine)];
  const day = new Date(vault.clock.now()).toISOString().slice(0, 10);
  return formPage(c, at, { texts: { name, day, laboratory: '', lines }, isNow: true, asked, before });
}

export async function tryAddLabs(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const at = await findRecord(c, form.get('record'));
  const { grant } = at;
  const texts = readPanelTexts(form);
  const once = form.get('once') ?? undefined;
  const redraw = async (texts: PanelTexts, errors: FieldErrors = {}) =>
    formPage(c, at, { texts, once, errors, before: await readUsedBefore(c, at) });
  if (form.has('more')) {
    const lines = [...texts.lines, ...Array.from({ length: linesMore }, () => emptyLine)];
    return redraw({ ...texts, lines: lines.slice(0, panelBounds.linesMax) });
  }
  const { ways } = await readUsedBefore(c, at);
  const { panel, errors } = readPanel(texts, { language, now: vault.clock.now(), ways });
  if (Object.keys(errors).length > 0) return redraw(texts, errors);
  const value = writePanel(panel, labsWords(language));
  try {
    const added = await addThing(vault, grant, version, { value, commonXml: '', tags: '' }, readOnce(once));
    leaveNotice(c, {
      text: labsWords(language).added,
      undo: makeAddUndo(visit, grant, { ...added, typeId: version.id }, kindHref(labType)),
    });
    return goTo(c, labsHref);
  } catch (error) {
    return redraw(texts, { name: explainRefusal(error, visit) });
  }
}

function readOnce(once: string | undefined): string | undefined {
  return /^[0-9a-f-]{36}$/.exec(once ?? '')?.[0];
}

interface UsedBefore {
  readonly ways: Ways;
  /** The tests of the newest report. */
  readonly lines: readonly LineTexts[];
}

async function readUsedBefore(c: SignedInContext, { grant }: AtHand): Promise<UsedBefore> {
  const { vault, language } = c.var.visit;
  if (!grant.permits('Read', version.id)) return { ways: new Map(), lines: [] };
  const { series } = await readLabsOverTime(vault, grant, language);
  const last = series.flatMap(({ name, readings: [reading] }) => (reading ? [{ name, reading }] : []));
  const newest = last[0]?.reading.itemId;
  return {
    ways: new Map(last.map(({ name, reading: { unit, range } }) => [name, { unit, range }])),
    lines: last
      .filter(({ reading }) => reading.itemId === newest)
      .map(({ name, reading: { unit, range } }) => ({ test: name, result: '', unit, range })),
  };
}

function startLine(id: KnownTestId, { ways }: UsedBefore, language: Language): LineTexts {
  const test = nameKnownTest(id, language);
  const used = ways.get(test);
  return { test, result: '', unit: used?.unit ?? findKnownTest(id).units[0] ?? '', range: used?.range ?? '' };
}

interface FormPage {
  readonly texts: PanelTexts;
  readonly before: UsedBefore;
  /** Does the day stand for today, wherever that is? */
  readonly isNow?: boolean;
  /** Of the panel. */
  readonly asked?: string;
  readonly once?: string | undefined;
  readonly errors?: FieldErrors;
}

async function formPage(
  c: SignedInContext,
  { of, grant }: AtHand,
  { texts, before, isNow = false, asked, once, errors = {} }: FormPage,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = labsWords(language);
  if (!grant.permits('Create', version.id)) throw new Problem(403, w.newTitle, formWords(language).mayNotAdd);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.newTitle} visit={visit} place="items" hasErrors={hasErrors} script="item-form">
      <h1>{w.newTitle}</h1>
      <p class="lead">{of.record.name}</p>
      <Panels asked={asked} hasLast={before.lines.length > 0} recordId={of.record.id} language={language} />
      <ErrorSummary errors={errors} language={language} />
      <p class="hint">{w.newLead}</p>
      <Form visit={visit} action={newLabsHref} byButton>
        <input type="hidden" name="record" value={of.record.id} />
        <input type="hidden" name="once" value={readOnce(once) ?? vault.ids.guid()} />
        <div class="beside">
          <Day texts={texts} isNow={isNow} errors={errors} language={language} />
          <Input
            name="name"
            label={w.name}
            value={texts.name}
            errors={errors}
            optional={frameWords(language).optional}
            maxlength={panelBounds.textCharactersMax}
          />
          <Input
            name="laboratory"
            label={w.laboratory}
            value={texts.laboratory}
            errors={errors}
            optional={frameWords(language).optional}
            maxlength={panelBounds.textCharactersMax}
          />
        </div>
        <Lines texts={texts} errors={errors} before={before} language={language} />
        <p class="hint">{w.rangeHint}</p>
        <div class="decision">
          <button type="submit">{w.save}</button>
          <button type="submit" name="more" value="yes" class="second">
            {w.more}
          </button>
          <a class="button second" href={labsHref}>
            {frameWords(language).cancel}
          </a>
        </div>
      </Form>
      <p class="after">
        <a href={formHref(labType, of.record.id)}>{w.allFields}</a> · <a href={kindHref(labType)}>{w.list}</a>
      </p>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true });
}

interface PanelsProps {
  readonly asked: string | undefined;
  readonly hasLast: boolean;
  readonly recordId: string;
  readonly language: Language;
}

/** What is measured together: its lines begin with the tests. */
function Panels({ asked, hasLast, recordId, language }: PanelsProps) {
  const w = labsWords(language);
  const link = (panel: string) => `${addHref(labType, recordId)}&panel=${panel}`;
  return (
    <nav aria-label={w.panels}>
      <ul class="tabs">
        {hasLast && (
          <li>
            <a href={link('last')} aria-current={asked === 'last' ? 'page' : undefined}>
              {w.lastTime}
            </a>
          </li>
        )}
        {(Object.keys(panels) as (keyof typeof panels)[]).map(panel => (
          <li>
            <a href={link(panel)} aria-current={asked === panel ? 'page' : undefined}>
              {w.panel[panel]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface DayProps {
  readonly texts: PanelTexts;
  readonly isNow: boolean;
  readonly errors: FieldErrors;
  readonly language: Language;
}

function Day({ texts, isNow, errors, language }: DayProps) {
  return (
    <div class={errors.day === undefined ? 'field' : 'field wrong'}>
      <label for="day">{labsWords(language).when}</label>
      <FieldError name="day" errors={errors} />
      <input
        id="day"
        name="day"
        type="date"
        value={texts.day}
        data-now={isNow ? 'date' : undefined}
        required
        aria-describedby={errors.day === undefined ? undefined : 'day-error'}
        aria-invalid={errors.day === undefined ? undefined : 'true'}
      />
    </div>
  );
}

interface LinesProps {
  readonly texts: PanelTexts;
  readonly errors: FieldErrors;
  readonly before: UsedBefore;
  readonly language: Language;
}

function Lines({ texts, errors, before, language }: LinesProps) {
  const w = labsWords(language);
  const known = (Object.keys(knownTests) as KnownTestId[]).map(id => nameKnownTest(id, language));
  const names = [...new Set([...before.ways.keys(), ...known])];
  const units = [...new Set(Object.values(knownTests).flatMap(({ units }) => [...units] as string[]))].filter(
    Boolean,
  );
  // The first result that is to be typed.
  const first = texts.lines.findIndex(({ test }) => test !== '');
  return (
    <>
      <table class="table entry">
        <caption>{w.lineCaption}</caption>
        <thead>
          <tr>
            {lineFields.map(field => (
              <th scope="col">{w[field]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {texts.lines.map((line, at) => (
            <tr>
              {lineFields.map(field => (
                <td class="field" data-label={w[field]}>
                  <LineInput
                    field={field}
                    at={at}
                    value={line[field]}
                    hint={field === 'unit' ? unitsOf(line.test) : undefined}
                    errors={errors}
                    isFirst={
                      Object.keys(errors).length === 0 &&
                      (first === -1 ? at === 0 && field === 'test' : at === first && field === 'result')
                    }
                    language={language}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <datalist id="tests">
        {names.map(name => (
          <option value={name} />
        ))}
      </datalist>
      <datalist id="units">
        {units.map(unit => (
          <option value={unit} />
        ))}
      </datalist>
    </>
  );
}

/** What stands in an empty field of a unit as an example. */
function unitsOf(test: string): string | undefined {
  const known = findTestNamed(test);
  return known && findKnownTest(known).units[0];
}

interface LineInputProps {
  readonly field: LineField;
  readonly at: number;
  readonly value: string;
  readonly hint: string | undefined;
  readonly errors: FieldErrors;
  readonly isFirst: boolean;
  readonly language: Language;
}

const lists: Partial<Record<LineField, string>> = { test: 'tests', unit: 'units' };

function LineInput({ field, at, value, hint, errors, isFirst, language }: LineInputProps) {
  const id = nameLineField(field, at);
  const w = labsWords(language);
  const isWrong = errors[id] !== undefined;
  return (
    <>
      <FieldError name={id} errors={errors} />
      <input
        id={id}
        name={field}
        type="text"
        value={value}
        list={lists[field]}
        placeholder={hint}
        autocomplete="off"
        aria-label={w.lineOf(w[field], at + 1)}
        aria-describedby={isWrong ? `${id}-error` : undefined}
        aria-invalid={isWrong ? 'true' : undefined}
        autofocus={isFirst || Object.keys(errors)[0] === id}
        maxlength={panelBounds.textCharactersMax}
      />
    </>
  );
}
