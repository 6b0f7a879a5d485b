// The online and the offline rules of an application: the list, adding, editing, removing with undo. The form is in
// rule-form.tsx.

import { type AppChange, changeApplication, changeProblem } from '../../../core/applications/configure.ts';
import type { Rule } from '../../../core/authorization/rules.ts';
import { developWords, meanwhileWords, rulesWords } from '../../../locales/words.ts';
import { currentVersion, findVersion } from '../../../things/index.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Empty } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { makeMark } from '../../kit/meanwhile.tsx';
import { RuleText } from '../../kit/rule-text.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';
import { firstDraft, makeDraft, type RuleDraft, RuleForm, readDraft, readDraftForm } from './rule-form.tsx';

type Mode = Rule['mode'];

export function showRules(mode: Mode) {
  return (c: SignedInContext, of: OwnApp): Promise<Response> => listPage(c, of, mode);
}

export function showNewRule(mode: Mode) {
  return (c: SignedInContext, of: OwnApp): Promise<Response> =>
    formPage(c, of, { mode, draft: addAsked(c, { ...firstDraft, permissions: [] }, ['Read']) });
}

export function showRule(mode: Mode) {
  return async (c: SignedInContext, of: OwnApp): Promise<Response> => {
    const rule = ruleNamed(of, mode, c.req.query('name'));
    return formPage(c, of, { mode, draft: addAsked(c, makeDraft(rule)), before: rule });
  };
}

/** With what a trace says is lacking, ticked already. @param usual rights where it says nothing */
function addAsked(c: SignedInContext, draft: RuleDraft, usual: readonly string[] = []): RuleDraft {
  const asked = c.req.queries('permission') ?? [];
  const types = (c.req.queries('type') ?? []).flatMap(id => findVersion(id.toLowerCase())?.type ?? []);
  return {
    ...draft,
    permissions: [...new Set([...draft.permissions, ...(asked.length > 0 ? asked : usual)])],
    types: [...new Set([...draft.types, ...types.map(type => currentVersion(type).id)])],
  };
}

