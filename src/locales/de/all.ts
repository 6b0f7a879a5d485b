// Every word of the language, by area. Written by `npm run gen`: do not edit.
import { bodyCodes } from './codes/body.ts';
import { careCodes } from './codes/care.ts';
import { conditionsCodes } from './codes/conditions.ts';
import { exerciseCodes } from './codes/exercise.ts';
import { growingUpCodes } from './codes/growing-up.ts';
import { immunizationsCodes } from './codes/immunizations.ts';
import { labsCodes } from './codes/labs.ts';
import { medicationsCodes } from './codes/medications.ts';
import { peopleCodes } from './codes/people.ts';
import { placesAndTimesCodes } from './codes/places-and-times.ts';
import { unitsCodes } from './codes/units.ts';
import { appsThings } from './things/apps.ts';
import { commonThings } from './things/common.ts';
import { conditionsThings } from './things/conditions.ts';
import { documentsThings } from './things/documents.ts';
import { everydayThings } from './things/everyday.ts';
import { fitnessThings } from './things/fitness.ts';
import { labsThings } from './things/labs.ts';
import { medicationsThings } from './things/medications.ts';
import { plansThings } from './things/plans.ts';
import { profileThings } from './things/profile.ts';
import { vitalsThings } from './things/vitals.ts';

export { accountWords } from './accounts/account.ts';
export { changeWords } from './accounts/change.ts';
export { checkWords } from './accounts/check.ts';
export { signInWords } from './accounts/sign-in.ts';
export { signUpWords } from './accounts/sign-up.ts';
export { appearanceWords } from './develop/appearance.ts';
export { developWords } from './develop/develop.ts';
export { liveWords } from './develop/live.ts';
export { pathWords } from './develop/path.ts';
export { redirectRemedyWords } from './develop/redirect-remedy.ts';
export { remedyWords } from './develop/remedy.ts';
export { rulesWords } from './develop/rules.ts';
export { smartTabWords } from './develop/smart-tab.ts';
export { tabWords } from './develop/tab.ts';
export { tracingWords } from './develop/tracing.ts';
export { directAddressWords } from './direct/direct-address.ts';
export { directHealthWords } from './direct/direct-health.ts';
export { directMailWords } from './direct/direct-mail.ts';
export { directPickUpWords } from './direct/direct-pick-up.ts';
export { directSentWords } from './direct/direct-sent.ts';
export { directWriteWords } from './direct/direct-write.ts';
export { inboxWords } from './direct/inbox.ts';
export { senderWords } from './direct/sender.ts';
export { appChangesWords } from './frame/app-changes.ts';
export { clockWords } from './frame/clock.ts';
export { frameWords } from './frame/frame.ts';
export { meanwhileWords } from './frame/meanwhile.ts';
export { problemWords } from './frame/problem.ts';
export { relationshipWords } from './frame/relationship.ts';
export { ruleWords } from './frame/rule.ts';
export { consentWords } from './hand-over/consent.ts';
export { leaveWords } from './hand-over/leave.ts';
export { postedWords } from './hand-over/posted.ts';
export { smartWords } from './hand-over/smart.ts';
export { targetsWords } from './hand-over/targets.ts';
export { accountHelp } from './help/account.ts';
export { appsHelp } from './help/apps.ts';
export { dataHelp } from './help/data.ts';
export { developersHelp } from './help/developers.ts';
export { emergencyHelp } from './help/emergency.ts';
export { filesHelp } from './help/files.ts';
export { messagesHelp } from './help/messages.ts';
export { operatorsHelp } from './help/operators.ts';
export { privacyHelp } from './help/privacy.ts';
export { sharingHelp } from './help/sharing.ts';
export { startHelp } from './help/start.ts';
export { termsHelp } from './help/terms.ts';
export { importsWords } from './imports/imports.ts';
export { bulkWords } from './items/bulk.ts';
export { chartWords } from './items/chart.ts';
export { dataWords } from './items/data.ts';
export { formWords } from './items/form.ts';
export { itemWords } from './items/item.ts';
export { kindWords } from './items/kind.ts';
export { marksWords } from './items/marks.ts';
export { paperWords } from './items/papers.ts';
export { suggestedWords } from './items/suggested.ts';
export { typedDateWords } from './items/typed-date.ts';
export { typedScheduleWords } from './items/typed-schedule.ts';
export { uploadWords } from './items/upload.ts';
export { labTestWords } from './labs/lab-test.ts';
export { labsWords } from './labs/labs.ts';
export { directInvitationWords } from './letters/direct-invitation.ts';
export { directLetterWords } from './letters/direct-letter.ts';
export { documentLetterWords } from './letters/document-letter.ts';
export { letterWords } from './letters/letter.ts';
export { postmasterLetterWords } from './letters/postmaster-letter.ts';
export { backupHealthWords } from './operator/backup-health.ts';
export { childrenWords } from './operator/children.ts';
export { mailHealthWords } from './operator/mail-health.ts';
export { operatorWords } from './operator/operator.ts';
export { operatorAppsWords } from './operator/operator-apps.ts';
export { standingWords } from './operator/standing.ts';
export { switchWords } from './operator/switch.ts';
export { actionsWords } from './pages/actions.ts';
export { activityWords } from './pages/activity.ts';
export { admissionWords } from './pages/admission.ts';
export { appsWords } from './pages/apps.ts';
export { calendarWords } from './pages/calendar.ts';
export { connectWords } from './pages/connect.ts';
export { emergencyWords } from './pages/emergency.ts';
export { exportWords } from './pages/export.ts';
export { findWords } from './pages/find.ts';
export { growthWords } from './pages/growth.ts';
export { helpWords } from './pages/help.ts';
export { hintsWords } from './pages/hints.ts';
export { logWords } from './pages/log.ts';
export { looksWords } from './pages/looks.ts';
export { mailboxWords } from './pages/mailbox.ts';
export { medicinesWords } from './pages/medicines.ts';
export { messagesWords } from './pages/messages.ts';
export { offlineWords } from './pages/offline.ts';
export { pickUpWords } from './pages/pick-up.ts';
export { picturesWords } from './pages/pictures.ts';
export { plansWords } from './pages/plans.ts';
export { recordsWords } from './pages/records.ts';
export { remindersWords } from './pages/reminders.ts';
export { sharingWords } from './pages/sharing.ts';
export { statementsWords } from './pages/statements.ts';
export { vaccineWords } from './pages/vaccines.ts';
export { ipsWords } from './summary/ips.ts';
export { summaryWords } from './summary/summary.ts';

export const codes = [
  bodyCodes,
  careCodes,
  conditionsCodes,
  exerciseCodes,
  growingUpCodes,
  immunizationsCodes,
  labsCodes,
  medicationsCodes,
  peopleCodes,
  placesAndTimesCodes,
  unitsCodes,
];

export const things = [
  appsThings,
  commonThings,
  conditionsThings,
  documentsThings,
  everydayThings,
  fitnessThings,
  labsThings,
  medicationsThings,
  plansThings,
  profileThings,
  vitalsThings,
];
