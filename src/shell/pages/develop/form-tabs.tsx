// The parts of an application that are plain forms: information, organisation, directory, misc. Each is a list of fields,
// how they are filled, and what saving them does.

import type { AppCategory, AppEntry } from '../../../core/applications/app-entry.ts';
import { appCategories } from '../../../core/applications/app-entry.ts';
import {
  type AppChange,
  changeApplication,
  changeEntry,
  changeProblem,
} from '../../../core/applications/configure.ts';
import { applyProposedTexts, getWishedWebsite } from '../../../core/applications/proposal.ts';
import { findDefaultText } from '../../../core/applications/texts.ts';
import { nameOrganisation } from '../../../core/applications/translate.ts';
import { isMailAddress } from '../../../core/mail/address.ts';
import { isVisible } from '../../../core/printable.ts';
import { isWebAddress } from '../../../core/web-address.ts';
import { appearanceWords, developWords, tabWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Fields, readFields, type Values } from '../../kit/form-definition.tsx';
import { Form } from '../../kit/layout.tsx';
import { Marks, makeMarks, mergeWith, readMarks } from '../../kit/meanwhile.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { isProved } from '../accounts/prove.tsx';
import type { FormTab } from './form-tab.ts';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';
import { ProveLink, proveAgain } from './prove-first.tsx';
import { SmartLaunchForm, SmartSecretForm } from './smart-secret.tsx';
import { smart } from './smart-tab.ts';

const nameMax = 100;
const lineMax = 500;
const textMax = 4000;

/** What check.ts thinks of one change, in the words of the field. */
function checked(visit: Visit, of: OwnApp, change: (value: string) => AppChange, words: string) {
  return (value: string) =>
    changeProblem(visit.vault, of.app, change(value)) === undefined ? undefined : words;
}

/** The same for a text, whose blanks and line ends were dropped. */
const orNone = (value: string | undefined) => value || undefined;

const information: FormTab = {
  lead: ({ language }) => tabWords(language).informationLead,
  definitions(visit, of) {
    const w = tabWords(visit.language);
    const name = developWords(visit.language);
    const url = (field: 'actionUrl' | 'privacyUrl' | 'termsUrl') => ({
      name: field,
      label: w[field],
      kind: 'text' as const,
      optional: true,
      max: lineMax,
      check: checked(visit, of, value => ({ [field]: value }), w.badUrl),
    });
    return [
      {
        name: 'name',
        label: name.name,
        hint: name.nameHint,
        kind: 'text',
        max: nameMax,
        check: checked(visit, of, value => ({ name: value }), w.badText),
      },
      {
        name: 'description',
        label: w.description,
        hint: w.descriptionHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: checked(visit, of, value => ({ description: value }), w.badText),
      },
      { ...url('actionUrl'), hint: w.actionUrlHint },
      url('privacyUrl'),
      url('termsUrl'),
    ];
  },
  valuesOf: ({ wished: app }) => ({
    name: app.name,
    description: app.description,
    actionUrl: app.actionUrl ?? '',
    privacyUrl: app.privacyUrl ?? '',
    termsUrl: app.termsUrl ?? '',
  }),
  async save(db, { vault, person }, { app }, values) {
    const change: AppChange = {
      name: values.name ?? '',
      description: values.description ?? '',
      actionUrl: orNone(values.actionUrl),
      privacyUrl: orNone(values.privacyUrl),
      termsUrl: orNone(values.termsUrl),
    };
    await changeApplication(db, vault, person.id, { appId: app.id, change });
  },
};

const organisation: FormTab = {
  lead: ({ language }) => tabWords(language).organisationLead,
  definitions({ language }) {
    const w = tabWords(language);
    return [
      {
        name: 'organisation',
        label: w.organisation,
        kind: 'text',
        optional: true,
        max: nameMax,
        check: value => (isVisible(value) ? undefined : w.badText),
      },
      {
        name: 'website',
        label: w.website,
        kind: 'text',
        optional: true,
        max: lineMax,
        check: value => (isWebAddress(value) ? undefined : w.badUrl),
      },
      {
        name: 'contact',
        label: w.contact,
        kind: 'email',
        optional: true,
        max: 128,
        check: value => (isMailAddress(value) ? undefined : w.badEmail),
      },
    ];
  },
  async valuesOf({ app, entry }, db) {
    const texts = await db.applicationTexts.of(app.id, ['organization']);
    return {
      organisation: findDefaultText(applyProposedTexts(texts, entry)) ?? '',
      website: getWishedWebsite(entry) ?? '',
      contact: entry.contactEmail ?? '',
    };
  },
  async save(db, { vault, person }, { app }, values) {
    const change = { website: values.website ?? '', contactEmail: values.contact ?? '' };
    await changeEntry(db, vault, person.id, { appId: app.id, change });
    await nameOrganisation(db, vault, person.id, { appId: app.id, name: values.organisation ?? '' });
  },
};

const directory: FormTab = {
  lead: ({ language }) => tabWords(language).directoryLead,
  definitions({ language }) {
    const w = tabWords(language);
    return [
      {
        name: 'category',
        label: w.category,
        kind: 'select',
        options: appCategories.map(value => ({ value, label: w.categories[value] })),
      },
      { name: 'listed', label: w.listed, hint: w.listedHint, kind: 'tick' },
    ];
  },
  valuesOf: ({ entry }) => ({ category: entry.category ?? '', listed: entry.isListed ? 'yes' : '' }),
  async save(db, { vault, person }, { app }, values) {
    const change: AppEntry = {
      category: values.category as AppCategory,
      isListed: values.listed === 'yes',
    };
    await changeEntry(db, vault, person.id, { appId: app.id, change });
  },
};

