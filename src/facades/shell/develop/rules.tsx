// The online and the offline rules of an application: the list, adding, editing, removing with undo. The form is in
// rule-form.tsx.
import type { Hono } from 'hono';
import { type AppChange, changeApplication, changeProblem } from '../../../core/applications/configure.ts';
import type { Rule } from '../../../core/authorization/rules.ts';
import { RuleText } from '../consent/ask.tsx';
import type { FieldErrors } from '../fields.tsx';
import { Empty } from '../kit.tsx';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { notFound } from '../problem.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv } from '../visit.ts';
import { developWords } from './develop-words.ts';
import { aboutOwn, type OwnApp, ownAppForm, tabHref, tabPage } from './own.tsx';
import { draftIn, draftOf, firstDraft, type RuleDraft, RuleForm, readDraft } from './rule-form.tsx';
import { rulesWords } from './rules-words.ts';

type Mode = Rule['mode'];

export function ruleRoutes(app: Hono<ShellEnv>): void {
  for (const mode of ['online', 'offline'] as const) {
    const path = `/develop/:app/${mode}`;
    app.get(
      path,
      aboutOwn((c, of) => listPage(c, of, mode)),
    );
    app.get(
      `${path}/new`,
      aboutOwn((c, of) => formPage(c, of, { mode, draft: firstDraft })),
    );
    app.get(
      `${path}/rule`,
      aboutOwn((c, of) => {
        const rule = ruleNamed(of, mode, c.req.query('name'));
        return formPage(c, of, { mode, draft: draftOf(rule), before: rule });
      }),
    );
    app.post(
      path,
      ownAppForm((c, of, form) => save(c, of, mode, form)),
    );
    app.post(
      `${path}/remove`,
      ownAppForm((c, of, form) => remove(c, of, mode, form)),
    );
    app.post(
      `${path}/restore`,
      ownAppForm((c, of, form) => restore(c, of, form)),
    );
  }
}

function ruleNamed({ wished: app }: OwnApp, mode: Mode, name: string | undefined | null): Rule {
  const found = app.rules.find(rule => rule.mode === mode && rule.name === name);
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
    return tabPage(c, of, { tab: mode, lead: w.onlineOfDevice, content: null });
  return tabPage(c, of, {
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
  readonly errors?: FieldErrors;
}

function formPage(
  c: ShellContext,
  of: OwnApp,
  { mode, draft, before, errors = {} }: FormPage,
): Promise<Response> {
  const { visit } = c.var;
  const w = rulesWords(visit.language);
  return tabPage(c, of, {
    tab: mode,
    title: before ? w.editName(before.name) : w.add,
    errors,
    content: (
      <>
        <Form visit={visit} action={tabHref(of, mode)}>
          {before && <input type="hidden" name="before" value={before.name} />}
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

async function save(c: ShellContext, of: OwnApp, mode: Mode, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = rulesWords(language);
  const named = form.get('before');
  const before = named === null ? undefined : ruleNamed(of, mode, named);
  const draft = draftIn(form);
  const read = readDraft(draft, { mode, before, language });
  if ('errors' in read) return formPage(c, of, { mode, draft, before, errors: read.errors });
  const { rule } = read;
  const again = (errors: FieldErrors) => formPage(c, of, { mode, draft, before, errors });
  if (of.wished.rules.some(other => other !== before && other.mode === mode && other.name === rule.name))
    return again({ name: w.duplicate });
  // Each by itself, so that what check.ts says is said at its field.
  const problemWith = (change: AppChange) => changeProblem(vault, { ...of.app, rules: [] }, change);
  if (problemWith({ rules: [{ ...rule, reason: 'x' }] }) !== undefined) return again({ name: w.badText });
  if (problemWith({ rules: [rule] }) !== undefined) return again({ reason: w.badText });
  const rules = before
    ? of.wished.rules.map(other => (other === before ? rule : other))
    : [...of.wished.rules, rule];
  if (changeProblem(vault, of.app, { rules }) !== undefined) return again({ name: w.tooMuch });
  await putRules(c, of, rules);
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, mode));
}

async function putRules(c: ShellContext, of: OwnApp, rules: readonly Rule[]): Promise<void> {
  const { vault, person } = c.var.visit;
  const change = { rules };
  await vault.store.write(db => changeApplication(db, vault, person!.id, { appId: of.app.id, change }));
}

async function remove(c: ShellContext, of: OwnApp, mode: Mode, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = rulesWords(language);
  const rule = ruleNamed(of, mode, form.get('name'));
  await putRules(
    c,
    of,
    of.wished.rules.filter(other => other !== rule),
  );
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

async function restore(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const rule = openRule(form.get('rule') ?? '');
  const isThere = of.wished.rules.some(({ mode, name }) => mode === rule.mode && name === rule.name);
  if (!isThere) await putRules(c, of, [...of.wished.rules, rule]);
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
