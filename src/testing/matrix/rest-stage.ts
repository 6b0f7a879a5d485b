// The people, records and applications of the authorisation matrix at the REST interface, and the requests of its cells: a record for
// each who comes, with a plan, a goal, a recommendation and a night in it.
import { randomUUID } from 'node:crypto';
import { giveConsent, revoke } from '../../core/authorization/consent.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { issueUserToken } from '../../core/people/tokens.ts';
import { parseScopes, scopesToRules } from '../../core/smart/scopes.ts';
import { typesOfResource } from '../../core/smart/types.ts';
import { givenApp, givenPerson, linkApp, openClient, type TestApp } from '../given.ts';
import { givenBackendToken, givenSmartToken } from '../given-smart.ts';
import {
  makeRestClient,
  makeSentPlan,
  makeSentTask,
  objectiveId,
  type RestClient,
  type RestReply,
  sendRest,
} from '../rest-client.ts';
import type { TestServer } from '../server.ts';
import { typeIds } from '../type-ids.ts';
import { everyRight, letters } from './fhir-rules.ts';
import { type Owned, openOther, share } from './people.ts';
import {
  type RestCaller,
  type RestOutcome,
  type RestWho,
  restCallers,
  restKinds,
  restRows,
} from './rest-rules.ts';

/** What there is in the record that it is about. */
interface Items {
  // biome-ignore lint/suspicious/noExplicitAny: they are sent as they came
  readonly plan: any;
  // biome-ignore lint/suspicious/noExplicitAny: they are sent as they came
  readonly goal: any;
  readonly adviceId: string;
  readonly nightId: string;
}

export class RestStage {
  readonly #server: TestServer;
  /** By which all is prepared. */
  readonly #owning: TestApp;

  constructor(server: TestServer, owning: TestApp) {
    this.#server = server;
    this.#owning = owning;
  }

  static async set(server: TestServer): Promise<RestStage> {
    return new RestStage(server, await givenApp(server.vault));
  }