const misc: FormTab = {
  lead: ({ language }) => tabWords(language).miscLead,
  definitions(visit, of) {
    const w = tabWords(visit.language);
    return [
      { name: 'multiRecord', label: w.multiRecord, kind: 'tick' },
      {
        name: 'redirectHosts',
        label: w.redirectHosts,
        hint: w.redirectHostsHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: checked(visit, of, value => ({ redirectHosts: lines(value) }), w.badHosts),
      },
      {
        name: 'ipPrefixes',
        label: w.ipPrefixes,
        hint: w.ipPrefixesHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: checked(visit, of, value => ({ ipPrefixes: lines(value) }), w.badPrefixes),
      },
      {
        name: 'domainName',
        label: w.domainName,
        hint: w.domainNameHint,
        kind: 'text',
        optional: true,
        max: nameMax,
        check: checked(visit, of, value => ({ domainName: value }), w.badDomain),
      },
      {
        name: 'connectMessage',
        label: w.connectMessage,
        hint: w.connectMessageHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: checked(visit, of, value => ({ connectMessage: value }), w.badText),
      },
    ];
  },
  valuesOf: ({ wished: app }) => ({
    multiRecord: app.multiRecord ? 'yes' : '',
    redirectHosts: app.redirectHosts.join('\n'),
    ipPrefixes: app.ipPrefixes.join('\n'),
    domainName: app.domainName ?? '',
    connectMessage: app.connectMessage ?? '',
  }),
  async save(db, { vault, person }, { app }, values) {
    const change: AppChange = {
      multiRecord: values.multiRecord === 'yes',
      redirectHosts: lines(values.redirectHosts ?? ''),
      ipPrefixes: lines(values.ipPrefixes ?? ''),
      domainName: values.domainName ?? '',
      connectMessage: orNone(values.connectMessage),
    };
    await changeApplication(db, vault, person.id, { appId: app.id, change });
  },
};

function lines(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(line => line !== ''))];
}

const formTabs: Readonly<Record<'information' | 'organisation' | 'directory' | 'misc' | 'smart', FormTab>> = {
  information,
  organisation,
  directory,
  misc,
  smart,
};
type FormTabName = keyof typeof formTabs;

export function showFormTab(name: FormTabName) {
  return async (c: SignedInContext, of: OwnApp): Promise<Response> => {
    const values = await c.var.visit.vault.store.read(async db => formTabs[name].valuesOf(of, db));
    return formPage(c, of, name, { values, marks: makeMarks(values) });
  };
}

export function saveFormTab(name: FormTabName) {
  return (c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> =>
    save(c, of, name, form);
}

interface Filled {
  readonly values: Values;
  readonly marks: Values;
  readonly errors?: FieldErrors;
}

/** Keys and a secret let somebody act for the application; sign-ins are sent back to its hosts and to its addresses. */
const guardedTabs: ReadonlySet<FormTabName> = new Set(['smart', 'misc', 'information']);

function formPage(
  c: ShellContext,
  of: OwnApp,
  name: FormTabName,
  { values, marks, errors = {} }: Filled,
): Promise<Response> {
  const { visit } = c.var;
  const tab = formTabs[name];
  const definitions = tab.definitions(visit, of);
  const isShut = guardedTabs.has(name) && !isProved(c);
  const fields = (
    <Fields definitions={definitions} values={values} errors={errors} language={visit.language} />
  );
  const shut = (
    <>
      <fieldset disabled>{fields}</fieldset>
      <ProveLink of={of} tab={name} text={developWords(visit.language).change} />
    </>
  );
  const open = (
    <>
      <Form visit={visit} action={tabHref(of, name)}>
        <Marks marks={marks} />
        {fields}
        <button type="submit">{developWords(visit.language).save}</button>
      </Form>
      {name === 'smart' && <SmartSecretForm visit={visit} of={of} />}
    </>
  );
  return showTab(c, of, {
    tab: name,
    lead: tab.lead(visit),
    errors,
    content: (
      <>
        {isShut ? shut : open}
        {name === 'smart' && <SmartLaunchForm visit={visit} of={of} />}
        {name === 'information' && (
          <p class="after">
            <a href={`/develop/${of.app.id}/appearance`}>{appearanceWords(visit.language).link}</a>
          </p>
        )}
      </>
    ),
  });
}

async function save(
  c: SignedInContext,
  of: OwnApp,
  name: FormTabName,
  form: URLSearchParams,
): Promise<Response> {
  if (guardedTabs.has(name) && !isProved(c)) return proveAgain(c, of, name);
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const tab = formTabs[name];
  const { values, errors: ofFields } = readFields(tab.definitions(visit, of), form, language);
  const isSound = Object.keys(ofFields).length === 0;
  const errors = (isSound && tab.judge?.(visit, of, values)) || ofFields;
  const marks = readMarks(form);
  if (Object.keys(errors).length > 0) return formPage(c, of, name, { values, marks, errors });
  const clash = await vault.store.write(async db => {
    const present = await findOwnAppIn(db, person.id, of.app.id);
    const now = await tab.valuesOf(present, db);
    const merged = mergeWith(now, { typed: values, marks, language });
    if (Object.keys(merged.errors).length > 0) return { ...merged, marks: makeMarks(now) };
    await tab.save(db, visit, present, merged.values);
    return undefined;
  });
  if (clash) return formPage(c, of, name, clash);
  leaveNotice(c, { text: developWords(language).saved });
  return goTo(c, tabHref(of, name));
}
