// The line a list shows of a type, where putting it together takes thought.
import { expect, test } from 'vitest';
import advanceDirective from './advance-directive.ts';
import aerobicProfile from './aerobic-profile.ts';
import allergy from './allergy.ts';
import appointment from './appointment.ts';
import bloodGlucose from './blood-glucose.ts';
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import bodyComposition from './body-composition.ts';
import cardiacProfile from './cardiac-profile.ts';
import cholesterol from './cholesterol.ts';
import comment from './comment.ts';
import dailyDietaryIntake from './daily-dietary-intake.ts';
import dailyMedicationUsage from './daily-medication-usage.ts';
import diabeticProfile from './diabetic-profile.ts';
import emotionalState from './emotional-state.ts';
import exercise from './exercise.ts';
import explanationOfBenefits from './explanation-of-benefits.ts';
import foodAndDrink from './food-and-drink.ts';
import hba1c from './hba1c.ts';
import healthAssessment from './health-assessment.ts';
import healthGoal from './health-goal.ts';
import healthJournalEntry from './health-journal-entry.ts';
import healthcareProxy from './healthcare-proxy.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import insight from './insight.ts';
import insulinInjectionUsage from './insulin-injection-usage.ts';
import medicalAnnotation from './medical-annotation.ts';
import medicalDevice from './medical-device.ts';
import medication from './medication.ts';
import message from './message.ts';
import papSession from './pap-session.ts';
import passwordProtectedPackage from './password-protected-package.ts';
import peakFlow from './peak-flow.ts';
import personalContact from './personal-contact.ts';
import plan from './plan.ts';
import pregnancy from './pregnancy.ts';
import questionAnswer from './question-answer.ts';
import respiratoryProfile from './respiratory-profile.ts';
import sleepJournalEntry from './sleep-journal-entry.ts';
import sleepSession from './sleep-session.ts';
import taskTrackingEntry from './task-tracking-entry.ts';
import type { Series } from './thing-type.ts';
import vitalSigns from './vital-signs.ts';
import webLink from './web-link.ts';
import weeklyAerobicGoal from './weekly-aerobic-goal.ts';
import weight from './weight.ts';
import weightGoal from './weight-goal.ts';

const day = { y: 2026, m: 11, d: 25 };

