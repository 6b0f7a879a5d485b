// The models of goals, nights, invitations and refusals, by the names that the description of the API gives them.
import { flag, guid, type Infer, int, list, model, moment, number, oneOf, partOf, text } from './model.ts';
import { nextLink, organization } from './models.ts';

export const goalTypes = [
  'Steps',
  'CaloriesBurned',
  'Weight',
  'BloodPressureSystolic',
  'BloodPressureDiastolic',
] as const;
export const goalWindows = ['Daily', 'Weekly', 'Monthly'] as const;

const goalRange = model('GoalRange', 'Between what a value is to lie.', {
  name: text(),
  description: text(),
  minimum: number,
  maximum: number,
  units: oneOf('Kilograms', 'Count', 'Calories', 'MillimetersOfMercury'),
});
export type GoalRange = Infer<typeof goalRange>;

const goalFields = {
  id: guid,
  name: text(),
  description: text(),
  startDate: moment,
  endDate: moment,
  goalType: oneOf(...goalTypes),
  recurrenceMetrics: model('GoalRecurrenceMetrics', 'How often it is to be reached.', {
    windowType: oneOf(...goalWindows),
    occurrenceCount: int({ min: 1 }),
  }),
  range: goalRange,
  additionalRanges: list(goalRange),
};
export const goal = model('Goal', 'Something measurable that somebody wants to reach.', goalFields);
export type Goal = Infer<typeof goal>;

export const goalsResponse = model('GoalsResponse', 'Goals.', { goals: list(goal), nextLink });
export const goalsWrapper = model('GoalsWrapper', 'Goals to be written.', { goals: list(goal) });
/** What is sent of goals that are there. */
export const partOfGoals = model('GoalsWrapper', '', { goals: list(partOf(goal)) });

const recommendationFields = { expirationDate: moment, associatedGoal: goal };
export const goalRecommendation = model(
  'GoalRecommendation',
  'A goal that somebody is advised to set.',
  recommendationFields,
);
export type GoalRecommendation = Infer<typeof goalRecommendation>;
export const goalRecommendationInstance = model(
  'GoalRecommendationInstance',
  'A goal that somebody is advised to set, as it is kept.',
  { id: text(), ...organization, acknowledged: flag, ...recommendationFields },
);
export type GoalRecommendationInstance = Infer<typeof goalRecommendationInstance>;
export const goalRecommendationsResponse = model('GoalRecommendationsResponse', 'Goals that are advised.', {
  goalRecommendations: list(goalRecommendationInstance),
  nextLink,
});

export const onboardingRequest = model('OnboardingRequest', 'Somebody who is to be invited.', {
  friendlyName: text('What the person is shown as.'),
  applicationPatientId: text('Who the person is to the application.'),
  secretQuestion: text(),
  secretAnswer: text(),
  firstName: text(),
  lastName: text(),
  email: text(),
  zipCode: text(),
  state: text(),
  country: text(),
  birthday: moment,
  gender: oneOf('Male', 'Female'),
  weight: int(),
  height: int(),
  actionPlanTemplateIds: list(text()),
  conditions: list(text()),
});
export const onboardingResponse = model('OnboardingResponse', 'An invitation.', {
  invitationCode: text('To be handed over apart from the address.'),
  inviteUrl: text('The page on which the person types the code.'),
  nextLink,
});

const audit = model('Audit', 'Who wrote something, and when.', {
  timestamp: moment,
  personId: text(),
  applicationId: text(),
  auditAction: oneOf('Created', 'Updated', 'Deleted'),
});

const sleepSummary = model('SleepSummary', 'A night in figures.', {
  bedtime: text('In ISO 8601.'),
  fallAsleepDuration: text('A duration of ISO 8601.'),
  wakeupTime: text('In ISO 8601.'),
  sleepDuration: text('A duration of ISO 8601.'),
});

const sleep = model('Sleep', 'A night.', {
  sleepId: text(),
  userId: text(),
  startTime: moment,
  endTime: moment,
  sleepSummary,
  wakeState: oneOf('WideAwake', 'Tired', 'Sleepy'),
  lastModifiedBy: audit,
  createdBy: audit,
});
export type Sleep = Infer<typeof sleep>;

export const sleepResponse = model('SleepResponse', 'Nights.', { sleepActivities: list(sleep), nextLink });

const errorFields = { code: text(), message: text('What is wrong, and how to mend it.'), target: text() };
/** It stands in itself. */
const errorInformation: ReturnType<typeof model> = model('ErrorInformation', 'What is wrong.', {
  ...errorFields,
  details: {
    read: () => undefined,
    describe: () => ({ type: 'array', items: { $ref: '#/definitions/ErrorInformation' } }),
  },
  innererror: { read: () => undefined, describe: () => ({ $ref: '#/definitions/ErrorInformation' }) },
  exception: { read: () => undefined, describe: () => ({ type: 'object', 'x-id': 'Exception' }) },
});
export const errorResponse = model('ErrorResponse', 'A refusal.', { error: errorInformation });
