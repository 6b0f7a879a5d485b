// The page where somebody says between what they mean to keep a value: a goal for each line of the chart, in the unit in which it
// is measured.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { Writer } from '../../../core/store.ts';
import { readBeside } from '../../../core/targets/judge.ts';
import { findTarget, makeGoal, readTargets } from '../../../core/targets/targets.ts';
import { removeThingsIn } from '../../../core/things/remove.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import { changeThing, makeThing } from '../../../core/things/typed.ts';
import { writeThingsIn } from '../../../core/things/write.ts';
import type { Vault } from '../../../core/vault.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { chartWords, formWords } from '../../../locales/words.ts';
import type { Bounds } from '../../../things/common/marks.ts';
import { readValue } from '../../../things/data.ts';
import healthGoal from '../../../things/health-goal.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { aimHref, mayKeepGoals } from '../aims.ts';
import type { AtHand } from '../at-hand.ts';
import { Wrong } from '../form/leaf.ts';
import { readTypedNumber } from '../form/text-leaves.ts';
import { explainRefusal } from '../refusal.ts';
import { type DrawnLine, readDrawn } from './drawn.ts';
import { findSubject, mayHaveTarget, nameSubject, type Subject } from './subjects.ts';

/** Of how many of the newest readings the circumstances are offered. */
const lookedAtMax = 200;

/** Of what charts of types are drawn. */
export function mayAim(subject: Subject, grant: Grant): boolean {
  return mayHaveTarget(subject) && mayKeepGoals(grant);
}

export async function showTarget(c: ShellContext, at: AtHand): Promise<Response> {
  const aim = await readAim(c, at);
  const { language } = c.var.visit;
  const texts = aim.lines.flatMap(line => {
    const { min, max } = sayTarget(line, language);
    return [
      [nameBound('min', line), min],
      [nameBound('max', line), max],
    ];
  });
  return drawForm(c, at, aim, new URLSearchParams(texts), {});
}

function sayTarget({ zones }: DrawnLine, language: Language): { min: string; max: string } {
  const target = zones.find(({ kind }) => kind === 'target')?.at(0);
  const say = (value: number | undefined) => (value === undefined ? '' : sayNumber(value, language));
  return { min: say(target?.min), max: say(target?.max) };
}

export async function saveTarget(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const aim = await readAim(c, at);
  const { visit } = c.var;
  const { vault, language } = visit;
  // What stands as it was shown stays as it is, to the last digit.
  const lines = aim.lines.filter(line => {
    const { min, max } = sayTarget(line, language);
    return form.get(nameBound('min', line)) !== min || form.get(nameBound('max', line)) !== max;
  });
  const { bounds, errors } = readBounds(lines, form, visit);
  if (Object.keys(errors).length > 0) return drawForm(c, at, aim, form, errors);
  try {
    await vault.store.write(db => keepTargets(db, vault, at.grant, { ...aim, lines }, bounds), at.grant);
  } catch (error) {
    const [first] = aim.lines;
    return drawForm(c, at, aim, form, {
      [first ? nameBound('min', first) : '']: explainRefusal(error, visit),
    });
  }
  leaveNotice(c, { text: chartWords(language).targetSaved });
  return goTo(c, `/charts/${aim.subject.slug}`);
}

interface Aim {
  readonly subject: Subject;
  readonly lines: readonly DrawnLine[];
}

/** @throws Problem where there is no such chart, or no goal may be kept */
async function readAim(c: ShellContext, { grant }: AtHand): Promise<Aim> {
  const { visit } = c.var;
  const subject = findSubject(c.req.param('kind'));
  if (!subject || !mayHaveTarget(subject)) throw notFound();
  const w = chartWords(visit.language);
  if (!mayAim(subject, grant)) throw new Problem(403, w.target, w.targetMayNot);
  const { vault } = visit;
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const { lines } = await readDrawn(visit, grant, subject, { span: 'all', limit: lookedAtMax }, beside);
  return { subject, lines };
}