test.each([
  ['Hello', message, { headers: [{ name: 'SUBJECT', value: 'Hello' }], summary: 'A greeting' }],
  ['A greeting', message, { headers: [{ name: 'To', value: 'Ada' }], summary: 'A greeting' }],
  ['7 h 5.2 min, AHI 3.2', papSession, { durationMinutes: 425.2, apneaHypopneaIndex: 3.2 }],
  ['45.5 min, AHI 0', papSession, { durationMinutes: 45.5, apneaHypopneaIndex: 0 }],
  ['not encrypted', passwordProtectedPackage, { encryptAlgorithm: { algorithmName: 'none' } }],
  ['Sleep better, in progress', plan, { name: 'Sleep better', status: 'InProgress' }],
  ['due Nov 2026, 2 children', pregnancy, { dueDate: { y: 2026, m: 11 }, fetusCount: 2 }],
  [
    'Ada Live birth 25 Nov 2026, Bo',
    pregnancy,
    {
      fetusCount: 1,
      delivery: [
        {
          baby: { name: { full: 'Ada' } },
          outcome: { text: 'Live birth' },
          timeOfDelivery: { structured: { date: day } },
        },
        { baby: { name: { full: 'Bo' } } },
      ],
    },
  ],
  [
    'Which fruit? – apples, pears',
    questionAnswer,
    { question: { text: 'Which fruit?' }, answer: [{ text: 'apples' }, { text: 'pears' }] },
  ],
  ['Which fruit?', questionAnswer, { question: { text: 'Which fruit?' } }],
  [
    'red up to 4 L/s, yellow up to 480 L/min',
    respiratoryProfile,
    {
      expiratoryFlowRedZoneUpperBoundary: { litersPerSecond: 4 },
      expiratoryFlowYellowZoneUpperBoundary: {
        litersPerSecond: 8,
        display: { value: 480, units: 'L/min' },
      },
    },
  ],
  [
    'Alert, 2 × caffeine, 1 × nap',
    sleepJournalEntry,
    {
      sleepiness: 3,
      caffeine: [
        { h: 8, m: 0 },
        { h: 9, m: 0 },
      ],
      nap: [{ when: { h: 14, m: 0 }, minutes: 20 }],
    },
  ],
  [
    '7 h of sleep, 23:05–06:40, woke rested',
    sleepSession,
    { sleepMinutes: 420, bedTime: { h: 23, m: 5 }, wakeTime: { h: 6, m: 40 }, wakeState: 1 },
  ],
  [
    'Done outside its time, 25 Nov 2026 08:05',
    taskTrackingEntry,
    { trackingStatus: 'OutOfWindow', trackingTime: { date: day, time: { h: 8, m: 5 } } },
  ],
  [
    'Temperature 37.2 °C, Pulse 60, Reflexes brisk',
    vitalSigns,
    {
      vitalSignsResults: [
        { title: { text: 'Temperature' }, value: 37.2, unit: { text: '°C' } },
        { title: { text: 'Pulse' }, value: 60 },
        { title: { text: 'Reflexes' }, textValue: 'brisk' },
      ],
    },
  ],
  [
    'up to 70 kg by Nov 2026 active',
    weightGoal,
    {
      maximum: { kg: 70 },
      goalInfo: { targetDate: { structured: { date: { y: 2026, m: 11 } } }, status: 'Active' },
    },
  ],
  [
    'at rest 52/min, VO₂ max 48.5 mL/kg/min',
    aerobicProfile,
    { restingHeartrate: 52, VO2Max: { relative: 48.5 } },
  ],
  ['97 %', bloodOxygenSaturation, { value: 0.97 }],
  [
    'Fat, 28.7 %, 20 kg',
    bodyComposition,
    { measurementName: { text: 'Fat' }, value: { percentValue: 0.287, massValue: { kg: 20 } } },
  ],
  [
    'Diabetes, Stroke in the family',
    cardiacProfile,
    { diabetesDiagnosed: true, hasFamilyStrokeHistory: true, onHypertensionDiet: false },
  ],
  ['Aspirin, 100 mg', medication, { name: { text: 'Aspirin' }, strength: { display: '100 mg' } }],
  [
    'Aspirin, until 4 Jun 2025',
    medication,
    { name: { text: 'Aspirin' }, dateDiscontinued: { structured: { date: { y: 2025, m: 6, d: 4 } } } },
  ],
  ['No risks noted', cardiacProfile, { diabetesDiagnosed: false }],
  ['Aspirin, 1 dose', dailyMedicationUsage, { drugName: { text: 'Aspirin' }, numberDosesConsumedInDay: 1 }],
  [
    'Aspirin, 1 of 2 doses',
    dailyMedicationUsage,
    { drugName: { text: 'Aspirin' }, numberDosesConsumedInDay: 1, numberDosesIntendedInDay: 2 },
  ],
  [
    'HbA1c up to 7 %, before meals 4 mmol/L to 70 %',
    diabeticProfile,
    {
      maxHbA1C: 0.07,
      targetGlucoseZoneGroup: [
        {
          targetGlucoseZone: [
            {
              name: 'before meals',
              lowerBound: { absoluteGlucose: { mmolPerL: 4 } },
              upperBound: { percentMaxGlucose: 0.7 },
            },
          ],
        },
      ],
    },
  ],
  [
    'Slept badly again, Ada',
    medicalAnnotation,
    { content: 'Slept badly\n  again', author: { name: { full: 'Ada' } } },
  ],
  ['Pump', medicalDevice, { description: 'Pump' }],
  [
    'Low Road 1, 36037 Fulda, 0661 2, ada@example.org',
    personalContact,
    {
      contact: {
        address: [
          { street: ['High Road 9'], city: 'Fulda', postcode: '36037', country: 'DE' },
          { street: ['Low Road 1'], city: 'Fulda', postcode: '36037', country: 'DE', isPrimary: true },
        ],
        phone: [{ number: '0661 2' }, { number: '0661 3' }],
        email: [{ address: 'ada@example.org' }],
      },
    },
  ],
  [
    'running, 30 min, 3× a week',
    weeklyAerobicGoal,
    { session: { mode: { text: 'running' }, minutes: 30 }, recurrence: 3 },
  ],
  [
    'DNR, no full resuscitation, no feeding tube, until Unknown',
    advanceDirective,
    {
      stopDate: { descriptive: 'Unknown' },
      description: 'DNR',
      fullResuscitation: false,
      prohibitedInterventions: [{ text: 'feeding tube' }],
    },
  ],
  ['2000 kcal, fat 60.5 g', dailyDietaryIntake, { when: day, calories: 2000, totalFat: { kg: 0.0605 } }],
  ['mood 4/5, wellbeing 1/5', emotionalState, { mood: 4, wellbeing: 1 }],
  [
    'Lakeview, Medical: 12.50 of 100.00 USD left to pay',
    explanationOfBenefits,
    {
      provider: { name: 'Lakeview' },
      claimType: { text: 'Medical' },
      currency: { text: 'USD' },
      claimTotals: { chargedAmount: '100.00', patientResponsibility: '12.50' },
    },
  ],
  [
    'Bread, 1 oz, Breakfast, 83 cal',
    foodAndDrink,
    {
      foodItem: { text: 'Bread' },
      servingSize: { text: '1 oz' },
      servingsConsumed: 1,
      meal: { text: 'Breakfast' },
      energy: { calories: 82.8, display: { value: 83, units: 'cal' } },
    },
  ],
  [
    'Tea, 2 × 1 cup',
    foodAndDrink,
    { foodItem: { text: 'Tea' }, servingSize: { text: '1 cup' }, servingsConsumed: 2 },
  ],
  ['Tea, 0.5 servings', foodAndDrink, { foodItem: { text: 'Tea' }, servingsConsumed: 0.5 }],
  [
    'Risks, Heart: low and stable',
    healthAssessment,
    { name: 'Risks', result: [{ name: { text: 'Heart' }, value: [{ text: 'low' }, { text: 'stable' }] }] },
  ],
  [
    'Exercise, at least 30 min, 4 × week, until Nov 2026',
    healthGoal,
    {
      name: { text: 'Exercise' },
      targetRange: { name: { text: 'Ideal' }, minimum: { display: '30 min' } },
      recurrence: { interval: { text: 'week' }, timesInInterval: 4 },
      endDate: { structured: { date: { y: 2026, m: 11 } } },
    },
  ],
  [
    'Sleep: Slept well. Woke once.',
    healthJournalEntry,
    { category: { text: 'Sleep' }, content: 'Slept well.\n Woke once.' },
  ],
  ['More steps', insight, { catalogId: '7', messages: { regular: 'More steps' } }],
  ['7', insight, { catalogId: '7', messages: {} }],
])('a list shows %s', (expected, type, value) => {
  expect(type.summary(value as never)).toBe(expected);
});

