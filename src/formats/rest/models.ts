// The models of plans, tasks and what was done, by the names that the description of the API gives them.
import {
  flag,
  guid,
  type Infer,
  int,
  list,
  looseMoment,
  model,
  moment,
  must,
  number,
  oneOf,
  partOf,
  text,
  unlisted,
} from './model.ts';

export const nextLink = text('The address of the next page; nothing on the last one.');
export const organization = {
  organizationId: text('The application that wrote it. Read-only.'),
  organizationName: text('Its name. Read-only.'),
};
const images = {
  imageUrl: must(text('An address of a picture, kept as it is; it may be empty.')),
  thumbnailImageUrl: must(text('The same in small.')),
};

const status = oneOf('Archived', 'Recommended', 'InProgress', 'Completed', 'Template');

export const objective = model('Objective', 'What somebody wants to reach by a plan.', {
  id: must(guid),
  name: must(text()),
  description: must(text()),
  state: must(oneOf('Inactive', 'Active')),
  outcomeName: text('What it is measured by.'),
  outcomeType: must(
    oneOf(
      'StepsPerDay',
      'CaloriesPerDay',
      'ExerciseHoursPerWeek',
      'SleepHoursPerNight',
      'MinutesToFallAsleepPerNight',
      'Other',
    ),
  ),
});

const rangeMetric = model('ActionPlanRangeMetric', 'Between what a value of an item must lie.', {
  propertyName: text(),
  valueType: oneOf('MinutesToMidnight'),
  maxTarget: number,
  minTarget: number,
  propertyXPath: text('Where the value stands in an item: thing/data-xml/….'),
});

const occurrenceMetrics = model('ActionPlanTaskOccurrenceMetrics', 'What counts as having done it once.', {
  evaluateTargets: flag,
  targets: list(rangeMetric),
});

const targetEvent = model('ActionPlanTaskTargetEvent', 'Which items count by themselves.', {
  elementXPath: text('What an item must have: thing/data-xml/….'),
  elementValues: list(text()),
  isNegated: flag,
});

export const trackingPolicy = model('ActionPlanTrackingPolicy', 'How it is known that a task was done.', {
  isAutoTrackable: flag,
  occurrenceMetrics,
  targetEvents: list(targetEvent),
});

const frequencyMetrics = model(
  'ActionPlanFrequencyTaskCompletionMetrics',
  'How often a task is to be done.',
  { windowType: oneOf('None', 'Daily', 'Weekly'), occurrenceCount: int({ min: 1 }) },
);

const time = model('Time', 'A time of day.', {
  hours: int({ min: 0, max: 23 }),
  minutes: int({ min: 0, max: 59 }),
});

const reminders = [
  'Off',
  'OnTime',
  'Before5Minutes',
  'Before10Minutes',
  'Before15Minutes',
  'Before30Minutes',
  'Before1Hour',
  'Before2Hours',
  'Before4Hours',
  'Before8Hours',
] as const;

export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

export const schedule = model('Schedule', 'When a task is to be done.', {
  reminderState: must(oneOf(...reminders)),
  scheduledDays: list(oneOf('Everyday', ...weekdays)),
  scheduledTime: time,
});
export type Schedule = Infer<typeof schedule>;

const taskFields = {
  name: must(text()),
  shortDescription: must(text(undefined, 128)),
  longDescription: must(text()),
  ...images,
  taskType: must(oneOf('BloodPressure', 'Other')),
  trackingPolicy: must(trackingPolicy),
  signupName: text('What it is called before somebody has taken it on.'),
  associatedPlanId: must(guid),
  associatedObjectiveIds: must(list(guid)),
  completionType: must(oneOf('Frequency', 'Scheduled')),
  frequencyTaskCompletionMetrics: frequencyMetrics,
  schedules: list(schedule),
  // The SDKs were made of older descriptions: .NET's has a key, Java's one schedule in place of several.
  taskKey: unlisted(guid),
  scheduledTaskCompletionMetrics: unlisted(schedule),
};

export const actionPlanTask = model('ActionPlanTask', 'Something to be done for a plan.', taskFields);
export type ActionPlanTask = Infer<typeof actionPlanTask>;

const taskInstanceFields = {
  id: guid,
  status: oneOf('Archived', 'InProgress', 'Recommended', 'Completed', 'Template'),
  startDate: moment,
  endDate: moment,
  ...organization,
  ...taskFields,
};
export const actionPlanTaskInstance = model(
  'ActionPlanTaskInstance',
  'Something to be done for a plan, as it is kept.',
  taskInstanceFields,
);
export type ActionPlanTaskInstance = Infer<typeof actionPlanTaskInstance>;

const planFields = {
  name: text(),
  description: text(),
  ...images,
  category: must(oneOf('Health', 'Sleep', 'Activity', 'Stress')),
  objectives: must(list(objective)),
};

/** Tasks that come with a new plan need not name it. */
const taskOfPlan = model(actionPlanTask.name, 'Something to be done for a plan.', {
  ...taskFields,
  associatedPlanId: guid,
});

export const actionPlan = model('ActionPlan', 'A plan that is to be made.', {
  ...planFields,
  associatedTasks: list({ ...taskOfPlan, describe: actionPlanTask.describe }),
});
export type ActionPlan = Infer<typeof actionPlan>;

export const taskInstanceOfPlan = model(
  actionPlanTaskInstance.name,
  'Something to be done for a plan, as it is kept.',
  { ...taskInstanceFields, associatedPlanId: guid },
);

