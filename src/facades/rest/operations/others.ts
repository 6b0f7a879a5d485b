// Nights, and invitations.
import { mayCallMethod } from '../../../core/applications/application.ts';
import { createConnectRequest } from '../../../core/healthvault/connect/create.ts';
import { ensurePersonAlias } from '../../../core/people/aliases.ts';
import { readPage } from '../../../core/plans/pages.ts';
import { findWriters } from '../../../core/things/stamps.ts';
import type { Stamp } from '../../../core/things/thing.ts';
import { ofApp } from '../../../core/turns.ts';
import { moment, text, Unreadable } from '../../../formats/rest/model.ts';
import { printWall, readMoment } from '../../../formats/rest/moments.ts';
import {
  onboardingRequest,
  onboardingResponse,
  type Sleep,
  sleepResponse,
} from '../../../formats/rest/more-models.ts';
import { readSleep } from '../../../formats/rest/sleep.ts';
import { readValue } from '../../../things/data.ts';
import { currentVersion } from '../../../things/index.ts';
import sleepSession from '../../../things/sleep-session.ts';
import { operation } from '../operation.ts';
import { RestProblem } from '../problem.ts';
import { after, chooseLimit, linkOf, maxPageSize } from './parts.ts';

const nightsOfMonth = 31;
const sleepTypeId = currentVersion(sleepSession as never).id;

export const otherOperations = [
  operation({
    id: 'Sleeps_Get',
    method: 'GET',
    path: '/Sleeps',
    summary: 'The nights of the record',
    query: {
      startTime: { field: moment, about: 'From when on.' },
      endTime: { field: moment, about: 'Until when; now where it is left out.' },
      includeDetails: { field: text(), about: 'Basic, or Full for all that is known, between commas.' },
      maxPageSize,
      after,
    },
    answers: { 200: { about: 'The newest first.', model: sleepResponse } },
    scopes: [['Observation', ['s']]],
    async run(call) {
      const { vault, grant, app, query } = call;
      const isFull = readDetails(query.includeDetails);
      const bound = (at: string | undefined) => (at === undefined ? undefined : printWall(readMoment(at)));
      const [effectiveMin, before] = [bound(query.startTime), bound(query.endTime)];
      const filter = {
        typeIds: [sleepTypeId],
        ...(effectiveMin !== undefined && { effectiveMin }),
        ...(before !== undefined && { effectiveMax: before }),
      };
      const limit = chooseLimit(call, query.maxPageSize, nightsOfMonth);
      const page = await vault.store.read(db =>
        readPage(db, vault, grant, { of: 'sleeps', filter, limit, after: query.after }),
      );
      const writers = await findWriters(vault, grant, page.things);
      const userId = await vault.store.write(
        db => ensurePersonAlias(db, vault, app.id, grant.personId),
        ofApp(app.id),
      );
      const tellAudit = (stamp: Stamp): Sleep['createdBy'] => {
        const by = writers(stamp);
        return {
          timestamp: new Date(stamp.at).toISOString(),
          personId: by.person.id,
          applicationId: by.app.id,
          auditAction: stamp.action,
        };
      };
      const sleepActivities = page.things
        .filter(({ effectiveDate }) => effectiveDate !== before)
        .map(thing => ({
          ...readSleep(readValue(sleepSession, thing), isFull),
          sleepId: thing.id,
          userId,
          createdBy: tellAudit(thing.created),
          lastModifiedBy: tellAudit(thing.updated),
        }));
      return { status: 200, json: { sleepActivities, ...linkOf(call, page.next) }, read: page.things };
    },
  }),
  operation({
    id: 'Onboarding_GenerateInviteCode',
    method: 'POST',
    path: '/Onboarding/GenerateInviteCode',
    summary: 'Invites somebody to connect a record with the application',
    body: { name: 'onboardingRequest', about: 'Whom, and what they are asked.', model: onboardingRequest },
    answers: { 200: { about: 'The code, and where it is typed.', model: onboardingResponse } },
    isOfApp: true,
    scopes: [],
    async run({ vault, app, body }) {
      if (!mayCallMethod(app, { name: 'CreateConnectRequest', group: 'connect-package' }))
        throw new RestProblem(403, 'The application is not registered for the method group connect-package.');
      const {
        friendlyName,
        applicationPatientId,
        secretQuestion,
        secretAnswer,
        actionPlanTemplateIds = [],
      } = body;
      const needed = { friendlyName, applicationPatientId, secretQuestion, secretAnswer };
      const missing = Object.entries(needed).filter(([, value]) => !value?.trim());
      const long = Object.entries(needed).filter(([, value]) => (value?.length ?? 0) > textMax);
      const problems = [
        ...missing.map(([at]) => ({ at, problem: 'is missing' })),
        ...long.map(([at]) => ({ at, problem: `must be no longer than ${textMax} characters` })),
        ...(actionPlanTemplateIds.length > 0
          ? [
              {
                at: 'actionPlanTemplateIds',
                problem: 'must be empty: make the plan once the record is connected',
              },
            ]
          : []),
      ];
      if (problems.length > 0) throw new Unreadable(problems);
      const invitationCode = await createConnectRequest(vault, app, {
        friendlyName: friendlyName ?? '',
        question: secretQuestion ?? '',
        answer: secretAnswer ?? '',
        externalId: applicationPatientId ?? '',
      });
      const inviteUrl = `${vault.instance.shellUrl}/redirect.aspx?target=CONNECT`;
      return { status: 200, json: { invitationCode, inviteUrl } };
    },
  }),
];

const textMax = 255;

/** @throws Unreadable */
function readDetails(sent = 'Basic'): boolean {
  const words = sent.split(',').map(word => word.trim().toLowerCase());
  if (!words.every(word => word === 'basic' || word === 'full'))
    throw new Unreadable([{ at: 'includeDetails', problem: 'must be Basic or Full' }]);
  return words.includes('full');
}