  /** What each operation answers to one caller, in their order. */
  async outcomes(who: RestWho): Promise<Map<string, RestOutcome>> {
    const server = this.#server;
    const owned = await givenPerson(server.vault);
    const owner = makeRestClient(server, await linkApp(server, this.#owning, owned));
    const found = new Map<string, RestOutcome>();
    let items = await addItems(owner);
    const authorization = await this.#authorize(restCallers[who], owned, owner);
    for (const name of Object.keys(restRows)) {
      const { method, path, body, shows } = requests[name]!(items);
      const headers = authorization === undefined ? {} : { authorization };
      const reply = await sendRest(server.shellUrl, method, path, body, headers);
      found.set(name, outcomeOf(reply, shows));
      if (reply.status === 204) items = await addItems(owner);
    }
    return found;
  }

  /** @returns what goes with each request */
  async #authorize(caller: RestCaller, owned: Owned, owner: RestClient): Promise<string | undefined> {
    const { by, wrong } = caller;
    if (by === 'nothing') return undefined;
    const of = await this.#person(caller, owned);
    const { vault } = this.#server;
    const app = await givenApp(vault, {
      methodGroups: ['basic', 'connect-package'],
      smart: { clientType: 'public', redirectUris: ['https://app.example/callback'], scopes: 'user/*.cruds' },
    });
    const authorization =
      by === 'a session'
        ? await this.#openSession(caller, app, of, owner)
        : await this.#giveToken(caller, app, of);
    const { person, record } = of;
    const ids = { appId: app.app.id, personId: person.id, recordId: record.id };
    if (wrong === 'revoked') await vault.store.write(db => revoke(db, vault, ids));
    if (wrong === 'application off')
      await vault.store.write(async db => db.applications.put({ ...app.app, state: 'disabled' }));
    if (wrong === 'person suspended')
      await vault.store.write(async db => db.people.update({ ...person, state: 'suspended' }));
    if (caller.shared === 'no more') await share(this.#server, of, 'custodian', this.#server.clock.now());
    return authorization;
  }

  async #openSession(caller: RestCaller, app: TestApp, of: Owned, owner: RestClient): Promise<string> {
    const { vault } = this.#server;
    const { wrong, comes } = caller;
    const { personAlias, recordAlias } = await this.#consent(app, of, caller);
    const userToken = await vault.store.write(db =>
      issueUserToken(db, vault, { appId: app.app.id, personId: of.person.id, shellHash: undefined }),
    );
    const { token = '' } = await openClient(this.#server, app);
    const appToken = wrong === 'made up' ? [...token].reverse().join('') : token;
    const isOfOther = wrong === 'never authorised';
    const stranger =
      wrong === 'of a stranger' && (await this.#consent(app, await givenPerson(vault), caller)).recordAlias;
    const person = isOfOther
      ? `offline-person-id=${owner.personId}`
      : comes === 'away'
        ? `offline-person-id=${personAlias}`
        : `user-token=${userToken}`;
    const record = `record-id=${stranger || (isOfOther ? owner.recordId : recordAlias)}`;
    const parts = [
      `app-token=${appToken}`,
      ...(wrong === 'no person' ? [] : [person]),
      ...(wrong === 'no person' || wrong === 'no record' ? [] : [record]),
    ];
    return `MSH-V1 ${parts.join(',')}`;
  }

  async #giveToken(caller: RestCaller, { app }: TestApp, of: Owned): Promise<string> {
    const { comes, isTrimmed, isOfSeveral, wrong } = caller;
    const isService = comes === 'as a service';
    const scopes = scopesOf(caller, isService ? 'system' : isOfSeveral ? 'user' : 'patient');
    const isAway = comes !== undefined;
    const rules = rulesOf(isTrimmed ? {} : caller);
    const given = { of, isOf: app, rules, scopes, isAway, ...(isOfSeveral && { isWithoutRecord: true }) };
    const { token } = await givenSmartToken(this.#server, given);
    if (isOfSeveral) await this.#consent({ app }, await openOther(this.#server, of), caller);
    if (isTrimmed) await this.#consent({ app }, of, caller);
    const bearer = isService ? await givenBackendToken(this.#server, { app, scopes }) : token;
    return `Bearer ${wrong === 'made up' ? [...bearer].reverse().join('') : bearer}`;
  }

  /** What is trimmed was whole before. */
  async #consent(
    { app }: Pick<TestApp, 'app'>,
    { person, record }: Owned,
    caller: RestCaller,
  ): Promise<{ personAlias: string; recordAlias: string }> {
    const { vault } = this.#server;
    const give = (rules: readonly Rule[]) =>
      vault.store.write(db =>
        giveConsent(db, vault, {
          app: { ...app, rules },
          personId: person.id,
          recordId: record.id,
          optionalRules: rules.map(({ name }) => name),
        }),
      );
    if (caller.isTrimmed) await give(rulesOf({}));
    return give(rulesOf(caller));
  }

  /** Who comes, and with which record. */
  async #person({ shared, isElsewhere }: RestCaller, owned: Owned): Promise<Owned> {
    if (isElsewhere) return openOther(this.#server, owned);
    if (!shared) return owned;
    const { person } = await givenPerson(this.#server.vault);
    const sharing = { person, record: owned.record };
    await share(this.#server, sharing, shared === 'to view' ? 'view' : 'custodian');
    return sharing;
  }
}

/** Without any right there is one to another type, so that something is granted. */
function rulesOf({ granted, rights = everyRight }: Pick<RestCaller, 'granted' | 'rights'>): Rule[] {
  if (granted === 'by scopes')
    return [...scopesToRules(parseScopes(scopesOf({}, 'patient')), typesOfResource)];
  const isNone = rights.length === 0;
  return [
    {
      name: 'one',
      reason: 'testing',
      permissions: isNone ? everyRight : rights,
      targets: [{ typeIds: isNone ? [typeIds.weight] : 'all' }],
      exceptions: [],
      mode: granted === 'offline' ? 'offline' : 'online',
      optional: undefined,
    },
  ];
}

function scopesOf(
  { letters: has = letters, isNarrowed }: Pick<RestCaller, 'letters' | 'isNarrowed'>,
  context: 'patient' | 'user' | 'system',
): string {
  const own = [...'cruds'].filter(letter => has.some(one => one === letter)).join('');
  if (own === '') return `${context}/Condition.cruds`;
  const narrowed = isNarrowed ? '?code=urn:none|none' : '';
  return restKinds.map(kind => `${context}/${kind}.${own}${narrowed}`).join(' ');
}

async function addItems({ send, client, personId, recordId }: RestClient): Promise<Items> {
  const other = { ...makeSentPlan().objectives[0], id: '6f8a1f5e-0b0f-4a52-9d4d-3f2f5c1d2e02' };
  const objectives = [...makeSentPlan().objectives, other];
  const { body: plan } = await send('POST', '/ActionPlans', makeSentPlan({ objectives }));
  const { body: made } = await send('POST', '/Goals', { goals: [sentGoal] });
  const { body: advice } = await send('POST', '/GoalRecommendations', sentAdvice);
  const put = await client.call('PutThings', { version: 2, info: night, personId, recordId });
  return { plan, goal: made.goals[0], adviceId: advice.id, nightId: put.texts('thing-id')[0]! };
}

const sentGoal = { name: 'Walk', startDate: '2026-01-01T00:00:00Z', goalType: 'Steps' };
const sentAdvice = { expirationDate: '2099-01-01T00:00:00Z', associatedGoal: sentGoal };
const night =
  '<thing><type-id>11c52484-7f1a-11db-aeac-87d355d89593</type-id><data-xml><sleep-am>' +
  '<when><date><y>2026</y><m>3</m><d>1</d></date><time><h>7</h><m>0</m></time></when>' +
  '<bed-time><h>23</h><m>15</m></bed-time><wake-time><h>6</h><m>45</m></wake-time>' +
  '<sleep-minutes>420</sleep-minutes><settling-minutes>12</settling-minutes><wake-state>1</wake-state>' +
  '</sleep-am></data-xml></thing>';

/** Empty where it is not among what was told. */
function outcomeOf({ status, text }: RestReply, shows: string | undefined): RestOutcome {
  return status === 200 && shows !== undefined && !text.includes(shows) ? 'empty' : status;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** What its answer has where it shows something. */
  readonly shows?: string;
}

const get = (path: string, shows?: string): Asked => ({ method: 'GET', path, ...(shows && { shows }) });
const post = (path: string, body: object): Asked => ({ method: 'POST', path, body });
const put = (path: string, body: object): Asked => ({ method: 'PUT', path, body });
const patch = (path: string, body: object): Asked => ({ method: 'PATCH', path, body });
const remove = (path: string): Asked => ({ method: 'DELETE', path });
const [from, to] = ['2026-03-01', '2026-03-08'];
const taskOf = ({ plan }: Items) => plan.associatedTasks[0];

/** How each operation is asked. */
const requests: Readonly<Record<string, (items: Items) => Asked>> = {
  ActionPlans_Get: ({ plan }) => get('/ActionPlans', plan.id),
  ActionPlans_Create: () => post('/ActionPlans', makeSentPlan()),
  ActionPlans_Replace: ({ plan }) => put('/ActionPlans', plan),
  ActionPlans_Update: ({ plan }) => patch('/ActionPlans', { id: plan.id, name: 'Other' }),
  ActionPlans_GetById: ({ plan }) => get(`/ActionPlans/${plan.id}`, plan.id),
  ActionPlans_GetAdherence: ({ plan }) =>
    get(`/ActionPlans/${plan.id}/Adherence?startTime=${from}T00:00:00Z&endTime=${to}T00:00:00Z`, plan.id),
  ActionPlanObjectives_Delete: ({ plan }) => remove(`/ActionPlans/${plan.id}/Objectives/${objectiveId}`),
  ActionPlans_Delete: ({ plan }) => remove(`/ActionPlans/${plan.id}`),
  ActionPlanTasks_Get: items => get('/ActionPlanTasks', taskOf(items).id),
  ActionPlanTasks_Create: ({ plan }) => post('/ActionPlanTasks', makeSentTask({ associatedPlanId: plan.id })),
  ActionPlanTasks_Replace: items => put('/ActionPlanTasks', taskOf(items)),
  ActionPlanTasks_Update: items => patch('/ActionPlanTasks', { id: taskOf(items).id, name: 'Other' }),
  ActionPlanTasks_GetById: items => get(`/ActionPlanTasks/${taskOf(items).id}`, taskOf(items).id),
  ActionPlanTasks_ValidateTracking: items =>
    post('/ActionPlanTasks/ValidateTracking', {
      actionPlanTask: taskOf(items),
      xmlThingDocument:
        '<thing><data-xml><weight><when><date><y>2026</y><m>3</m><d>1</d></date></when><value><kg>80</kg></value></weight></data-xml></thing>',
    }),
  TaskTracking_Post: items =>
    post('/TaskTracking', { taskId: taskOf(items).id, trackingDateTime: `${from}T09:00:00Z` }),
  Timeline_Get: items => get(`/Timeline?startDate=${from}`, taskOf(items).id),
  ActionPlanTasks_Delete: items => remove(`/ActionPlanTasks/${taskOf(items).id}`),
  Goals_Get: ({ goal }) => get('/Goals', goal.id),
  Goals_GetActive: ({ goal }) => get('/Goals/active', goal.id),
  Goals_Create: () => post('/Goals', { goals: [sentGoal] }),
  Goals_Replace: ({ goal }) => put('/Goals', goal),
  Goals_Update: ({ goal }) => patch('/Goals', { goals: [{ id: goal.id, name: 'Run' }] }),
  Goals_GetById: ({ goal }) => get(`/Goals/${goal.id}`, goal.id),
  Goals_Delete: ({ goal }) => remove(`/Goals/${goal.id}`),
  GoalRecommendations_Get: ({ adviceId }) => get('/GoalRecommendations', adviceId),
  GoalRecommendations_Create: () => post('/GoalRecommendations', sentAdvice),
  GoalRecommendations_GetById: ({ adviceId }) => get(`/GoalRecommendations/${adviceId}`, adviceId),
  GoalRecommendations_Acknowledge: ({ adviceId }) => put(`/GoalRecommendations/${adviceId}/Acknowledge`, {}),
  GoalRecommendations_Delete: ({ adviceId }) => remove(`/GoalRecommendations/${adviceId}`),
  Sleeps_Get: ({ nightId }) => get('/Sleeps', nightId),
  Onboarding_GenerateInviteCode: () =>
    post('/Onboarding/GenerateInviteCode', {
      friendlyName: 'Ada',
      applicationPatientId: randomUUID(),
      secretQuestion: 'Which town?',
      secretAnswer: 'London',
    }),
};
