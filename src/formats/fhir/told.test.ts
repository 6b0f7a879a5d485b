// What somebody was asked and told: questionnaires, the family, messages.
import { effectiveDateTime, holdToElements, holdToSent, when } from './testing/kinds.ts';

const roughly = { structured: when };

holdToElements({
  'Cardiac profile': {
    item: { when, diabetesDiagnosed: true, hasFamilyStrokeHistory: false },
    resource: {
      resourceType: 'QuestionnaireResponse',
      authored: effectiveDateTime,
      item: [
        { linkId: 'diabetes-diagnosed', answer: [{ valueBoolean: true }] },
        { linkId: 'has-family-stroke-history', answer: [{ valueBoolean: false }] },
      ],
    },
  },
  'Question & answer': {
    item: { when, question: { text: 'Do you smoke?' }, answer: [{ text: 'No' }] },
    resource: { item: [{ linkId: '1', text: 'Do you smoke?', answer: [{ valueString: 'No' }] }] },
  },
  'Health assessment': {
    item: {
      when,
      name: 'Risk of falls',
      category: { text: 'Questionnaire' },
      result: [{ name: { text: 'Balance' }, value: [{ text: 'Good' }] }],
    },
    resource: { item: [{ linkId: '1', text: 'Balance', answer: [{ valueString: 'Good' }] }] },
  },
  'Family history': {
    item: {
      condition: [{ name: { text: 'Asthma' }, onsetDate: { y: 1998 }, resolution: 'Improved' }],
      relative: {
        relationship: { text: 'Mother' },
        relativeName: { name: { full: 'Ada' } },
        dateOfBirth: { y: 1943, m: 5 },
      },
    },
    resource: {
      resourceType: 'FamilyMemberHistory',
      patient: { reference: 'Patient/1' },
      relationship: { text: 'Mother' },
      name: 'Ada',
      bornDate: '1943-05',
      condition: [
        { code: { text: 'Asthma' }, outcome: { text: 'Improved' }, onsetPeriod: { start: '1998' } },
      ],
    },
  },
  'Family history person': {
    item: {
      relativeName: { name: { full: 'Ada' } },
      relationship: { text: 'Mother' },
      dateOfDeath: { y: 2001 },
    },
    resource: { name: 'Ada', relationship: { text: 'Mother' }, deceasedDate: '2001' },
  },
  'Family history condition': {
    item: { condition: { name: { text: 'Gout' }, onsetDate: { y: 1990 }, resolutionDate: { y: 1995 } } },
    resource: { condition: [{ code: { text: 'Gout' }, onsetPeriod: { start: '1990', end: '1995' } }] },
  },
  Comment: {
    item: { when: roughly, content: 'Ask the doctor', category: { text: 'To do' } },
    resource: {
      resourceType: 'Communication',
      sent: effectiveDateTime,
      payload: [{ contentString: 'Ask the doctor' }],
      topic: { text: 'To do' },
    },
  },
  Message: {
    item: { when, headers: [{ name: 'Subject', value: 'Results' }], size: 10, summary: 'See below' },
    said: {},
    resource: { topic: { text: 'Results' }, payload: [{ contentString: 'See below' }] },
  },
  Insight: {
    item: {
      raisedInsightId: '1',
      catalogId: 'steps',
      when,
      expirationDate: when,
      messages: { regular: 'You walk more', short: 'More steps' },
    },
    said: {},
    resource: { topic: { text: 'More steps' }, payload: [{ contentString: 'You walk more' }] },
  },
});

holdToSent([
  [
    'answers of a questionnaire, wherever they stand',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      questionnaire: 'http://example.org/phq',
      authored: '2026-03-01',
      item: [
        {
          linkId: '1',
          item: [
            {
              linkId: '1.1',
              text: 'Little interest',
              answer: [{ valueCoding: { code: 'LA6568-5', display: 'Not at all' } }],
            },
            { linkId: '1.2', answer: [{ valueBoolean: true }] },
            { linkId: '1.3', text: 'Not answered' },
          ],
        },
      ],
    },
    'Health assessment',
    {
      name: 'http://example.org/phq',
      result: [
        { name: { text: 'Little interest' }, value: [{ text: 'Not at all' }] },
        { name: { text: '1.2' }, value: [{ text: 'Yes' }] },
      ],
    },
  ],
  [
    'an illness of a relative',
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      relationship: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'FTH', display: 'father' },
        ],
      },
      condition: [{ code: { text: 'Stroke' }, onsetAge: { value: 71 } }],
    },
    'Family history',
    { relative: { relationship: { text: 'father' } }, condition: [{ name: { text: 'Stroke' } }] },
  ],
  [
    'a remark',
    {
      resourceType: 'Communication',
      status: 'completed',
      sent: '2026-03-01',
      payload: [{ contentString: 'Call me' }],
    },
    'Comment',
    { content: 'Call me' },
  ],
]);
