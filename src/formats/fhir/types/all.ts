// Every mapping of a thing type, one file each. Written by `npm run gen`: do not edit.
import advanceDirective from './advance-directive.ts';
import allergicEpisode from './allergic-episode.ts';
import allergy from './allergy.ts';
import appointment from './appointment.ts';
import asthmaInhaler from './asthma-inhaler.ts';
import asthmaInhalerUsage from './asthma-inhaler-usage.ts';
import bloodGlucose from './blood-glucose.ts';
import bloodOxygenSaturation from './blood-oxygen-saturation.ts';
import bloodPressure from './blood-pressure.ts';
import carePlan from './care-plan.ts';
import ccd from './ccd.ts';
import ccr from './ccr.ts';
import cda from './cda.ts';
import cholesterol from './cholesterol.ts';
import concern from './concern.ts';
import condition from './condition.ts';
import contact from './contact.ts';
import contraindication from './contraindication.ts';
import dailyMedicationUsage from './daily-medication-usage.ts';
import dischargeSummary from './discharge-summary.ts';
import educationDocument from './education-document.ts';
import encounter from './encounter.ts';
import explanationOfBenefits from './explanation-of-benefits.ts';
import file from './file.ts';
import hba1c from './hba1c.ts';
import healthcareProxy from './healthcare-proxy.ts';
import heartRate from './heart-rate.ts';
import height from './height.ts';
import immunization from './immunization.ts';
import insulinInjection from './insulin-injection.ts';
import insulinInjectionUsage from './insulin-injection-usage.ts';
import insurancePlan from './insurance-plan.ts';
import labResults from './lab-results.ts';
import medicalAnnotation from './medical-annotation.ts';
import medicalDevice from './medical-device.ts';
import medicalProblem from './medical-problem.ts';
import medication from './medication.ts';
import medicationFill from './medication-fill.ts';
import mydataEducationFile from './mydata-education-file.ts';
import passwordProtectedPackage from './password-protected-package.ts';
import plan from './plan.ts';
import procedure from './procedure.ts';
import sifStudentAcademicRecord from './sif-student-academic-record.ts';
import task from './task.ts';
import taskTrackingEntry from './task-tracking-entry.ts';
import vitalSigns from './vital-signs.ts';
import webLink from './web-link.ts';
import weight from './weight.ts';

export const allMappings = [
  advanceDirective,
  allergicEpisode,
  allergy,
  appointment,
  asthmaInhaler,
  asthmaInhalerUsage,
  bloodGlucose,
  bloodOxygenSaturation,
  bloodPressure,
  carePlan,
  ccd,
  ccr,
  cda,
  cholesterol,
  concern,
  condition,
  contact,
  contraindication,
  dailyMedicationUsage,
  dischargeSummary,
  educationDocument,
  encounter,
  explanationOfBenefits,
  file,
  hba1c,
  healthcareProxy,
  heartRate,
  height,
  immunization,
  insulinInjection,
  insulinInjectionUsage,
  insurancePlan,
  labResults,
  medicalAnnotation,
  medicalDevice,
  medicalProblem,
  medication,
  medicationFill,
  mydataEducationFile,
  passwordProtectedPackage,
  plan,
  procedure,
  sifStudentAcademicRecord,
  task,
  taskTrackingEntry,
  vitalSigns,
  webLink,
  weight,
] as const;