function nameBound(side: 'min' | 'max', { index }: DrawnLine): string {
  return `${side}-${index}`;
}

function readBounds(
  lines: readonly DrawnLine[],
  form: URLSearchParams,
  { language }: Visit,
): { bounds: Bounds[]; errors: FieldErrors } {
  const w = chartWords(language);
  const errors: Record<string, string> = {};
  const bounds = lines.map((line): Bounds => {
    const [min, max] = (['min', 'max'] as const).map(side => {
      const name = nameBound(side, line);
      const typed = (form.get(name) ?? '').trim();
      if (typed === '') return undefined;
      const label = side === 'min' ? w.targetFrom(line.label) : w.targetTo(line.label);
      try {
        const number = Number(readTypedNumber(typed, { field: { label }, language }));
        if (Number.isFinite(number) && number >= 0 && number <= boundMax) return number;
      } catch (error) {
        if (!(error instanceof Wrong)) throw error;
      }
      errors[name] = w.targetNumber(label);
      return undefined;
    });
    if (min !== undefined && max !== undefined && min >= max) errors[nameBound('max', line)] = w.targetOrder;
    return { min, max };
  });
  return { bounds, errors };
}

/** Nothing of a body is measured by larger numbers. */
const boundMax = 1_000_000;

/** What was typed, as goals: made, changed, or put away where nothing is typed any more. */
async function keepTargets(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { subject: { type }, lines }: Aim,
  bounds: readonly Bounds[],
): Promise<void> {
  const targets = await readTargets(db, grant, type, vault.clock.now());
  const ended: StoredThing[] = [];
  for (const [place, line] of lines.entries()) {
    const { min, max } = bounds[place] ?? {};
    const { of, context, typedUnit: unit } = line;
    const found = findTarget(targets, of, context?.key);
    // One for all circumstances stays when one of them gets its own.
    const present = found?.context === context?.key ? found : undefined;
    const [stored] = present ? await db.things(grant).byIds([present.id]) : [];
    if (min === undefined && max === undefined) {
      if (stored) ended.push(stored);
      continue;
    }
    const typed = { of, context: context?.said, unit, min, max };
    const write = stored
      ? changeThing(healthGoal, stored, makeGoal(type, typed, readValue(healthGoal, stored)))
      : makeThing(healthGoal, makeGoal(type, typed));
    await writeThingsIn(db, vault, grant, [write], { overwrite: true });
  }
  if (ended.length > 0) await removeThingsIn(db, vault, grant, ended);
}

function drawForm(
  c: ShellContext,
  { of, grant }: AtHand,
  { subject, lines }: Aim,
  texts: URLSearchParams,
  errors: FieldErrors,
): Response | Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = chartWords(language);
  const title = w.targetTitle(nameSubject(subject, language));
  const field = (side: 'min' | 'max', line: DrawnLine, label: string) => (
    <Input
      name={nameBound(side, line)}
      label={label}
      hint={line.unit}
      value={texts.get(nameBound(side, line)) ?? ''}
      maxlength={typedMax}
      errors={errors}
    />
  );
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      <p class="lead">{of.record.name}</p>
      <p>{w.targetLead}</p>
      <ErrorSummary errors={errors} language={language} />
      <Form visit={visit} action={aimHref(subject.slug)}>
        <input type="hidden" name="record" value={grant.recordId} />
        {lines.map(line => (
          <fieldset>
            <legend>{line.label}</legend>
            <div class="side-by-side">
              {field('min', line, w.targetFrom(line.label))}
              {field('max', line, w.targetTo(line.label))}
            </div>
          </fieldset>
        ))}
        <p class="actions">
          <button type="submit">{formWords(language).save}</button>
          <a class="button second" href={`/charts/${subject.slug}`}>
            {formWords(language).cancel}
          </a>
        </p>
      </Form>
    </Layout>
  );
  return show(c, page, Object.keys(errors).length > 0 ? { status: 422 } : {});
}

/** Longer than any number with its decimals. */
const typedMax = 20;