test.each([
  [
    'as it was typed, to the digit',
    '160.1234567 lb',
    weight,
    { value: { kg: 72.6, display: { value: 160.1234567, units: 'lb' } } },
  ],
  ['as measured, to the digit', '72.123456789 kg', weight, { value: { kg: 72.123456789 } }],
  ['in one line', 'Line one and two', comment, { content: 'Line one\r\nand\u2028two ' }],
  [
    'by the name of its type where there is nothing to tell',
    'Healthcare proxy',
    healthcareProxy,
    { when: { date: day } },
  ],
  ['by the name of its type where all is blank', 'Web link', webLink, { url: ' \n' }],
])('an item is told %s', (_how, expected, type, value) => {
  expect(type.summary(value as never)).toBe(expected);
});

test('a long text ends in an ellipsis, and no character is cut in two', () => {
  const line = allergy.summary({ name: { text: '😀'.repeat(300) } });
  expect([...line]).toHaveLength(200);
  expect(line).toBe(`${'😀'.repeat(199)}…`);
});

const infinite = Number.POSITIVE_INFINITY;
test.each([
  [weight, { value: { kg: 72.5 } }, ['Weight 72.5 kg']],
  [weight, { value: { kg: infinite } }, []],
  [
    bloodPressure,
    { systolic: 128, diastolic: 82, pulse: 64 },
    ['Systolic 128 mmHg', 'Diastolic 82 mmHg', 'Pulse 64 /min'],
  ],
  [heartRate, { value: 64 }, ['Heart rate 64 /min']],
  [height, { value: { m: 1.75 } }, ['Height 1.75 m']],
  [bloodGlucose, { value: { mmolPerL: 5.2 } }, ['Blood glucose 5.2 mmol/L']],
  [bloodOxygenSaturation, { value: 0.97 }, ['Oxygen saturation 97 %']],
  [
    cholesterol,
    { ldl: { mmolPerL: 2.8 }, totalCholesterol: { mmolPerL: 4.7 } },
    ['LDL 2.8 mmol/L', 'Total cholesterol 4.7 mmol/L'],
  ],
  [hba1c, { value: { mmolPerMol: 53 } }, ['HbA1c 53 mmol/mol']],
  [
    peakFlow,
    { pef: { litersPerSecond: 9.9 }, fev1: { liters: 4 } },
    ['Fastest flow (PEF) 9.9 L/s', 'Air in the first second (FEV1) 4 L'],
  ],
  [exercise, { duration: 32.5 }, ['Exercise 32.5 min']],
  [exercise, {}, []],
  [emotionalState, { mood: 4, wellbeing: 1 }, ['Mood 4 1 to 5', 'Wellbeing 1 1 to 5']],
  [sleepSession, { sleepMinutes: 420 }, ['Time asleep 420 min']],
  [dailyDietaryIntake, { calories: 2000 }, ['Energy 2000 kcal']],
  [papSession, { apneaHypopneaIndex: 3.2 }, ['Breathing stopped or shallow (AHI) 3.2 /h']],
  [aerobicProfile, { restingHeartrate: 52 }, ['Heart rate at rest 52 /min']],
  [insulinInjectionUsage, { amount: { IE: 12 } }, ['Insulin 12 units']],
  [appointment, {}, []],
])('a chart shows the numbers there are (%#)', (type, value, expected) => {
  const points = (type.chart as readonly Series[]).flatMap(({ label, unit, value: at }) => {
    const height = at(value as never);
    return height === undefined ? [] : [`${label} ${height} ${unit}`];
  });
  expect(points).toEqual(expected);
});
