// Every thing type, one file each. Written by `npm run gen`: do not edit.
import actionPlan from './action-plan.ts';
import advanceDirective from './advance-directive.ts';
import aerobicProfile from './aerobic-profile.ts';
import allergicEpisode from './allergic-episode.ts';
import allergy from './allergy.ts';
import appSpecific from './app-specific.ts';
import applicationDataReference from './application-data-reference.ts';
import appointment from './appointment.ts';
import asthmaInhaler from './asthma-inhaler.ts';
import asthmaInhalerUsage from './asthma-inhaler-usage.ts';
import basic from './basic.ts';
import birth from './birth.ts';
import bloodGlucose from './blood-glucose.ts';
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import bodyComposition from './body-composition.ts';
import bodyDimension from './body-dimension.ts';
import calorieGuideline from './calorie-guideline.ts';
import cardiacProfile from './cardiac-profile.ts';
import carePlan from './care-plan.ts';
import ccd from './ccd.ts';
import ccr from './ccr.ts';
import cda from './cda.ts';
import cholesterol from './cholesterol.ts';
import comment from './comment.ts';
import concern from './concern.ts';
import condition from './condition.ts';
import contact from './contact.ts';
import contraindication from './contraindication.ts';
import dailyDietaryIntake from './daily-dietary-intake.ts';
import dailyMedicationUsage from './daily-medication-usage.ts';
import defibrillatorEpisode from './defibrillator-episode.ts';
import diabeticProfile from './diabetic-profile.ts';
import dischargeSummary from './discharge-summary.ts';
import educationDocument from './education-document.ts';
import emotionalState from './emotional-state.ts';
import encounter from './encounter.ts';
import exercise from './exercise.ts';
import exerciseSamples from './exercise-samples.ts';
import explanationOfBenefits from './explanation-of-benefits.ts';
import familyHistory from './family-history.ts';
import familyHistoryCondition from './family-history-condition.ts';
import familyHistoryPerson from './family-history-person.ts';
import file from './file.ts';
import foodAndDrink from './food-and-drink.ts';
import geneticSnpResult from './genetic-snp-result.ts';
import goalRecommendation from './goal-recommendation.ts';
import groupMembership from './group-membership.ts';
import groupMembershipActivity from './group-membership-activity.ts';
import hba1c from './hba1c.ts';
import healthAssessment from './health-assessment.ts';
import healthEvent from './health-event.ts';
import healthGoal from './health-goal.ts';
import healthJournalEntry from './health-journal-entry.ts';
import healthcareProxy from './healthcare-proxy.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import immunization from './immunization.ts';
import insight from './insight.ts';
import insulinInjection from './insulin-injection.ts';
import insulinInjectionUsage from './insulin-injection-usage.ts';
import insurancePlan from './insurance-plan.ts';
import labResults from './lab-results.ts';
import lifeGoal from './life-goal.ts';
import mealDefinition from './meal-definition.ts';
import medicalAnnotation from './medical-annotation.ts';
import medicalDevice from './medical-device.ts';
import medicalImageStudy from './medical-image-study.ts';
import medicalProblem from './medical-problem.ts';
import medication from './medication.ts';
import medicationFill from './medication-fill.ts';
import menstruation from './menstruation.ts';
import message from './message.ts';
import microbiologyLabResults from './microbiology-lab-results.ts';
import mydataEducationFile from './mydata-education-file.ts';
import papSession from './pap-session.ts';
import passwordProtectedPackage from './password-protected-package.ts';
import peakFlow from './peak-flow.ts';
import personal from './personal.ts';
import personalContact from './personal-contact.ts';
import personalImage from './personal-image.ts';
import plan from './plan.ts';
import pregnancy from './pregnancy.ts';
import procedure from './procedure.ts';
import questionAnswer from './question-answer.ts';
import radiologyResult from './radiology-result.ts';
import respiratoryProfile from './respiratory-profile.ts';
import sifStudentAcademicRecord from './sif-student-academic-record.ts';
import sleepJournalEntry from './sleep-journal-entry.ts';
import sleepSession from './sleep-session.ts';
import status from './status.ts';
import task from './task.ts';
import taskTrackingEntry from './task-tracking-entry.ts';
import vaccinePlan from './vaccine-plan.ts';
import vitalSigns from './vital-signs.ts';
import webLink from './web-link.ts';
import weeklyAerobicGoal from './weekly-aerobic-goal.ts';
import weight from './weight.ts';
import weightGoal from './weight-goal.ts';

export const allThingTypes = [
  actionPlan,
  advanceDirective,
  aerobicProfile,
  allergicEpisode,
  allergy,
  appSpecific,
  applicationDataReference,
  appointment,
  asthmaInhaler,
  asthmaInhalerUsage,
  basic,
  birth,
  bloodGlucose,
  bloodOxygenSaturation,
  bloodPressure,
  bodyComposition,
  bodyDimension,
  calorieGuideline,
  cardiacProfile,
  carePlan,
  ccd,
  ccr,
  cda,
  cholesterol,
  comment,
  concern,
  condition,
  contact,
  contraindication,
  dailyDietaryIntake,
  dailyMedicationUsage,
  defibrillatorEpisode,
  diabeticProfile,
  dischargeSummary,
  educationDocument,
  emotionalState,
  encounter,
  exercise,
  exerciseSamples,
  explanationOfBenefits,
  familyHistory,
  familyHistoryCondition,
  familyHistoryPerson,
  file,
  foodAndDrink,
  geneticSnpResult,
  goalRecommendation,
  groupMembership,
  groupMembershipActivity,
  hba1c,
  healthAssessment,
  healthEvent,
  healthGoal,
  healthJournalEntry,
  healthcareProxy,
  heartRate,
  height,
  immunization,
  insight,
  insulinInjection,
  insulinInjectionUsage,
  insurancePlan,
  labResults,
  lifeGoal,
  mealDefinition,
  medicalAnnotation,
  medicalDevice,
  medicalImageStudy,
  medicalProblem,
  medication,
  medicationFill,
  menstruation,
  message,
  microbiologyLabResults,
  mydataEducationFile,
  papSession,
  passwordProtectedPackage,
  peakFlow,
  personal,
  personalContact,
  personalImage,
  plan,
  pregnancy,
  procedure,
  questionAnswer,
  radiologyResult,
  respiratoryProfile,
  sifStudentAcademicRecord,
  sleepJournalEntry,
  sleepSession,
  status,
  task,
  taskTrackingEntry,
  vaccinePlan,
  vitalSigns,
  webLink,
  weeklyAerobicGoal,
  weight,
  weightGoal,
] as const;
