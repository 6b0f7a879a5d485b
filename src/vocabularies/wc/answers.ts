// Answers to questions, and scales from worst to best.
import { wc } from './wc.ts';

export const answers = [
  wc('answer-choices-amount', 'How much: answers from not at all to a lot', [
    ['NoAtAll', 'Not at all'],
    ['ALittle', 'A little'],
    ['AFairAmount', 'A fair amount'],
    ['ALot', 'A lot'],
  ]),
  wc(
    'answer-choices-comparison',
    'How something compares with before: answers from much better to much worse',
    [
      ['MuchBetter', 'Much better'],
      ['SomewhatBetter', 'Somewhat better'],
      ['AboutTheSame', 'About the same'],
      ['SomewhatWorse', 'Somewhat worse'],
      ['MuchWorse', 'Much worse'],
    ],
  ),
  wc('answer-choices-evaluation', 'How good something is: answers from excellent to poor', [
    ['Excellent', 'Excellent'],
    ['VeryGood', 'Very good'],
    ['Good', 'Good'],
    ['Fair', 'Fair'],
    ['Poor', 'Poor'],
  ]),
  wc('answer-choices-frequency', 'How often: answers from always to never', [
    ['Always', 'Always'],
    ['Usually', 'Usually'],
    ['Sometimes', 'Sometimes'],
    ['Rarely', 'Rarely'],
    ['Never', 'Never'],
  ]),
  wc('answer-choices-sets', 'The lists of answers a question can be given', [
    ['answer-choices-amount', 'answer-choices-amount'],
    ['answer-choices-comparison', 'answer-choices-comparison'],
    ['answer-choices-evaluation', 'answer-choices-evaluation'],
    ['answer-choices-frequency', 'answer-choices-frequency'],
    ['answer-choices-severity', 'answer-choices-severity'],
    ['answer-choices-yes-no-unsure', 'answer-choices-yes-no-unsure'],
    ['answer-choices-yes-no', 'answer-choices-yes-no'],
  ]),
  wc('answer-choices-severity', 'How bad something is: answers from none to very severe', [
    ['None', 'None'],
    ['VeryMild', 'Very mild'],
    ['Mild', 'Mild'],
    ['Moderate', 'Moderate'],
    ['Severe', 'Severe'],
    ['VerySevere', 'Very severe'],
  ]),
  wc('answer-choices-yes-no', 'Yes or no', [
    ['Yes', 'Yes'],
    ['No', 'No'],
  ]),
  wc('answer-choices-yes-no-unsure', 'Yes, no or not sure', [
    ['Yes', 'Yes'],
    ['No', 'No'],
    ['Unsure', 'Unsure'],
  ]),
  wc('health-assessment-category', 'What kinds of health assessments there are: a place kept free', [
    ['TBD', 'Contact the HealthVault team to help define this vocabulary.'],
  ]),
  wc('health-assessment-groups', 'Which parts a health assessment has: a place kept free', [
    ['TBD', 'Contact the HealthVault team to help define this vocabulary.'],
  ]),
  wc('health-assessment-name', 'What health assessments are called: a place kept free', [
    ['TBD', 'Contact the HealthVault team to help define this vocabulary'],
  ]),
  wc('health-assessment-value-sets', 'What results a health assessment can give: a place kept free', [
    ['TBD', 'Contact the HealthVault team to help define this vocabulary.'],
  ]),
  wc('intensity-one-to-five', 'How intense something was, from 1 to 5', [
    ['1', 'very low'],
    ['2', 'low'],
    ['3', 'moderate'],
    ['4', 'high'],
    ['5', 'very high'],
  ]),
  wc('normalcy-one-to-five', 'How far something is from normal, from 1 to 5', [
    ['1', 'well below normal'],
    ['2', 'below normal'],
    ['3', 'normal'],
    ['4', 'above normal'],
    ['5', 'well above normal'],
  ]),
  wc('quality-one-to-five', 'How good something was, from 1 to 5', [
    ['1', 'very poor'],
    ['2', 'poor'],
    ['3', 'fair'],
    ['4', 'good'],
    ['5', 'very good'],
  ]),
  wc('question-sets', 'Which sets of questions there are: a place kept free', [
    ['TBD', 'Contact the HealthVault team to define this vocabulary.'],
  ]),
  wc('sleepiness-one-to-four', 'How sleepy a person is during the day, from 1 to 4', [
    ['1', 'very sleepy'],
    ['2', 'somewhat tired'],
    ['3', 'fairly alert'],
    ['4', 'fully awake'],
  ]),
  wc('wake-state-one-to-three', 'How awake a person is after sleep, from 1 to 3', [
    ['1', 'fully awake'],
    ['2', 'awake but little tired'],
    ['3', 'sleepy'],
  ]),
];
