// The method groups an application may call: given on asking in a sandbox, by the operator in production.

import { type MethodGroup, methodGroups } from '../../../core/applications/application.ts';
import { chooseMethodGroups } from '../../../core/applications/configure.ts';
import { developWords, tabWords } from '../../../locales/words.ts';
import { listMethods } from '../../../methods/index.ts';
import { Choices } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';

export function showMethods(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const w = tabWords(visit.language);
  const { app, entry } = of;
  const asked = entry.askedGroups ?? [];
  const chosen = chosenGroups(of);
  const options = methodGroups
    .filter(group => group !== 'basic')
    .map(group => {
      const names = listMethods()
        .filter(method => method.group === group)
        .map(({ name }) => name);
      const state = app.methodGroups.includes(group)
        ? w.given
        : asked.includes(group)
          ? w.waiting
          : undefined;
      const label = state === undefined ? w.groups[group] : `${w.groups[group]} (${state})`;
      return { value: group, label, hint: names.join(', ') || undefined };
    });
  return showTab(c, of, {
    tab: 'methods',
    lead: w.methodsLead,
    content: (
      <Form visit={visit} action={tabHref(of, 'methods')}>
        <input type="hidden" name="drawn" value={chosen.join(' ')} />
        <Choices
          name="group"
          label={w.methodGroups}
          hint={visit.vault.mode === 'sandbox' ? w.methodsSandbox : w.methodsProduction}
          options={options}
          chosen={chosen}
          several
          errors={{}}
        />
        <button type="submit">{developWords(visit.language).save}</button>
      </Form>
    ),
  });
}

function chosenGroups({ app, entry }: OwnApp): readonly MethodGroup[] {
  return [...app.methodGroups, ...(entry.askedGroups ?? [])].filter(group => group !== 'basic');
}

/** Changes the groups that were ticked or unticked; the others stay as they are by now. */
export async function saveMethods(c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const ticked = form.getAll('group');
  const drawn = (form.get('drawn') ?? '').split(' ');
  const isChanged = (group: MethodGroup) => ticked.includes(group) !== drawn.includes(group);
  await vault.store.write(async db => {
    const now = chosenGroups(await findOwnAppIn(db, person.id, of.app.id));
    const groups = methodGroups.filter(group => now.includes(group) !== isChanged(group));
    await chooseMethodGroups(db, vault, person.id, { appId: of.app.id, groups });
  });
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, 'methods'));
}