const planInstanceFields = { id: guid, status, ...organization, ...planFields };
export const actionPlanInstance = model('ActionPlanInstance', 'A plan of somebody, as it is kept.', {
  ...planInstanceFields,
  associatedTasks: list({ ...taskInstanceOfPlan, describe: actionPlanTaskInstance.describe }),
});
export type ActionPlanInstance = Infer<typeof actionPlanInstance>;

/** What is sent of one that is there, and of its tasks. */
export const partOfPlan = partOf(
  model('ActionPlanInstance', '', {
    ...planInstanceFields,
    associatedTasks: list(partOf(taskInstanceOfPlan)),
  }),
);
export const partOfTask = partOf(actionPlanTaskInstance);

export const actionPlansResponse = model('ActionPlansResponse[ActionPlanInstance]', 'Plans.', {
  plans: list(actionPlanInstance),
  nextLink,
});
export const actionPlanTasksResponse = model('ActionPlanTasksResponse[ActionPlanTaskInstance]', 'Tasks.', {
  tasks: list(actionPlanTaskInstance),
  nextLink,
});

export const weeklyAdherence = model('WeeklyAdherenceSummary', 'How a task was kept to in a week.', {
  weekStart: moment,
  completions: int(),
  intendedCompletions: int(),
  intendedOccurrences: int(),
  manualTrackedOccurrences: int(),
  automaticTrackedOccurrences: int(),
  automaticTrackedOccurrenceEvidence: list(text()),
});

const taskAdherence = model('ActionPlanTaskAdherenceSummary', 'How a task was kept to.', {
  id: guid,
  name: text(),
  windowType: oneOf('None', 'Daily', 'Weekly'),
  startDate: moment,
  endDate: moment,
  weeklyAdherence: list(weeklyAdherence),
});

const objectiveAdherence = model('ObjectiveAdherenceSummary', 'How the tasks of an objective were kept to.', {
  id: guid,
  name: text(),
  outcomeName: text(),
  associatedTasks: list(taskAdherence),
});

export const planAdherence = model('ActionPlanAdherenceSummary', 'How a plan was kept to.', {
  id: guid,
  name: text(),
  startDate: moment,
  endDate: moment,
  objectives: list(objectiveAdherence),
});
export type PlanAdherence = Infer<typeof planAdherence>;

const evidence = model('ActionPlanTaskTrackingEvidence', 'What shows that a task was done.', {
  trackings: list(text()),
  hvThings: list(text()),
});

const tracking = model('ActionPlanTaskTracking', 'That a task was done.', {
  id: text(),
  trackingType: oneOf('Manual', 'Auto'),
  timeZoneOffset: int(),
  trackingDateTime: moment,
  creationDateTime: moment,
  trackingStatus: oneOf('Occurrence', 'Completion', 'OutOfWindow'),
  occurrenceStart: moment,
  occurrenceEnd: moment,
  completionStart: moment,
  completionEnd: moment,
  taskId: guid,
  feedback: text(),
  evidence,
});
export type Tracking = Infer<typeof tracking>;

export const trackingResponse = model(
  'ActionPlanTaskTrackingResponse[ActionPlanTaskTracking]',
  'What was noted as done.',
  { taskTrackingInstances: list(tracking), nextLink },
);

export const trackingValidation = model('TrackingValidation', 'A task, and an item that may count for it.', {
  actionPlanTask: { ...taskOfPlan, describe: actionPlanTask.describe },
  xmlThingDocument: text('The item as XML: thing, with data-xml in it.', 500_000),
});

export const taskTrackingOccurrence = model('TaskTrackingOccurrence', 'That a task was done once.', {
  taskId: guid,
  trackingDateTime: looseMoment,
});

const timelineOccurrence = model('TimelineScheduleOccurrence', 'That it was done at a time.', {
  id: guid,
  localDateTime: looseMoment,
  inWindow: flag,
});

const recurrence = oneOf('None', 'Minute', 'Hourly', 'Daily', 'Weekly', 'Monthly', 'Annually');

const timelineSchedule = model('TimelineSchedule', 'A time at which a task is to be done.', {
  adherenceDelta: text('How far around its time it may be done: a duration of ISO 8601.'),
  localDateTime: looseMoment,
  type: oneOf('Zoned', 'Local', 'Unscheduled', 'Anytime'),
  recurrenceType: recurrence,
  occurrences: list(timelineOccurrence),
});

const timelineMetrics = model('TimelineSnapshotCompletionMetrics', 'When a task is completed.', {
  recurrenceType: recurrence,
  completionType: oneOf('Frequency', 'Scheduled'),
  requiredNumberOfOccurrences: int(),
});

const timelineSnapshot = model('TimelineSnapshot', 'A task over a span in which it was the same.', {
  schedules: list(timelineSchedule),
  completionMetrics: timelineMetrics,
  unscheduledOccurrences: list(timelineOccurrence),
  effectiveStartInstant: moment,
  effectiveEndInstant: moment,
});

const timelineTask = model('TimelineTask', 'A task on the timeline.', {
  taskId: guid,
  taskName: text(),
  taskType: oneOf('BloodPressure', 'Other'),
  taskImageUrl: text(),
  timelineSnapshots: list(timelineSnapshot),
});
export type TimelineTask = Infer<typeof timelineTask>;

export const timelineResponse = model('ActionPlanTasksResponse[TimelineTask]', 'Tasks on a timeline.', {
  tasks: list(timelineTask),
  nextLink,
});