export function saveRule(mode: Mode) {
  return (c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> =>
    save(c, of, mode, form);
}

export function removeRule(mode: Mode) {
  return (c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> =>
    remove(c, of, mode, form);
}

function findRule({ wished: app }: OwnApp, mode: Mode, name: string | undefined | null): Rule | undefined {
  return app.rules.find(rule => rule.mode === mode && rule.name === name);
}

/** @throws Problem */
function ruleNamed(of: OwnApp, mode: Mode, name: string | undefined | null): Rule {
  const found = findRule(of, mode, name);
  if (!found) throw notFound();
  return found;
}

function ruleHref(of: OwnApp, { mode, name }: Rule): string {
  return `${tabHref(of, mode)}/rule?${new URLSearchParams({ name })}`;
}

function listPage(c: ShellContext, of: OwnApp, mode: Mode): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = rulesWords(language);
  const rules = of.wished.rules.filter(rule => rule.mode === mode);
  if (mode === 'online' && of.app.kind === 'soda-master')
    return showTab(c, of, { tab: mode, lead: w.onlineOfDevice, content: null });
  return showTab(c, of, {
    tab: mode,
    lead: w[mode],
    content: (
      <>
        {rules.length === 0 ? (
          <Empty title={w.none} text={w.noneText} />
        ) : (
          <ul class="cards">
            {rules.map(rule => (
              <li class="with-action">
                <div>
                  <strong>{rule.name}</strong>
                  {rule.optional && <span class="tag"> · {w.tag}</span>}
                  <RuleText rule={rule} language={language} />
                  <p class="why">{rule.reason}</p>
                </div>
                <a class="button quiet" href={ruleHref(of, rule)} aria-label={w.editName(rule.name)}>
                  {w.edit}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p>
          <a class="button" href={`${tabHref(of, mode)}/new`}>
            {w.add}
          </a>
        </p>
        <p class="hint">{w.asked}</p>
      </>
    ),
  });
}

interface FormPage {
  readonly mode: Mode;
  readonly draft: RuleDraft;
  /** The rule that is changed. */
  readonly before?: Rule | undefined;
  /** The mark of the rule that the form was drawn from, where it is shown again. */
  readonly drawn?: string | undefined;
  readonly errors?: FieldErrors;
}

function formPage(
  c: ShellContext,
  of: OwnApp,
  { mode, draft, before, drawn, errors = {} }: FormPage,
): Promise<Response> {
  const { visit } = c.var;
  const w = rulesWords(visit.language);
  return showTab(c, of, {
    tab: mode,
    title: before ? w.editName(before.name) : w.add,
    errors,
    content: (
      <>
        <Form visit={visit} action={tabHref(of, mode)}>
          {before && (
            <>
              <input type="hidden" name="before" value={before.name} />
              <input type="hidden" name="drawn" value={drawn ?? ruleMark(before)} />
            </>
          )}
          <RuleForm draft={draft} before={before} errors={errors} language={visit.language} />
          <div class="decision">
            <button type="submit">{w.save}</button>
            <a class="button second" href={tabHref(of, mode)}>
              {developWords(visit.language).tabs[mode]}
            </a>
          </div>
        </Form>
        {before && (
          <Form visit={visit} action={`${tabHref(of, mode)}/remove`}>
            <button type="submit" class="second" name="name" value={before.name}>
              {w.remove}
            </button>
          </Form>
        )}
      </>
    ),
  });
}

function ruleMark(rule: Rule): string {
  return makeMark(JSON.stringify(rule));
}

async function save(c: SignedInContext, of: OwnApp, mode: Mode, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const draft = readDraftForm(form);
  const again = await changeRules(c, of, now => planned(visit, now, { mode, draft, form }));
  if (again) return formPage(c, of, { mode, draft, ...again });
  leaveNotice(c, { text: developWords(visit.language).saved });
  return goTo(c, tabHref(of, mode));
}

type Refused = Pick<FormPage, 'before' | 'drawn' | 'errors'>;

/** Makes the rules of those there are in the transaction: another admin may have changed some since the page was drawn. */
async function changeRules(
  c: SignedInContext,
  of: OwnApp,
  plan: (now: OwnApp) => readonly Rule[] | Refused,
): Promise<Refused | undefined> {
  const { vault, person } = c.var.visit;
  const appId = of.app.id;
  return vault.store.write(async db => {
    const now = await findOwnAppIn(db, person.id, appId);
    const rules = plan(now);
    if (!isRules(rules)) return rules;
    if (rules !== now.wished.rules)
      await changeApplication(db, vault, person.id, { appId, change: { rules } });
    return undefined;
  });
}

function isRules(planned: readonly Rule[] | Refused): planned is readonly Rule[] {
  return Array.isArray(planned);
}

/** The rules with that of a form, or why not. */
function planned(
  { vault, language }: Visit,
  now: OwnApp,
  { mode, draft, form }: { mode: Mode; draft: RuleDraft; form: URLSearchParams },
): readonly Rule[] | Refused {
  const w = rulesWords(language);
  const m = meanwhileWords(language);
  const named = form.get('before');
  const before = named === null ? undefined : findRule(now, mode, named);
  if (named !== null && !before) return { errors: { name: m.ruleGone } };
  const drawn = form.get('drawn') ?? undefined;
  const read = readDraft(draft, { mode, before, language });
  if ('errors' in read) return { before, drawn, errors: read.errors };
  if (before && drawn !== ruleMark(before)) return { before, errors: { name: m.ruleChanged } };
  const { rule } = read;
  const again = (errors: FieldErrors) => ({ before, drawn, errors });
  const { rules } = now.wished;
  if (rules.some(other => other !== before && other.mode === mode && other.name === rule.name))
    return again({ name: w.duplicate });
  // Each by itself, so that what check.ts says is said at its field.
  const problemWith = (change: AppChange) => changeProblem(vault, { ...now.app, rules: [] }, change);
  if (problemWith({ rules: [{ ...rule, reason: 'x' }] }) !== undefined) return again({ name: w.badText });
  if (problemWith({ rules: [rule] }) !== undefined) return again({ reason: w.badText });
  const all = before ? rules.map(other => (other === before ? rule : other)) : [...rules, rule];
  return changeProblem(vault, now.app, { rules: all }) === undefined ? all : again({ name: w.tooMuch });
}

async function remove(c: SignedInContext, of: OwnApp, mode: Mode, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = rulesWords(language);
  const name = form.get('name');
  const rule = ruleNamed(of, mode, name);
  await changeRules(c, of, now => now.wished.rules.filter(other => other !== findRule(now, mode, name)));
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify({ kind: 'rule', appId: of.app.id, rule })));
  const undo = {
    action: `${tabHref(of, mode)}/restore`,
    fields: { rule: sealed.toString('base64url') },
    label: w.undo,
  };
  // A rule of very many kinds is more than a cookie holds.
  const fits = undo.fields.rule.length <= undoLengthMax;
  leaveNotice(c, { text: w.removed(rule.name), ...(fits && { undo }) });
  return goTo(c, tabHref(of, mode));
}

const undoLengthMax = 2000;

export async function restoreRule(c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const rule = openRule(form.get('rule') ?? '');
  await changeRules(c, of, now =>
    findRule(now, rule.mode, rule.name) ? now.wished.rules : [...now.wished.rules, rule],
  );
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, rule.mode));

  function openRule(sealed: string): Rule {
    try {
      const inside = JSON.parse(vault.keys.open(Buffer.from(sealed, 'base64url')).toString());
      if (inside.kind === 'rule' && inside.appId === of.app.id) return inside.rule;
    } catch {
      // Not sealed here.
    }
    throw notFound();
  }
}
